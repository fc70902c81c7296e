"""What a document or recording is: told by its content, not by its name."""

import zipfile
from codecs import getincrementaldecoder
from pathlib import PurePath, PureWindowsPath

import filetype
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

BEGINNING = 8192
PART = 1024 * 1024
RECORDING_BYTES = 500 * 1024 * 1024
# Of a ZIP, and of the office files that are ZIPs inside.
ENTRIES = 5000
UNPACKED_BYTES = 500 * 1024 * 1024
OFFICE = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
TEXT = ("csv", "txt", "vtt")

OTHER = _(
    "This file is not what its name says (.%(extension)s). Open it in the program that made it, "
    "save it as .%(extension)s and upload it again."
)
MACROS = _("This file holds macros. Save it without them and upload it again.")
UNSAFE = _(
    "This archive cannot be unpacked safely: it holds too much, or paths that lead outside its "
    "folder."
)
NO_TEXT = _("This text is not saved as UTF-8. Save it again with that encoding and upload it.")


def check_document(file):
    """Raise ValidationError, in words, where `file` is not what its name says, or unsafe.

    `file`: open for reading bytes, with a `name`; it is left at its beginning. Wagtail checks that
    its size and extension are among those that the settings allow.
    """
    extension = extension_of(file)
    file.seek(0)
    try:
        if extension in TEXT:
            _check_text(file)
        elif extension == "pdf":
            _expect(file.read(5) == b"%PDF-", extension)
        else:
            _check_archive(file, extension)
    finally:
        file.seek(0)


def check_recording(file, kind):
    """Raise ValidationError, in words, where `file` is too large or no recording of the `kind`.

    `kind`: "audio" or "video". A container may hold either, so video passes for audio.
    """
    if file.size > RECORDING_BYTES:
        message = _("This file is too large: %(size)s. The limit is %(most)s.")
        values = {"size": filesizeformat(file.size), "most": filesizeformat(RECORDING_BYTES)}
        raise ValidationError(message, params=values)
    file.seek(0)
    found = filetype.guess(file.read(BEGINNING))
    file.seek(0)
    wanted = ("audio/", "video/") if kind == "audio" else ("video/",)
    _expect(found is not None and found.mime.startswith(wanted), extension_of(file))


def extension_of(file):
    """The extension of the name of `file`, in small letters and without its dot."""
    return PurePath(file.name).suffix.lower().removeprefix(".")


def _expect(is_so, extension):
    if not is_so:
        raise ValidationError(OTHER, params={"extension": extension})


def _check_text(file):
    decoder = getincrementaldecoder("utf-8")()
    try:
        # In parts: one emoji lets a whole text take four times its size.
        while part := file.read(PART):
            if "\0" in decoder.decode(part):
                raise ValidationError(NO_TEXT)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise ValidationError(NO_TEXT) from error


def _check_archive(file, extension):
    try:
        with zipfile.ZipFile(file) as archive:
            _check_entries(archive)
            names = set(archive.namelist())
            if extension in OFFICE:
                _expect({"[Content_Types].xml", OFFICE[extension]} <= names, extension)
                if any(name.lower().endswith("vbaproject.bin") for name in names):
                    raise ValidationError(MACROS)
            elif extension in OPEN_DOCUMENT:
                first = archive.infolist()[:1]
                is_named = bool(first) and first[0].filename == "mimetype"
                kind = OPEN_DOCUMENT[extension]
                _expect(is_named and _begin(archive, "mimetype", len(kind) + 1) == kind, extension)
                if any(name.lower().startswith("basic/") for name in names):
                    raise ValidationError(MACROS)
    except ValidationError:
        raise
    except Exception as error:  # what reads archives raises whatever the bytes make it stumble over
        raise ValidationError(OTHER, params={"extension": extension}) from error


def _begin(archive, name, size):
    with archive.open(name) as entry:
        return entry.read(size)


def _check_entries(archive):
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    paths = [PureWindowsPath(entry.filename) for entry in entries]  # reads both sorts of slashes
    is_outside = any(path.anchor or ".." in path.parts for path in paths)
    if len(entries) > ENTRIES or unpacked > UNPACKED_BYTES or is_outside:
        raise ValidationError(UNSAFE)
