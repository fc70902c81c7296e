"""The data files of the demo's pages, as they stand on disk."""

import hashlib
import json
import uuid
from dataclasses import dataclass
from pathlib import Path

from demo.errors import ContentError

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://sme4smartcities.eu/demo")
PARTS = {
    "key": str,
    "type": str,
    "slug": str,
    "title": str,
    "fields": dict,
    "body": list,
    "questions": list,
}
OPTIONAL = {"body": (), "questions": ()}


def page_uuid(key):
    """The translation key of the page that the files call `key`, the same on every machine."""
    return uuid.uuid5(NAMESPACE, key)


@dataclass(frozen=True, kw_only=True)
class PageFile:
    """One page as written in its file; `parent` is the key of the page above it."""

    path: Path
    name: str
    digest: str
    parent: str | None
    key: str
    type: str
    slug: str
    title: str
    fields: dict
    body: list
    questions: list

    @property
    def uuid(self):
        """The page's translation key."""
        return page_uuid(self.key)

    def refuse(self, key, message):
        """The error that says what is wrong at `key` of this file."""
        return ContentError(f"{self.name}, “{key}”: {message}")


def read_pages(folder):
    """The page files below `folder`, a page always before its children, in their order.

    Raises ContentError where a file is malformed or a key stands in two files.
    """
    pages = {}
    for page in _read_folder(folder, None, folder.parent):
        if page.key in pages:
            raise page.refuse("key", f"“{page.key}” also stands in {pages[page.key].name}.")
        pages[page.key] = page
    return list(pages.values())


def _read_folder(folder, parent, base):
    for entry in sorted(folder.iterdir()):
        if entry.is_dir():
            own = _read_file(entry / "page.json", parent, base)
            yield own
            yield from _read_folder(entry, own.key, base)
        elif entry.suffix == ".json" and entry.name != "page.json":
            yield _read_file(entry, parent, base)


def _read_file(path, parent, base):
    name = str(Path(base.name) / path.relative_to(base))
    try:
        raw = path.read_bytes()
        data = json.loads(raw)
    except FileNotFoundError as error:
        raise ContentError(f"{name} is missing: every folder needs one.") from error
    except ValueError as error:
        raise ContentError(f"{name} is not valid JSON: {error}.") from error
    if not isinstance(data, dict):
        raise ContentError(f"{name} must hold one page in curly brackets.")
    data = OPTIONAL | data
    for part, kind in PARTS.items():
        if part not in data:
            raise ContentError(f"{name}: “{part}” is missing.")
        if not isinstance(data[part] or kind(), kind):
            raise ContentError(f"{name}: “{part}” must be a {kind.__name__}.")
        if kind is str and not data[part]:
            raise ContentError(f"{name}: “{part}” is empty.")
    if unknown := data.keys() - PARTS.keys():
        raise ContentError(f"{name}: “{min(unknown)}” is unknown.")
    digest = hashlib.sha256(raw).hexdigest()
    return PageFile(path=path, name=name, digest=digest, parent=parent, **data)
