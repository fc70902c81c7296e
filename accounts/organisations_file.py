"""A table of organisations: what each row says, and what becomes of it."""

from dataclasses import dataclass, field

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.alike import SHOWN, Slips
from accounts.industry import Section
from accounts.merging import to_take_over
from accounts.models import Country, Organisation, OrganisationKind, Theme
from accounts.organisation import UNMERGED_FIRST, CountryNeededError, meant_by
from accounts.organisation_forms import ProfileFields, checked_year
from accounts.profile import THEMES
from accounts.searched import as_searched
from accounts.table import Checked, Column, Problem, TableRow, by_words, found_by, read_rows
from accounts.typed import NameField
from text.firms import core_of
from text.numbers import readings

AT_ONCE = 500


def _of(name, *others, **options):
    return Column(Organisation._meta.get_field(name).verbose_name, others, **options)


COLUMNS = {
    "name": _of("name", "organisation", "organization", is_needed=True, example="Aguas Claras"),
    "kind": _of("kind", "kind", is_needed=True, example="sme"),
    "country": _of("country", example="ES"),
    "city": _of("city", "town", example="Murcia"),
    "website": _of("website", "web", example="https://example.org"),
    "languages": _of("languages", "language", example="es, en"),
    "about": _of("about", "about", "paragraph"),
    "founded_in": _of("founded_in", "founding year", "founded", example="2015"),
    "nace_section": _of("nace_section", "nace", "nace section", "industry", example="J"),
    "offers": _of("offers", "offers"),
    "looks_for": _of("looks_for", "looks for"),
    "figures_of": _of("figures_of", example="2025"),
    "headcount": _of("headcount", example="12"),
    "turnover": _of("turnover", "turnover", example="900000"),
    "balance_sheet": _of("balance_sheet", "balance sheet", "balance sheet total"),
    "is_autonomous": _of("is_autonomous"),
}


# What the list of organisations downloads beside them. The portal works it out, so it is not read.
WORKED_OUT = (
    _("People"),
    _("Size class"),
    _("What it holds of others"),
    _("What others hold of it"),
    *(
        Organisation._meta.get_field(name).verbose_name
        for name in ("former_names", "merged_into", "is_self_named", "looked_at", "looked_at_by")
    ),
)


class OrganisationFate(TextChoices):
    """What becomes of a row."""

    NEW = "new", _("New: is added")
    FILLED = "filled", _("Is in the list: what is empty there is filled")
    KNOWN = "known", _("Is in the list: stays as it is there")
    ALIKE = "alike", _("Named nearly like another: is left out")
    ALIKE_TOO = "alike_too", _("Named nearly like another: is added all the same")

    @property
    def is_taken(self):
        """Whether the row changes anything."""
        return self not in (OrganisationFate.KNOWN, OrganisationFate.ALIKE)


@dataclass
class OrganisationRow(TableRow):
    """A row whose `facts` are fields of an Organisation, and lists of Themes.

    `known` is the Organisation in the list that it means, `filled` the fields that it fills there,
    and `alike` are the others, in words, that may be the same as a new one.
    """

    known: Organisation | None = None
    filled: list = field(default_factory=list)
    alike: list = field(default_factory=list)

    @property
    def name(self):
        """As far as it was understood."""
        return self.facts.get("name", "")

    @property
    def described(self):
        """Type, city and country, as far as they were understood."""
        return ", ".join(self.said.description)

    @property
    def said(self):
        """The Organisation that it describes, unsaved and so without its `themes`."""
        return Organisation(**{key: self.facts[key] for key in self.facts if key not in THEMES})

    @property
    def themes(self):
        """{name of a field: its Themes}, of the fields that it fills with any."""
        return {name: self.facts[name] for name in THEMES if self.facts.get(name)}

    @property
    def notes(self):
        """Sentences about it: what it fills, or what it is named like."""
        if self.filled:
            names = ", ".join(COLUMNS[key].label for key in self.filled)
            return [gettext("Is filled: %(columns)s.") % {"columns": names}]
        words = gettext("Nearly the same name: %(other)s.")
        return [words % {"other": f"\u2068{other}\u2069"} for other in self.alike[:SHOWN]]


def check_organisations(text, *, takes_alike=False):
    """The Checked rows of a table in `text`; by `takes_alike` those named nearly alike are added.

    What is in the list already is never written over: a row fills what is empty there, with the
    rule of merging. Raises FileRefused.
    """
    rows = read_rows(
        text,
        COLUMNS,
        _Cells().read,
        lambda number: OrganisationRow(number, {}),
        passed_over=WORKED_OUT,
    )
    named = [row for row in rows if {"name", "kind"} <= row.facts.keys()]
    _find_known(named)
    _find_twice(named)
    _find_alike([row for row in named if row.known is None])
    alike = OrganisationFate.ALIKE_TOO if takes_alike else OrganisationFate.ALIKE
    for row in named:
        if row.known:
            row.fate = OrganisationFate.FILLED if row.filled else OrganisationFate.KNOWN
        else:
            row.fate = alike if row.alike else OrganisationFate.NEW
    return Checked(rows)


def _find_known(rows):
    """Let each of `rows` know the Organisation in the list that it means."""
    for start in range(0, len(rows), AT_ONCE):
        batch = rows[start : start + AT_ONCE]
        names = {as_searched(row.name) for row in batch}
        named = {}
        found = Organisation.objects.filter(searched__in=names).select_related("merged_into")
        for each in found.order_by(*UNMERGED_FIRST):
            named.setdefault((each.searched, each.kind), []).append(each)
        for row in batch:
            same = named.get((as_searched(row.name), row.facts["kind"]), [])
            try:
                row.known = meant_by(same, row.facts.get("country", ""))
            except CountryNeededError:
                words = gettext("Several organisations have this name and type. Write the country.")
                row.problems.append(Problem(COLUMNS["country"].label, words))
            else:
                if row.known:
                    row.filled = to_take_over(row.said, row.known)
        for name in THEMES:
            _fill_themes(name, [row for row in batch if row.known and name in row.themes])


