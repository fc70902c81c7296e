"""Everything that is kept about one person, by part of the programme."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice

from django.db.models import Count, Window

from accounts.own_data.sources import Source, confirmed_addresses, sources_of
from accounts.own_data.values import joins_of, machine_value, name_of_file, read_roles, word_value
from accounts.personal_data import PersonalData, declared_personal_data

AT_ONCE = 500


@dataclass(frozen=True)
class Record:
    """One row: its id, `values` for programs by the paths of the columns, `words` for people."""

    pk: object
    values: dict
    words: list[str]
    files: list

    @property
    def as_dict(self):
        """The values with the id before them."""
        return {"id": self.pk, **self.values}


@dataclass(frozen=True, eq=False)
class Table:
    """The rows of one Source that are about `person`."""

    source: Source
    person: object
    addresses: tuple[str, ...]

    @property
    def _rows(self):
        joins = joins_of(self.source.columns)
        return self.source.rows_of(self.person, self.addresses).select_related(*joins)

    def records(self) -> Iterator[Record]:
        """All Records, the oldest first, some hundred in memory at a time."""
        rows = self._rows.iterator(chunk_size=AT_ONCE)
        while some := list(islice(rows, AT_ONCE)):
            yield from self._told(some)

    def newest(self, number):
        """(the newest `number` Records, how many there are). One query, and a few for all."""
        rows = self._rows.order_by("-pk").annotate(of_all=Window(Count("pk")))[:number]
        rows = list(rows)
        return self._told(rows), rows[0].of_all if rows else 0

    def _told(self, rows):
        columns, person = self.source.columns, self.person
        others = [column.field.attname for column in columns if column.leads_to_a_person]
        roles = read_roles({getattr(row, name) for row in rows for name in others} - {None})
        words = [
            column.in_words(rows)
            if column.in_words
            else [word_value(row, column, person, roles) for row in rows]
            for column in columns
        ]
        return [
            Record(
                pk=row.pk,
                values={
                    column.path: machine_value(row, column, person, roles) for column in columns
                },
                words=[str(texts[n]) for texts in words],
                files=_files(row, self.source),
            )
            for n, row in enumerate(rows)
        ]


@dataclass(frozen=True, eq=False)
class Kept:
    """One kind of records and its Tables about a person."""

    kind: PersonalData
    tables: list[Table]


@dataclass(frozen=True, eq=False)
class Part:
    """What one part of the programme keeps about a person."""

    name: str
    kinds: list[Kept]


def read_everything(person):
    """Everything that is kept about `person`: a list of Parts, whose rows are read when asked for.

    It follows from the declarations alone. One query.
    """
    addresses = confirmed_addresses(person)
    parts = groupby(declared_personal_data(), lambda kind: str(kind.part))
    return [
        Part(
            name,
            [
                Kept(kind, [Table(source, person, addresses) for source in sources_of(kind)])
                for kind in kinds
            ],
        )
        for name, kinds in parts
    ]


def _files(row, source):
    """(name among the person's files, file) of those that `row` holds."""
    held = [getattr(row, column.path) for column in source.file_columns]
    return [(name_of_file(row, file), file) for file in held if file]
