"""A table of people to invite, as spreadsheets write it: what each row says, or what is wrong."""

import csv
from collections import Counter
from dataclasses import dataclass, field
from io import StringIO
from itertools import zip_longest

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ValidationError
from django.forms import DateField
from django.utils.functional import cached_property
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from accounts.giving_roles import roles_to_give
from accounts.goals import starts
from accounts.inviting import Fate, fates_of
from accounts.models import Organisation
from accounts.role_end import NO_DAY, check_last_day, must_end
from accounts.searched import as_searched
from accounts.typed import AddressField
from text.cells import FORMULA_STARTS
from text.typed import clean_line

DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")  # as spreadsheets write them
MOST_ROWS = 10_000
MOST_BYTES = 5_000_000
SEPARATORS = (",", ";", "\t")
LONGEST_NAME = 150
MOST_NAMED = 5  # columns in one message
MOST_CELLS = 20  # of a row, to look at
# field: its name, which heads its column in each of the languages; and what else people write.
COLUMNS = {
    "email": (_("Email address"), ("email", "e-mail", "mail", "correo", "correo electrónico")),
    "first_name": (_("First name"), ("given name", "nombre", "nome")),
    "last_name": (_("Last name"), ("surname", "family name", "apellido", "apellidos", "cognome")),
    "language": (_("Language"), ()),
    "organisation": (_("Organisation"), ("organization",)),
    "role": (_("Role"), ("rol",)),
    "role_last_day": (_("Last day of the role"), ("last day", "until", "hasta", "fino a")),
    "module": (_("Module"), ()),
}
NOTHING = {
    "preferred_language": "",
    "wanted": "",
    "organisation": None,
    "role": None,
    "role_last_day": None,
}
NEEDED = ("email", "first_name", "last_name")


class FileRefused(Exception):
    """The file cannot be read as a table of people: the text says why, and what to do."""


@dataclass(frozen=True)
class Problem:
    """What is wrong in a `column` of a row, in words that say what to do."""

    column: str
    words: str


@dataclass
class Row:
    """A row by its `number` in the file: `facts` are fields of an Invitation."""

    number: int
    facts: dict
    problems: list = field(default_factory=list)
    fate: Fate | None = None

    @property
    def email(self):
        """The address in one way; empty where it is none."""
        return self.facts.get("email", "")

    @property
    def name(self):
        """First and last name, as far as they were understood."""
        return f"{self.facts.get('first_name', '')} {self.facts.get('last_name', '')}".strip()


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
        """[(Fate, how many rows)] of the rows that are understood."""
        counts = Counter(row.fate for row in self.rows if not row.problems)
        return [(fate, counts[fate]) for fate in Fate if counts[fate]]

    @cached_property
    def to_invite(self):
        """How many invitations come of it."""
        return sum(number for fate, number in self.fates if fate.is_invited)

    @property
    def may_be_taken_in(self):
        """Whether all is understood, and there is somebody to invite."""
        return not self.wrong and self.to_invite > 0


def decode(data):
    """The text of a file, whichever program wrote it. Raises FileRefused."""
    if len(data) > MOST_BYTES:
        raise FileRefused(_too_many())
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text or not text.strip():
        raise FileRefused(
            gettext("This is no table of text, or it is empty. Save it as CSV and try again.")
        )
    return text


def check_people(text, by):
    """The Checked rows of a table in `text`, which the User `by` would invite.

    Raises FileRefused.
    """
    head, _newline, _rest = text.partition("\n")
    separator = max(SEPARATORS, key=head.count)
    lines = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        names = _columns(next(lines))
        rows = _rows(lines, names, _Known(by))
    except csv.Error:
        raise FileRefused(
            gettext("A field is too long to be read. Look for a quotation mark that is not closed.")
        ) from None
    _find_twice(rows)
    fates = fates_of([row.email for row in rows if row.email])
    for row in rows:
        row.fate = fates.get(row.email)
        if row.fate and row.fate.is_problem:
            row.problems.append(Problem(_label("email"), str(row.fate.label)))
    return Checked(rows)


def header():
    """The names of the columns in the active language, for a file to fill."""
    return [_label(name) for name in COLUMNS]


def _label(name):
    return str(COLUMNS[name][0])


def _too_many():
    words = gettext("The file holds more than %(number)s rows. Divide it into several files.")
    return words % {"number": intcomma(MOST_ROWS)}


def _columns(head):
    """[field, None where a cell is empty] of the cells of the first row. Raises FileRefused."""
    known = {}
    for name, (label, others) in COLUMNS.items():
        for code, _name in settings.LANGUAGES:
            with override(code):
                known[as_searched(str(label))] = name
        known |= {as_searched(other): name for other in others}
    names = [known.get(as_searched(cell)) for cell in head]
    if missing := [name for name in NEEDED if name not in names]:
        words = gettext("The first row must name the columns. Missing: %(columns)s.")
        raise FileRefused(words % {"columns": ", ".join(map(_label, missing))})
    cells = map(clean_line, head)
    if unknown := [cell for cell, name in zip(cells, names, strict=True) if cell and not name]:
        words = gettext(
            "These columns are not known: %(columns)s. Name them as in the example, or take them "
            "away."
        )
        raise FileRefused(words % {"columns": ", ".join(unknown[:MOST_NAMED])})
    twice = [name for name, number in Counter(filter(None, names)).items() if number > 1]
    if twice:
        words = gettext("Two columns have the same name: %(columns)s. Keep one of them.")
        raise FileRefused(words % {"columns": ", ".join(map(_label, twice))})
    return names


