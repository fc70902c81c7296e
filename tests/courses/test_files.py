"""Who gets which uploaded file."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection, GroupCollectionPermission
from wagtail_factories import ImageFactory

from accounts.models import User
from content.files.uploads import PUBLIC_FOLDERS
from content.models import CustomDocument, CustomImage, CustomMedia
from learning.choices import AccessRule
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import LessonPageFactory, StandardPageFactory
from tests.factories.people import UserFactory
from tests.factories.training import activity_of, publish, published_module

pytestmark = pytest.mark.django_db
BYTES = bytes(range(100))


@pytest.fixture
def document():
    file = ContentFile(b"A sheet to fill in", name="sheet.pdf")
    return get_document_model().objects.create(title="Sheet", file=file)


@pytest.fixture
def film():
    file = ContentFile(BYTES, name="film.mp4")
    return CustomMedia.objects.create(title="Film", file=file, type="video", duration=60)


def lesson_with(block, access=AccessRule.ENROLLED):
    module, _lessons = published_module(0, access=access)
    return publish(lambda: LessonPageFactory(parent=module, body=[block]))


def show_document(document, access=AccessRule.ENROLLED):
    return lesson_with(("document", {"document": document}), access)


def show_film(film, access=AccessRule.ENROLLED):
    value = {"media": film, "caption": "Film", "captions": [], "transcript": "<p>x</p>"}
    return lesson_with(("video", value), access)


@pytest.mark.parametrize("show", [show_document, show_film])
def test_a_file_of_a_lesson_opens_to_its_readers_alone(client, document, film, show):
    file = document if show is show_document else film
    lesson = show(file)
    response = client.get(file.url)
    assert response.status_code == 302
    assert response["Location"].endswith(f"?next={file.url}")
    client.force_login(UserFactory())
    assert client.get(file.url).status_code == 403
    client.force_login(EnrolmentFactory(module=activity_of(lesson).module).learner)
    assert client.get(file.url).status_code == 200


def test_a_file_of_an_open_lesson_is_open(client, document):
    show_document(document, AccessRule.EVERYONE)
    assert client.get(document.url).status_code == 200


def test_one_page_that_may_be_read_is_enough(client, document):
    show_document(document)
    publish(lambda: StandardPageFactory(body=[("document", {"document": document})]))
    assert client.get(document.url).status_code == 200


def test_a_link_in_running_text_counts_as_use(client, document):
    link = f'<p><a linktype="document" id="{document.pk}">Sheet</a></p>'
    lesson_with(("text", {"html": link}), AccessRule.EVERYONE)
    assert client.get(document.url).status_code == 200


def test_the_files_of_a_draft_and_of_an_unpublished_page_are_closed(client, document):
    lesson = show_document(document, AccessRule.EVERYONE)
    publish(lesson.unpublish)
    assert client.get(document.url).status_code == 302


def test_an_unused_file_opens_to_those_who_work_on_files(client, document, film):
    client.force_login(UserFactory())
    assert client.get(document.url).status_code == 403
    editor = UserFactory()
    group = editor.groups.create(name="People who edit")
    for codename in ("change_document", "change_media"):
        GroupCollectionPermission.objects.create(
            group=group,
            collection=Collection.get_first_root_node(),
            permission=Permission.objects.get(codename=codename),
        )
    client.force_login(User.objects.get(pk=editor.pk))
    assert client.get(document.url).status_code == 200
    assert client.get(film.url).status_code == 200


@pytest.mark.parametrize(
    ("header", "status", "content", "content_range"),
    [
        (None, 200, BYTES, None),
        ("bytes=10-19", 206, BYTES[10:20], "bytes 10-19/100"),
        ("bytes=-5", 206, BYTES[-5:], "bytes 95-99/100"),
        ("bytes=500-", 416, b"", "bytes */100"),
        ("nonsense", 200, BYTES, None),
    ],
)
def test_a_film_is_sent_in_parts(client, film, header, status, content, content_range):
    show_film(film, AccessRule.EVERYONE)
    headers = {"accept-encoding": "gzip"} | ({"range": header} if header else {})
    response = client.get(film.url, headers=headers)
    assert response.status_code == status
    assert b"".join(response) == content
    assert response.get("Content-Range") == content_range
    if status != 416:
        assert response["Content-Length"] == str(len(content))
        assert response["Accept-Ranges"] == "bytes"
        assert response["Content-Type"] == "video/mp4"
        assert "private" in response["Cache-Control"]


def test_a_part_of_a_changed_film_is_sent_whole(client, film):
    show_film(film, AccessRule.EVERYONE)
    headers = {"range": "bytes=0-9", "if-range": "Mon, 01 Jan 2001 00:00:00 GMT"}
    assert client.get(film.url, headers=headers).status_code == 200
    modified = client.get(film.url)["Last-Modified"]
    headers["if-range"] = modified
    assert client.get(film.url, headers=headers).status_code == 206


def test_the_head_of_a_film_has_no_body(client, film):
    show_film(film, AccessRule.EVERYONE)
    response = client.head(film.url)
    assert response["Content-Length"] == "100"
    assert not b"".join(response)


def test_a_film_under_another_name_does_not_exist(client, film):
    assert client.get(reverse("media_file", args=[film.pk, "other.mp4"])).status_code == 404
    assert client.post(film.url).status_code == 405


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def test_a_drawing_opened_by_itself_runs_nothing(client):
    image = CustomImage.objects.create(
        title="Map", file=ContentFile(SVG, name="map.svg"), width=1, height=1
    )
    response = client.get(image.file.url)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]
    assert "font-src data:;" in response["Content-Security-Policy"]
    assert "immutable" in response["Cache-Control"]


@pytest.mark.parametrize("folder", ["documents", "media", "..", "images"])
def test_other_folders_are_not_served(client, document, folder):
    for name in (document.filename, "..", "%2e%2e%2fsettings.py"):
        assert client.get(f"/media/{folder}/{name}").status_code in (400, 404)


@pytest.mark.parametrize("folder", PUBLIC_FOLDERS)
@pytest.mark.parametrize("model", [CustomDocument, CustomMedia])
def test_no_file_that_asks_who_reads_it_lies_where_all_read(model, folder):
    with pytest.raises(IntegrityError):
        model.objects.create(title="Sheet", file=f"{folder}/sheet.pdf")


@pytest.mark.parametrize("name", ["none.png", "%00", "a" * 300, "%F0%9F%99%82"])
def test_a_picture_that_is_not_there_is_not_found(client, name):
    ImageFactory()  # so that there is a folder to look in
    assert client.get(f"/media/original_images/{name}").status_code == 404


@pytest.mark.parametrize("used", [1, 30])
def test_asking_for_a_file_costs_the_same_however_often_it_is_used(
    client, django_assert_num_queries, document, used
):
    show_document(document)
    publish(
        lambda: [
            StandardPageFactory(body=[("document", {"document": document})])
            for _page in range(used)
        ]
    )
    client.get(document.url)
    with django_assert_num_queries(8):
        assert client.get(document.url).status_code == 200