def _fill_themes(name, rows):
    """Note in those of `rows` whose organisation has no themes in the field `name` that it gets."""
    kept = getattr(Organisation, name).through.objects
    known = {row.known.pk for row in rows}
    have = set(kept.filter(organisation__in=known).values_list("organisation", flat=True))
    for row in rows:
        if row.known.pk not in have:
            row.filled.append(name)


def _find_twice(rows):
    """Refuse a row that means the same organisation as one before it."""
    first = {}
    for row in rows:
        key = row.known.pk if row.known else (as_searched(row.name), row.facts["kind"])
        before = first.setdefault(key, {})
        country = row.facts.get("country", "")
        for other, number in before.items():
            if row.known or country == other or "" in (country, other):
                words = gettext(
                    "This organisation stands in row %(number)s already. Keep one of the two."
                )
                row.problems.append(Problem(COLUMNS["name"].label, words % {"number": number}))
                break
        before.setdefault(country, row.number)


def _find_alike(rows):
    """Name for each of `rows` the others that are named nearly so, in the table and in the list."""
    slips = Slips()
    words = gettext("%(name)s (row %(number)s)")
    for at, row in enumerate(rows):
        core = core_of(row.name)
        others = [rows[other] for other in slips.near(core)[:SHOWN]]
        row.alike += [words % {"name": each.name, "number": each.number} for each in others]
        slips.put(core, at)
    near = {}
    listed = Organisation.objects.exclude(name="")
    listed = listed.values_list("core", Coalesce("merged_into", "pk")).order_by()
    for core, pk in listed.iterator():
        for at in slips.near(core):
            near.setdefault(at, set()).add(pk)
    found = Organisation.objects.in_bulk({pk for pks in near.values() for pk in pks})
    for at, pks in near.items():
        each_of = (found[pk] for pk in sorted(pks)[:SHOWN] if pk in found)
        others = [f"{each} ({', '.join(each.description)})" for each in each_of]
        rows[at].alike = others + rows[at].alike


def _parts(text):
    """The parts of `text` between commas or semicolons."""
    return list(filter(None, (part.strip() for part in text.replace(";", ",").split(","))))


class _Cells:
    """Reads cells: the words of choices are collected once."""

    def __init__(self):
        self.name = NameField(max_length=Organisation._meta.get_field("name").max_length)
        self.fields = ProfileFields.base_fields
        self.kinds = by_words(dict(OrganisationKind.choices))
        self.countries = by_words(dict(Country.choices))
        self.sections = by_words(dict(Section.choices))
        self.languages = by_words(dict(settings.LANGUAGES))
        self.themes = Theme.objects.offered().by_name()
        self.answers = by_words({True: _("Yes"), False: _("No")})

    def read(self, key, text):
        """{field of an Organisation: value} of the cell `text`. Raises ValidationError."""
        read = getattr(self, f"_read_{key}", None)
        return {key: read(text) if read else self.fields[key].clean(text)}

    def _read_name(self, text):
        return self.name.clean(text)

    def _read_kind(self, text):
        words = ", ".join(OrganisationKind.values)
        refusal = _("This is no type. Write one of these: %(kinds)s.") % {"kinds": words}
        return found_by(self.kinds, text, refusal)

    def _read_country(self, text):
        words = _("This country is not known. Write its name, or two letters such as ES.")
        return found_by(self.countries, text, words)

    def _read_nace_section(self, text):
        words = _("This is no section. Write its letter, from A to V.")
        return found_by(self.sections, text, words)

    def _read_languages(self, text):
        refusal = _("Write en, es, it, he or ar, with commas between.")
        chosen = {found_by(self.languages, part, refusal) for part in _parts(text)}
        return ",".join(code for code, _name in settings.LANGUAGES if code in chosen)

    def _read_offers(self, text):
        return self._themes(text)

    def _read_looks_for(self, text):
        return self._themes(text)

    def _themes(self, text):
        """The Themes whose names stand in `text`. Raises ValidationError."""
        words = _(
            "“%(name)s” is not in the list of themes. Write names of that list, with commas "
            "between, or add it there first."
        )
        found = [found_by(self.themes, each, words % {"name": each}) for each in _parts(text)]
        return list(dict.fromkeys(found))

    def _read_is_autonomous(self, text):
        return found_by(self.answers, text, _("Write yes or no."))

    def _read_founded_in(self, text):
        return checked_year(self._number("founded_in", text))

    def _read_figures_of(self, text):
        return checked_year(self._number("figures_of", text))

    def _read_headcount(self, text):
        return self._number("headcount", text)

    def _read_turnover(self, text):
        return self._number("turnover", text)

    def _read_balance_sheet(self, text):
        return self._number("balance_sheet", text)

    def _number(self, key, text):
        """The number that `text` means in the field `key`. Raises ValidationError."""
        field = self.fields[key]
        found = readings(text, language=get_language() or "")
        if not isinstance(field, forms.DecimalField):
            found = [each for each in found if each == each.to_integral_value()]
        if not found:
            raise ValidationError(_("This is no number. Write it in digits."))
        if len(found) > 1:
            raise ValidationError(
                _("This may be two numbers. Write it without a sign between the thousands.")
            )
        return field.clean(format(found[0], "f"))
