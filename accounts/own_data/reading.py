"""Everything that is kept about one person, by part of the programme."""

from dataclasses import dataclass
from itertools import groupby, islice, product

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, Window

from accounts.own_data.sources import Source, Whose, sources_of, whose
from accounts.own_data.values import joins_of, machine_value, name_of_file, read_roles, word_value
from accounts.personal_data import PersonalData, declared_personal_data

AT_ONCE = 500


@dataclass(frozen=True, eq=False)
class Table:
    """The rows of one Source that are about `person`."""

    source: Source
    person: object
    whose: Whose

    @property
    def rows(self):
        """The rows, the oldest first, with what their columns ask for."""
        joins = joins_of(self.source.columns)
        return self.source.rows_of(self.whose).select_related(*joins)

    def values(self):
        """Yield what programs get of each row, the oldest first: {path of a column: value}."""
        for rows in self._batches():
            roles = self._roles(rows)
            columns = [
                column.in_words(rows)
                if column.is_only_in_words
                else [machine_value(row, column, self.person, roles) for row in rows]
                for column in self.source.columns
            ]
            paths = [column.path for column in self.source.columns]
            for row, *values in zip(rows, *columns, strict=True):
                yield {"id": row.pk, **dict(zip(paths, values, strict=True))}

    def words(self):
        """Yield what people get of each row, the oldest first: (its id, texts by column)."""
        for rows in self._batches():
            yield from zip((row.pk for row in rows), self._words(rows), strict=True)

    def files(self):
        """Yield (name among the person's files, file) of all that the rows hold."""
        columns = self.source.file_columns
        for rows in self._batches() if columns else ():
            for row, column in product(rows, columns):
                if file := getattr(row, column.path):
                    yield name_of_file(row, file), file

    def newest(self, number):
        """(texts by column of the newest `number` rows, how many there are). A few queries."""
        if self.source.is_of_account:
            return self._words([self.person]), 1
        rows = self.rows.order_by("-pk").annotate(of_all=Window(Count("pk")))[:number]
        rows = list(rows)
        return self._words(rows), rows[0].of_all if rows else 0

    def _batches(self):
        """The rows, some hundred in memory at a time."""
        rows = self.rows.iterator(chunk_size=AT_ONCE)
        while some := list(islice(rows, AT_ONCE)):
            yield some

    def _roles(self, rows):
        names = [each.field.attname for each in self.source.columns if each.leads_to_a_person]
        return read_roles({getattr(row, name) for row in rows for name in names} - {None})

    def _words(self, rows):
        roles = self._roles(rows)
        columns = [
            column.in_words(rows)
            if column.in_words
            else [word_value(row, column, self.person, roles) for row in rows]
            for column in self.source.shown_columns
        ]
        return [[str(texts[n]) for texts in columns] for n in range(len(rows))]


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
    owner = whose(person)
    parts = groupby(declared_personal_data(), lambda kind: str(kind.part))
    return [
        Part(
            name,
            [
                Kept(kind, [Table(source, person, owner) for source in sources_of(kind)])
                for kind in kinds
            ],
        )
        for name, kinds in parts
    ]


def tables_with_rows(parts, person):
    """Those Tables of `parts` that have rows; of the account itself all. One query."""
    tables = [table for part in parts for kept in part.kinds for table in kept.tables]
    others = [table for table in tables if not table.source.is_of_account]
    found = [Exists(table.source.rows_of(table.whose)) for table in others]
    has_rows = get_user_model()._base_manager.filter(pk=person.pk).values_list(*found).get()
    empty = {table for table, has in zip(others, has_rows, strict=True) if not has}
    return [table for table in tables if table not in empty]
