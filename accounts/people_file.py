"""A table of people to invite: what each row says, or what is wrong."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import DateField
from django.utils.functional import cached_property
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from accounts.giving_roles import roles_to_give
from accounts.goals import starts
from accounts.inviting import fates_of
from accounts.models import Organisation
from accounts.role_end import NO_DAY, check_last_day, must_end
from accounts.searched import as_searched
from accounts.table import Checked, Column, Problem, TableRow, by_words, found_by, read_rows
from accounts.typed import AddressField

DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")  # as spreadsheets write them
LONGEST_NAME = 150
COLUMNS = {
    "email": Column(
        _("Email address"),
        ("email", "e-mail", "mail", "correo", "correo electrónico"),
        is_needed=True,
        example="ana.ejemplo@example.org",
    ),
    "first_name": Column(
        _("First name"), ("given name", "nombre", "nome"), is_needed=True, example="Ana"
    ),
    "last_name": Column(
        _("Last name"),
        ("surname", "family name", "apellido", "apellidos", "cognome"),
        is_needed=True,
        example="Ejemplo",
    ),
    "language": Column(_("Language"), example="es"),
    "organisation": Column(_("Organisation"), ("organization",)),
    "role": Column(_("Role"), ("rol",)),
    "role_last_day": Column(_("Last day of the role"), ("last day", "until", "hasta", "fino a")),
    "module": Column(_("Module")),
}

NOTHING = {
    "preferred_language": "",
    "wanted": "",
    "organisation": None,
    "role": None,
    "role_last_day": None,
}


@dataclass
class PersonRow(TableRow):
    """A row whose `facts` are fields of an Invitation."""

    @property
    def email(self):
        """The address in one way; empty where it is none."""
        return self.facts.get("email", "")

    @property
    def name(self):
        """First and last name, as far as they were understood."""
        return f"{self.facts.get('first_name', '')} {self.facts.get('last_name', '')}".strip()

    def meet(self, fate):
        """Have this Fate, None where the address is none; one that is a problem is told."""
        self.fate = fate
        if fate and fate.is_problem:
            self.problems.append(Problem(COLUMNS["email"].label, str(fate.label)))


def check_people(text, by):
    """The Checked rows of a table in `text`, which the User `by` would invite.

    Raises FileRefused.
    """
    rows = read_rows(text, COLUMNS, _Known(by).read, lambda number: PersonRow(number, {**NOTHING}))
    for row in rows:
        _check_last_day(row)
    _find_twice(rows)
    fates = fates_of([row.email for row in rows if row.email], by)
    for row in rows:
        row.meet(fates.get(row.email))
    return Checked(rows)


def _check_last_day(row):
    """Find what is wrong with the last day of the role in `row`."""
    day, role = row.facts["role_last_day"], row.facts["role"]
    try:
        if role and must_end(role):
            if day or not row.given.get("role_last_day"):  # else it is told that it is no day
                check_last_day(day)
        elif day and not row.given.get("role"):
            raise ValidationError(_("Only a role has a last day. Name the role, or empty this."))
        elif day and role:
            raise ValidationError(_("This role does not end by itself. Empty this."))
    except ValidationError as problem:
        row.problems.append(Problem(COLUMNS["role_last_day"].label, " ".join(problem.messages)))


def _find_twice(rows):
    first = {}
    for row in rows:
        if row.email and (before := first.setdefault(row.email, row.number)) != row.number:
            words = gettext("This person stands in row %(number)s already. Keep one of the two.")
            row.problems.append(Problem(COLUMNS["email"].label, words % {"number": before}))


class _Known:
    """What cells may name: each is asked of the database once."""

    def __init__(self, by):
        self.address = AddressField()
        self.day = DateField(input_formats=DAYS, error_messages={"invalid": NO_DAY})
        self.languages = by_words(dict(settings.LANGUAGES))
        roles, self.modules = {role: _(role.name) for role in roles_to_give(by)}, {}
        self.roles = by_words(roles)
        for code, _name in settings.LANGUAGES:
            with override(code):
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

    def read(self, key, text):
        """{field of an Invitation: value} of the cell `text`. Raises ValidationError."""
        return getattr(self, f"_read_{key}")(text)

    def _read_email(self, text):
        return {"email": self.address.clean(text)}

    def _read_first_name(self, text):
        return {"first_name": _short(text)}

    def _read_last_name(self, text):
        return {"last_name": _short(text)}

    def _read_language(self, text):
        found = found_by(self.languages, text, _("Write en, es, it, he or ar."))
        return {"preferred_language": found}

    def _read_organisation(self, text):
        words = _(
            "No organisation has this name, or several have. Look at the list of organisations."
        )
        return {"organisation": found_by(self.organisations, text, words)}

    def _read_role(self, text):
        return {"role": found_by(self.roles, text, _("This is no role that you may give."))}

    def _read_role_last_day(self, text):
        return {"role_last_day": self.day.clean(text)}

    def _read_module(self, text):
        words = _(
            "No module that is offered has this title, or several have. Look at the catalogue."
        )
        return {"wanted": found_by(self.modules, text, words)}


def _short(text):
    if len(text) > LONGEST_NAME:
        raise ValidationError(_("This is too long for a name."))
    return text
