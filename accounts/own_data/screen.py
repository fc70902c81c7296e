"""What the page shows of what is kept about a person: a few rows of each table."""

from dataclasses import dataclass

from accounts.models import DataExport
from accounts.own_data.reading import read_everything, tables_with_rows
from accounts.personal_data import PersonalData

SHOWN = 5
EXPORTS = 10


@dataclass(frozen=True)
class ShownTable:
    """The newest rows of a table: `rows` of (heading, text) pairs, `total` of all rows."""

    title: str
    rows: list[list[tuple[str, str]]]
    total: int

    @property
    def is_cut(self):
        """Whether there are more rows than are shown."""
        return self.total > len(self.rows)


@dataclass(frozen=True)
class ShownKind:
    """A kind of records: `facts` of the account itself, tables, and why something is not given."""

    kind: PersonalData
    facts: list[tuple[str, str]]
    tables: list[ShownTable]
    kept_back: list[str]

    @property
    def is_empty(self):
        """Whether nothing of this kind is kept."""
        return not (self.facts or self.tables or self.kind.withheld)


@dataclass(frozen=True)
class Screen:
    """What is kept, as {name of a part: its ShownKinds}, and the kinds that nothing is kept of."""

    parts: dict[str, list[ShownKind]]
    empty: list[PersonalData]


def read_screen(person):
    """The Screen of `person`: a query for all tables, and one or a few for each that has rows."""
    parts = read_everything(person)
    tables = tables_with_rows(parts, person)
    shown = {part.name: [_shown(kept, tables) for kept in part.kinds] for part in parts}
    full = {name: [each for each in kinds if not each.is_empty] for name, kinds in shown.items()}
    return Screen(
        parts={name: kinds for name, kinds in full.items() if kinds},
        empty=[each.kind for kinds in shown.values() for each in kinds if each.is_empty],
    )


def read_exports(person):
    """The newest DataExports of the data of `person`. One query."""
    return list(DataExport.objects.filter(person=person).order_by("-pk")[:EXPORTS])


def _shown(kept, tables):
    """The ShownKind of a Kept, of whose Tables only those among `tables` have rows."""
    facts, others = [], []
    for table in kept.tables:
        if table in tables:
            rows, total = _rows(table)
            if table.source.is_of_account:
                facts += rows[0]
            elif any(rows):
                others.append(ShownTable(table.source.title, rows, total))
    return ShownKind(kept.kind, facts, others, _reasons(kept.kind))


def _rows(table):
    """(the newest rows of a Table as (heading, text) pairs without empty texts, how many it has)"""
    told, total = table.newest(SHOWN)
    headings = [column.heading for column in table.source.shown_columns]
    rows = [
        [(heading, text) for heading, text in zip(headings, words, strict=True) if text]
        for words in told
    ]
    return rows, total


def _reasons(kind):
    """Why something of `kind` is not given, each reason once."""
    return sorted({str(why) for why in (kind.withheld, *kind.kept_back.values()) if why})