def _rows(lines, names, known):
    rows = []
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) == MOST_ROWS:
            raise FileRefused(_too_many())
        rows.append(_row(number, cells, names, known))
    if not rows:
        raise FileRefused(gettext("Nobody stands below the first row."))
    return rows


def _row(number, cells, names, known):
    row = Row(number, dict(NOTHING))
    given = {}
    for at, (name, cell) in enumerate(zip_longest(names, cells[:MOST_CELLS], fillvalue="")):
        if name:
            given[name] = clean_line(cell)
        elif cell.strip():
            row.problems.append(_without_name(at + 1))
    for name in COLUMNS:
        text = given.get(name, "")
        try:
            if text.startswith(FORMULA_STARTS):
                raise ValidationError(_("This looks like a formula. Take the first sign away."))
            if not text and name in NEEDED:
                raise ValidationError(_("This is missing. Write it."))
            if text:
                row.facts |= known.read(name, text)
        except ValidationError as problem:
            row.problems.append(Problem(_label(name), " ".join(problem.messages)))
    _check_last_day(row, given)
    return row


def _check_last_day(row, given):
    """Find what is wrong with the last day of the role in `row`, whose cells are `given`."""
    day, role = row.facts["role_last_day"], row.facts["role"]
    try:
        if role and must_end(role):
            if day or not given.get("role_last_day"):  # else it is told that it is no day
                check_last_day(day)
        elif day and not given.get("role"):
            raise ValidationError(_("Only a role has a last day. Name the role, or empty this."))
        elif day and role:
            raise ValidationError(_("This role does not end by itself. Empty this."))
    except ValidationError as problem:
        row.problems.append(Problem(_label("role_last_day"), " ".join(problem.messages)))


def _without_name(number):
    """The Problem of a cell in the column of this `number`, whose first row is empty."""
    return Problem(
        gettext("Column %(number)s") % {"number": number},
        gettext(
            "No name stands above this. Name the column, or put a text with a comma or semicolon "
            "into quotation marks."
        ),
    )


def _find_twice(rows):
    first = {}
    for row in rows:
        if row.email and (before := first.setdefault(row.email, row.number)) != row.number:
            words = gettext("This person stands in row %(number)s already. Keep one of the two.")
            row.problems.append(Problem(_label("email"), words % {"number": before}))


class _Known:
    """What cells may name: each is asked of the database once."""

    def __init__(self, by):
        self.address = AddressField()
        self.day = DateField(input_formats=DAYS, error_messages={"invalid": NO_DAY})
        self.languages = {as_searched(name): code for code, name in settings.LANGUAGES}
        self.languages |= {code: code for code, _name in settings.LANGUAGES}
        roles, self.roles, self.modules = list(roles_to_give(by)), {}, {}
        for code, _name in settings.LANGUAGES:
            with override(code):
                self.roles |= {as_searched(gettext(role.name)): role for role in roles}
                for path, title in starts():
                    self._add_module(as_searched(title), path)

    def _add_module(self, title, path):
        same = self.modules.setdefault(title, path) == path
        self.modules[title] = path if same else None

    @cached_property
    def organisations(self):
        """{folded name: Organisation, None where several have it}."""
        found = {}
        for each in Organisation.objects.unmerged().exclude(name="").iterator():
            found[each.searched] = None if each.searched in found else each
        return found

    def read(self, name, text):
        """{field of an Invitation: value} of the cell `text`. Raises ValidationError."""
        return getattr(self, f"_read_{name}")(text)

    def _read_email(self, text):
        return {"email": self.address.clean(text)}

    def _read_first_name(self, text):
        return {"first_name": _short(text)}

    def _read_last_name(self, text):
        return {"last_name": _short(text)}

    def _read_language(self, text):
        found = _found(self.languages, text, _("Write en, es, it, he or ar."))
        return {"preferred_language": found}

    def _read_organisation(self, text):
        found = _found(
            self.organisations,
            text,
            _("No organisation has this name, or several have. Look at the list of organisations."),
        )
        return {"organisation": found}

    def _read_role(self, text):
        return {"role": _found(self.roles, text, _("This is no role that you may give."))}

    def _read_role_last_day(self, text):
        return {"role_last_day": self.day.clean(text)}

    def _read_module(self, text):
        words = _(
            "No module that is offered has this title, or several have. Look at the catalogue."
        )
        return {"wanted": _found(self.modules, text, words)}


def _short(text):
    if len(text) > LONGEST_NAME:
        raise ValidationError(_("This is too long for a name."))
    return text


def _found(known, text, words):
    if (found := known.get(as_searched(text))) is None:
        raise ValidationError(words)
    return found
