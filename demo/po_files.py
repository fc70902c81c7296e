"""The PO files of the demo's translations, as they stand on disk beside the page files."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import polib

from demo.content import PageFile
from demo.errors import ContentError

TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class PoFile:
    """The translation of a page file into one language."""

    page_file: PageFile
    language: str
    path: Path

    @property
    def key(self):
        """What the loader remembers it by."""
        return f"{self.page_file.key}.{self.language}"

    @property
    def name(self):
        """Its name, where the page file has its own."""
        return str(Path(self.page_file.name).with_name(self.path.name))

    @property
    def digest(self):
        """Of itself and of the page file, for what the page shows depends on both."""
        raw = self.page_file.digest.encode() + self.path.read_bytes()
        return hashlib.sha256(raw).hexdigest()

    def entries(self):
        """What stands in it. Raises ContentError where that is malformed."""
        try:
            return polib.pofile(str(self.path), encoding="utf-8")
        except (OSError, ValueError) as error:
            raise ContentError(f"{self.name} is no valid PO file: {error}.") from error

    def texts(self):
        """{(place in the page, English): translation} of the entries that are translated.

        Raises ContentError where the file is malformed, or a translation loses a link.
        """
        translated = [entry for entry in self.entries() if entry.translated()]
        for entry in translated:
            if sorted(TAG.findall(entry.msgid)) != sorted(TAG.findall(entry.msgstr)):
                raise self.refuse(entry.msgid, "the translation has other tags.")
        return {(entry.msgctxt, entry.msgid): entry.msgstr for entry in translated}

    def refuse(self, english, message):
        """The error that says what is wrong at the entry of this `english` text."""
        return ContentError(f"{self.name}, “{english}”: {message}")


def find_po_files(page_file, languages):
    """The PO files of `page_file` in these languages, of those that it has."""
    for language in languages:
        path = page_file.path.with_suffix(f".{language}.po")
        if path.exists():
            yield PoFile(page_file, language, path)
