"""Tables that people upload as CSV: what each row says, or what is wrong in which column."""

import csv
from collections import Counter
from dataclasses import dataclass, field
from io import StringIO
from itertools import zip_longest

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from accounts.searched import as_searched
from text.cells import FORMULA_STARTS, with_formula
from text.encodings import UnclearError, decoded
from text.typed import clean_line

MOST_ROWS = 10_000
MOST_BYTES = 5_000_000
SEPARATORS = (",", ";", "\t")
MOST_NAMED = 5  # columns in one message
PASSED_OVER = "-"  # the key of all columns that are not read
MOST_CELLS = 30  # of a row, to look at


class FileRefused(Exception):
    """The file cannot be read as such a table: the text says why, and what to do."""


@dataclass(frozen=True)
class Column:
    """A column: its name, which heads it in each of the languages, and what else people write."""

    name: str
    others: tuple = ()
    is_needed: bool = False
    example: str = ""

    @property
    def label(self):
        """Its name in the active language."""
        return capfirst(str(self.name))


@dataclass(frozen=True)
class Problem:
    """What is wrong in a `column` of a row, in words that say what to do."""

    column: str
    words: str


@dataclass
class TableRow:
    """A row by its `number` in the file: `facts` are what its cells say, `fate` what becomes of it.

    A fate is a value of TextChoices that says by `is_taken` whether the row changes anything.
    """

    number: int
    facts: dict
    problems: list = field(default_factory=list)
    fate: object = None
    given: dict = field(default_factory=dict)  # {key of a column: what its cell holds}

    @property
    def told(self):
        """Its problems as values: [{"row", "column", "problem"}]."""
        return [
            {"row": self.number, "column": each.column, "problem": each.words}
            for each in self.problems
        ]


@dataclass(frozen=True)
class Checked:
    """The rows of a file, looked through."""

    rows: list

    @cached_property
    def wrong(self):
        """The Rows with problems."""
        return [row for row in self.rows if row.problems]

    @cached_property
    def fates(self):
        """[(fate, how many rows)] of the rows that are understood."""
        counts = Counter(row.fate for row in self.rows if not row.problems)
        return sorted(counts.items(), key=lambda pair: list(type(pair[0])).index(pair[0]))

    @cached_property
    def to_take_in(self):
        """How many rows change something."""
        return sum(number for fate, number in self.fates if fate.is_taken)

    @property
    def may_be_taken_in(self):
        """Whether all is understood, and there is something to do."""
        return not self.wrong and self.to_take_in > 0


def decode(data):
    """The text of a file, whichever program wrote it. Raises FileRefused."""
    if len(data) > MOST_BYTES:
        raise FileRefused(_too_many())
    try:
        text = decoded(data)
    except UnclearError:
        raise FileRefused(
            gettext(
                "It is not clear which letters this file holds. Save it as “CSV UTF-8” (in "
                "LibreOffice: “Text CSV”, with the character set UTF-8) and upload it again."
            )
        ) from None
    if "\0" in text or not text.strip():
        raise FileRefused(
            gettext("This is no table of text, or it is empty. Save it as CSV and try again.")
        )
    return text


def read_rows(text, columns, read, make_row, passed_over=()):
    """The rows of a table in `text`, each as `make_row` makes it of its number.

    `columns` are {key: Column}, and `read` makes facts of a key and a cell, or raises
    ValidationError. Columns whose label is `passed_over` are not read. Raises FileRefused.
    """
    head, _newline, _rest = text.partition("\n")
    separator = max(SEPARATORS, key=head.count)
    lines = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        keys = _keys(next(lines, []), columns, passed_over)
        rows = []
        for number, cells in enumerate(lines, start=2):
            if not any(cell.strip() for cell in cells):
                continue
            if len(rows) == MOST_ROWS:
                raise FileRefused(_too_many())
            rows.append(make_row(number))
            _fill(rows[-1], cells, keys, columns, read)
    except csv.Error:
        raise FileRefused(
            gettext("A field is too long to be read. Look for a quotation mark that is not closed.")
        ) from None
    if not rows:
        raise FileRefused(gettext("Nothing stands below the first row."))
    return rows


def by_words(values):
    """{folded words: value} of {value: lazy label}, in all languages and as the value itself."""
    found = {as_searched(str(value)): value for value in values}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {as_searched(str(label)): value for value, label in values.items()}
    return found


def found_by(words, text, refusal):
    """What `text` means by `words`, as `by_words` makes them. Raises ValidationError."""
    if (found := words.get(as_searched(text))) is None:
        raise ValidationError(refusal)
    return found


def _too_many():
    words = gettext("The file holds more than %(number)s rows. Divide it into several files.")
    return words % {"number": intcomma(MOST_ROWS)}


def _keys(head, columns, passed_over):
    """[key, None where a cell is empty] of the cells of the first row. Raises FileRefused."""
    known = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            known |= {as_searched(str(label)): PASSED_OVER for label in passed_over}
    for key, column in columns.items():
        for code, _name in settings.LANGUAGES:
            with override(code):
                known[as_searched(column.label)] = key
        known |= {as_searched(other): key for other in column.others}
    keys = [known.get(as_searched(cell)) for cell in head]
    if missing := [key for key, each in columns.items() if each.is_needed and key not in keys]:
        words = gettext("The first row must name the columns. Missing: %(columns)s.")
        raise FileRefused(words % {"columns": ", ".join(columns[key].label for key in missing)})
    cells = map(clean_line, head)
    if unknown := [cell for cell, key in zip(cells, keys, strict=True) if cell and not key]:
        words = gettext(
            "These columns are not known: %(columns)s. Name them as in the example, or take them "
            "away."
        )
        raise FileRefused(words % {"columns": ", ".join(unknown[:MOST_NAMED])})
    read = (key for key in keys if key and key != PASSED_OVER)
    twice = [key for key, number in Counter(read).items() if number > 1]
    if twice:
        words = gettext("Two columns have the same name: %(columns)s. Keep one of them.")
        raise FileRefused(words % {"columns": ", ".join(columns[key].label for key in twice)})
    return keys


def _fill(row, cells, keys, columns, read):
    """Put what the `cells` say into the facts of `row`, or what is wrong there."""
    given = row.given
    for at, (key, cell) in enumerate(zip_longest(keys, cells[:MOST_CELLS], fillvalue="")):
        if key:
            given[key] = clean_line(cell)
        elif cell.strip():
            row.problems.append(_without_name(at + 1))
    for key, column in columns.items():
        text = given.get(key, "")
        try:
            if text.startswith(FORMULA_STARTS):
                raise ValidationError(_("This looks like a formula. Take the first sign away."))
            if not text and column.is_needed:
                raise ValidationError(_("This is missing. Write it."))
            if text:
                row.facts |= read(key, with_formula(text))
        except ValidationError as problem:
            row.problems.append(Problem(column.label, " ".join(problem.messages)))


def _without_name(number):
    """The Problem of a cell in the column of this `number`, whose first row is empty."""
    return Problem(
        gettext("Column %(number)s") % {"number": number},
        gettext(
            "No name stands above this. Name the column, or put a text with a comma or semicolon "
            "into quotation marks."
        ),
    )
