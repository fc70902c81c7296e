"""Everything that is kept about a person as one ZIP file, made piece by piece."""

import codecs
import csv
import json
from contextlib import suppress
from io import StringIO
from itertools import chain
from shutil import copyfileobj
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, override

from accounts.own_data.reading import read_everything
from accounts.own_data.schema import make_schema
from text.cells import without_formula

AT_ONCE = 200  # lines


class _Pieces:
    """A file that is only written to; `take` empties it."""

    def __init__(self):
        self._pieces = []

    def write(self, data):
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self):
        pass

    def take(self):
        """What was written since the last time."""
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


def stream_archive(person, language):
    """Yield the ZIP with everything that is kept about `person`, in `language`, as bytes.

    It holds some hundred rows in memory at a time, however many there are.
    """
    pieces = _Pieces()
    with override(language):
        parts = read_everything(person)
        with ZipFile(pieces, "w", ZIP_DEFLATED) as archive:
            for name, lines in _texts(person, parts):
                with archive.open(name, "w", force_zip64=True) as member:
                    for line in lines:
                        member.write(line)
                        yield pieces.take()
            for table in _tables(parts):
                for name, file in table.files():
                    yield from _with_file(archive, pieces, name, file)
        yield pieces.take()


def _texts(person, parts):
    """(name, pieces of bytes) of each member that is a text."""
    yield "README.txt", [render_to_string("accounts/own_data.txt", {"person": person}).encode()]
    yield "data.json", _encoded(_json(person, parts))
    yield "data.schema.json", [json.dumps(make_schema(parts), indent=1).encode()]
    for table in _tables(parts):
        rows = table.words()
        first = next(rows, None)
        if first and (any(first[1]) or not table.source.is_of_account):
            yield f"tables/{table.source.key.lower()}.csv", _csv(table, chain([first], rows))


def _tables(parts):
    return [table for part in parts for kept in part.kinds for table in kept.tables]


def _with_file(archive, pieces, name, file):
    with suppress(FileNotFoundError), file.storage.open(file.name) as kept:
        with archive.open(name, "w", force_zip64=True) as member:
            copyfileobj(kept, member)
        yield pieces.take()


def _encoded(texts):
    """`texts` as bytes, many at a time: to send a piece costs more than a line."""
    held = []
    for text in texts:
        held.append(text)
        if len(held) == AT_ONCE:
            yield "".join(held).encode()
            held.clear()
    yield "".join(held).encode()


def _csv(table, rows):
    """A table for people: a mark of its encoding, headings, a line for each of its `rows`."""
    yield codecs.BOM_UTF8
    headings = ["ID", *(column.heading for column in table.source.shown_columns)]

    def lines():
        yield _line(headings)
        for pk, words in rows:
            yield _line([pk, *words])

    yield from _encoded(lines())


def _line(cells):
    line = StringIO()
    csv.writer(line).writerow([without_formula(cell) for cell in cells])
    return line.getvalue()


def _json(person, parts):
    """The pieces of the JSON text."""
    head = {
        "made_at": timezone.now(),
        "language": get_language(),
        "person": {"id": person.pk, "email": person.email},
    }
    yield _dumped(head)[:-1] + ', "parts": ['
    for n, part in enumerate(parts):
        yield f'{", " if n else ""}{{"part": {_dumped(part.name)}, "kinds": ['
        for m, kept in enumerate(part.kinds):
            yield (", " if m else "") + _dumped(_facts(kept.kind))[:-1] + ', "records": {'
            yield from _records(kept.tables)
            yield "}}"
        yield "]}"
    yield "]}\n"


def _records(tables):
    for n, table in enumerate(tables):
        yield f"{', ' if n else ''}{_dumped(table.source.key)}: ["
        for m, values in enumerate(table.values()):
            yield (",\n" if m else "\n") + _dumped(values)
        yield "]"


def _facts(kind):
    """What is said of a kind of records."""
    kept_back = {name: str(why) for name, why in kind.kept_back.items()}
    if kind.withheld:
        kept_back |= dict.fromkeys(kind.held_in or ("*",), str(kind.withheld))
    return {
        "what": str(kind.what),
        "why": str(kind.why),
        "legal_basis": str(kind.basis.label),
        "period": str(kind.period.words),
        "kept_back": kept_back,
    }


def _dumped(value):
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
