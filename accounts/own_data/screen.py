"""What the page shows of what is kept about a person: a few rows of each table."""

from dataclasses import dataclass

from accounts.models import DataExport
from accounts.own_data.reading import read_everything
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
    """A kind of records: its tables that have rows, and why something is not given."""

    kind: PersonalData
    tables: list[ShownTable]
    kept_back: list[str]


def read_screen(person):
    """{name of a part: its ShownKinds}. The queries are as many, however much is kept."""
    return {
        part.name: [
            ShownKind(
                kept.kind,
                [shown for table in kept.tables if (shown := _shown(table))],
                _reasons(kept.kind),
            )
            for kept in part.kinds
        ]
        for part in read_everything(person)
    }


def read_exports(person):
    """The newest DataExports of the data of `person`. One query."""
    return list(DataExport.objects.filter(person=person).order_by("-pk")[:EXPORTS])


def _reasons(kind):
    """Why something of `kind` is not given, each reason once."""
    return sorted({str(why) for why in (kind.withheld, *kind.kept_back.values()) if why})


def _shown(table):
    """The ShownTable of a Table; None where it is empty."""
    records, total = table.newest(SHOWN)
    headings = [column.heading for column in table.source.columns]
    rows = [
        [(heading, text) for heading, text in zip(headings, record.words, strict=True) if text]
        for record in records
    ]
    return ShownTable(table.source.title, rows, total) if any(rows) else None
