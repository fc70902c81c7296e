"""What editors may upload: told by its content, refused in words, never in the way of a list."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, UploadedFile

from content.files.kinds import check_document, check_recording
from content.files.pictures import check_picture
from content.models import CustomDocument, CustomImage, CustomMedia

pytestmark = pytest.mark.one_database  # a file is told by its content

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'
AJAX = {"x-requested-with": "XMLHttpRequest"}
PROGRAM = b"MZ\x90\x00\x03" + b"\x00" * 200
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2"


def archive(names, first=None, packing=zipfile.ZIP_STORED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        if first:
            written.writestr("mimetype", first, packing)
        for name in names:
            written.writestr(name, "x")
    return out.getvalue()


def photograph(size, kind="PNG", mode="RGB"):
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for number in range(6):
            written.writestr(f"{number}", b"\0" * 100_000_000)
    return out.getvalue()


TEXT_DOCUMENT = "application/vnd.oasis.opendocument.text"
WORD = archive(["[Content_Types].xml", "word/document.xml"])
GOOD_DOCUMENTS = {
    "a.docx": WORD,
    "a.DOCX": WORD,
    "a.xlsx": archive(["[Content_Types].xml", "xl/workbook.xml"]),
    "a.pptx": archive(["[Content_Types].xml", "ppt/presentation.xml"]),
    "a.odt": archive(["content.xml"], TEXT_DOCUMENT),
    "a.ods": archive(["content.xml"], "application/vnd.oasis.opendocument.spreadsheet"),
    "a.zip": archive(["folder/a.txt"]),
    "a.pdf": PDF,
    "a.txt": "Ciudad, città, עיר, مدينة".encode(),
    "bom.csv": b"\xef\xbb\xbfa;b\r\n1;2",
    "a.vtt": b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello",
    "empty.txt": b"",
}
BAD_DOCUMENTS = {
    "program.pdf": PROGRAM,
    "program.docx": PROGRAM,
    "program.zip": PROGRAM,
    "program.txt": PROGRAM,
    "later.pdf": b"<html>" + PDF,
    "zip.docx": archive(["folder/a.txt"]),
    "word.xlsx": WORD,
    "zip.odt": archive(["folder/a.txt"]),
    "sheet.odt": archive([], "application/vnd.oasis.opendocument.spreadsheet"),
    "macros.docx": archive(["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]),
    "capitals.docx": archive(["[Content_Types].xml", "word/document.xml", "word/VBAPROJECT.BIN"]),
    "capitals.odt": archive(["BASIC/a.xml"], TEXT_DOCUMENT),
    "drive.zip": archive(["C:\\windows\\a.txt"]),
    "colon.zip": archive(["C:a.txt"]),
    "half.txt": "ק".encode()[:1],
    "outside.zip": archive(["../../etc/passwd"]),
    "windows.zip": archive(["..\\a.txt"]),
    "absolute.zip": archive(["/etc/passwd"]),
    "many.zip": archive(map(str, range(6000))),
    "bomb.zip": bomb(),
    "cut.zip": archive(["a.txt"])[:-10],
    "name.zip": archive(["ä.txt"]).replace("ä".encode(), b"\xff\xff"),
    "packed.odt": archive([], TEXT_DOCUMENT, zipfile.ZIP_DEFLATED).replace(
        b"mimetypeK", b"mimetype\xff"
    ),
    "latin.csv": "Málaga".encode("latin-1"),
    "wide.txt": "Málaga".encode("utf-16"),
    "picture.txt": photograph((4, 4)),
}


@pytest.mark.parametrize("name", GOOD_DOCUMENTS)
def test_documents_that_are_what_their_name_says(name):
    check_document(ContentFile(GOOD_DOCUMENTS[name], name=name))


@pytest.mark.parametrize("name", BAD_DOCUMENTS)
def test_documents_that_are_something_else(name):
    with pytest.raises(ValidationError):
        check_document(ContentFile(BAD_DOCUMENTS[name], name=name))


@pytest.mark.parametrize(
    ("kind", "name", "content", "is_good"),
    [
        ("video", "a.mp4", MP4, True),
        ("audio", "a.m4a", MP4, True),
        ("audio", "a.mp3", b"ID3\x03\x00\x00\x00\x00\x00\x00", True),
        ("video", "a.mp4", b"ID3\x03\x00\x00\x00\x00\x00\x00", False),
        ("video", "a.mp4", PROGRAM, False),
        ("video", "a.mp4", b"", False),
    ],
)
def test_recordings(kind, name, content, is_good):
    file = ContentFile(content, name=name)
    if is_good:
        check_recording(file, kind)
    else:
        with pytest.raises(ValidationError):
            check_recording(file, kind)


GOOD_PICTURES = {
    "a.svg": SVG.format("<path d='M0 0'/>").encode(),
    "size.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="10px" height="2em"/>',
    "prefix.svg": b'<s:svg xmlns:s="http://www.w3.org/2000/svg" viewBox="0,0,1,1"/>',
    "doctype.svg": b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x/">'
    + SVG.format("").encode(),
    "deep.svg": SVG.format("<g>" * 50 + "</g>" * 50).encode(),
    "a.png": photograph((5000, 5000), mode="1"),
    "a.jpg": photograph((40, 40), "JPEG"),
    "panorama.png": photograph((20_000, 100), mode="1"),
    "a.webp": photograph((40, 40), "WEBP"),
}
BAD_PICTURES = {
    "deep.svg": SVG.format("<g>" * 100_000 + "</g>" * 100_000).encode(),
    "less-deep.svg": SVG.format("<g>" * 900 + "</g>" * 900).encode(),
    "many.svg": SVG.format("<g/>" * 30_000).encode(),
    "large.svg": SVG.format("<!--" + "x" * 1_000_000 + "-->").encode(),
    "no-size.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "flat.svg": SVG.format("").replace("0 0 10 10", "0 0 0 0").encode(),
    "nan.svg": SVG.format("").replace("0 0 10 10", "nan nan 10 10").encode(),
    "infinite.svg": SVG.format("").replace("0 0 10 10", "0 0 inf 10").encode(),
    "absurd.svg": SVG.format("").replace("0 0 10 10", "0 0 1e300 1e-300").encode(),
    "three.svg": SVG.format("").replace("0 0 10 10", "0 0 10").encode(),
    "percent.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%"/>',
    "script.svg": SVG.format("<script>alert(1)</script>").encode(),
    "click.svg": SVG.format("<g onclick='alert(1)'/>").encode(),
    "page.svg": SVG.format("<foreignObject/>").encode(),
    "link.svg": SVG.format("<a href='java&#10;script:alert(1)'/>").encode(),
    "set.svg": SVG.format("<set to='JavaScript:alert(1)'/>").encode(),
    "entity.svg": b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;").encode(),
    "encoded.svg": b'<?xml version="1.0" encoding="gbk"?>' + SVG.format("").encode(),
    "unknown-encoding.svg": b'<?xml version="1.0" encoding="no"?>' + SVG.format("").encode(),
    "unit.svg": SVG.format("").replace("viewBox", "width='10foo' viewBox").encode(),
    "negative.svg": SVG.format("").replace("viewBox", "width='-1' viewBox").encode(),
    "without-end.svg": SVG.format("").replace("viewBox", "width='inf' viewBox").encode(),
    "ratio.svg": SVG.format("").replace("viewBox", "preserveAspectRatio='a' viewBox").encode(),
    "speck.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="0.1" height="0.1"/>',
    "cut.svg": SVG.format("<g>").encode()[:-8],
    "html.svg": b"<html/>",
    "wide.png": photograph((8000, 8000), mode="1"),
    "line.png": photograph((1, 200_000), mode="1"),
    "cut.png": photograph((400, 400))[:-200],
    "cut.jpg": photograph((400, 400), "JPEG")[:-200],
    "empty.png": b"",
    "program.png": PROGRAM,
}


@pytest.mark.parametrize("name", GOOD_PICTURES)
def test_pictures_that_can_be_shown(name):
    check_picture(ContentFile(GOOD_PICTURES[name], name=name))


@pytest.mark.parametrize("name", BAD_PICTURES)
def test_pictures_that_cannot_be_shown_safely(name):
    with pytest.raises(ValidationError):
        check_picture(ContentFile(BAD_PICTURES[name], name=name))


def test_too_many_pixels_are_refused_before_they_are_decoded():
    file = ContentFile(photograph((12_000, 12_000), mode="1"), name="wide.png")
    tracemalloc.start()
    with pytest.raises(ValidationError, match="more than 25 million pixels"):
        check_picture(file)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_the_depth_of_drawings_stands_in_the_settings(settings):
    settings.SVG_DEPTH = 50  # one less than the drawing has
    with pytest.raises(ValidationError, match="too deep"):
        check_picture(ContentFile(GOOD_PICTURES["deep.svg"], name="deep.svg"))


def test_a_text_is_read_in_parts():
    file = ContentFile("🏙".encode() + b"x" * 20_000_000, name="a.txt")
    tracemalloc.start()
    check_document(file)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 15_000_000


def data(name, content, **more):
    root = Collection.get_first_root_node().pk
    return {"title": name, "file": SimpleUploadedFile(name, content), "collection": root, **more}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["wagtailimages:add", "wagtailimages_chooser:create"])
@pytest.mark.parametrize("name", BAD_PICTURES)
def test_no_bad_picture_comes_in_by_a_form(admin_client, address, name):
    prefix = "image-chooser-upload-" if "chooser" in address else ""
    sent = {prefix + key: value for key, value in data(name, BAD_PICTURES[name]).items()}
    response = admin_client.post(reverse(address), sent)
    assert response.status_code == 200
    assert not CustomImage.objects.exists()


@pytest.mark.django_db
def test_the_list_shows_a_bad_picture_that_came_before(admin_client):
    for name in ("less-deep.svg", "flat.svg", "cut.jpg"):
        good = GOOD_PICTURES["a.svg" if name.endswith("svg") else "a.jpg"]
        picture = CustomImage.objects.create(title=name, file=ContentFile(good, name=name))
        Path(picture.file.path).write_bytes(BAD_PICTURES[name])
    for address in ("wagtailimages:index", "wagtailimages_chooser:choose"):
        response = admin_client.get(reverse(address))
        assert response.status_code == 200, address
        assert "flat.svg" in response.content.decode()
    for picture in CustomImage.objects.all():
        edit = admin_client.get(reverse("wagtailimages:edit", args=[picture.pk]))
        assert edit.status_code == 200, picture.title


@pytest.mark.django_db
def test_forms_say_what_they_take(admin_client):
    html = admin_client.get(reverse("wagtailimages:add")).content.decode()
    assert "25 million pixels" in html
    assert "60 levels of parts" in html
    html = admin_client.get(reverse("wagtaildocs:add")).content.decode()
    assert "TXT" in html
    assert "50.0\xa0MB" in html
    html = admin_client.get(reverse("wagtailmedia:add", args=["video"])).content.decode()
    assert "MP4, M4V, WEBM; at most 500.0\xa0MB" in html


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["program.pdf", "zip.docx", "latin.csv"])
def test_no_bad_document_comes_in_by_a_form(admin_client, name):
    response = admin_client.post(reverse("wagtaildocs:add"), data(name, BAD_DOCUMENTS[name]))
    assert response.status_code == 200
    assert "again" in response.content.decode()
    assert not CustomDocument.objects.exists()
    response = admin_client.post(reverse("wagtaildocs:add"), data("a.txt", b"Hello"))
    assert CustomDocument.objects.get().filename == "a.txt"


@pytest.mark.django_db
def test_no_bad_recording_comes_in_by_a_form(admin_client):
    address = reverse("wagtailmedia:add", args=["video"])
    response = admin_client.post(address, data("a.mp4", PROGRAM, duration=10))
    assert response.status_code == 200
    assert not CustomMedia.objects.exists()
    admin_client.post(address, data("a.mp4", MP4, duration=10))
    assert CustomMedia.objects.get().title == "a.mp4"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "arguments", "bad"),
    [("wagtaildocs:add", [], "a.pdf"), ("wagtailmedia:add", ["video"], "a.mp4")],
)
def test_a_refused_file_is_told_one_reason(admin_client, address, arguments, bad):
    address = reverse(address, args=arguments)
    html = admin_client.post(address, data(bad, PROGRAM, duration=10)).text
    assert "This file is not what its name says" in html
    assert "is not allowed" not in html
    html = admin_client.post(address, data("a.exe", PROGRAM, duration=10)).text
    assert "File extension “exe” is not allowed." in html
    assert "save it as .exe" not in html


@pytest.mark.django_db
def test_several_documents_at_once_are_told_in_words(admin_client, admin_user, caplog):
    """Of each, Wagtail asks for the title alone, in a form without a file."""
    root = Collection.get_first_root_node().pk

    def send(view, file, prefix):
        number = f"{prefix}-{file.pk}"
        fields = {f"{number}-title": "New", f"{number}-collection": root, f"{number}-tags": ""}
        address = reverse(f"wagtaildocs:{view}", args=[file.pk])
        return admin_client.post(address, fields, headers=AJAX)

    old = CustomDocument.objects.create(title="Old", file=ContentFile(b"x", name="a.exe"))
    answer = send("edit_multiple", old, "doc").json()
    assert not answer["success"]
    assert "File extension “exe” is not allowed." in answer["form"]
    assert "Its own page takes another file in its place." in answer["form"]

    waiting = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(CustomDocument),
        file=ContentFile(PDF, name="a.pdf"),
        uploaded_by_user=admin_user,
    )
    made = send("create_multiple_from_uploaded_document", waiting, "uploaded-document").json()
    assert CustomDocument.objects.get(pk=made["doc_id"]).title == "New"

    # What waits for a title was looked at before.
    sent = {"title": "", "files[]": SimpleUploadedFile("b.exe", b"x")}
    answer = admin_client.post(reverse("wagtaildocs:add_multiple"), sent, headers=AJAX)
    assert "“exe” is not allowed" in answer.json()["error_message"]
    assert not UploadedFile.objects.exists()
    assert caplog.records == []
