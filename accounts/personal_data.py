"""What is kept about people: what, why, on which legal basis, how long, and what becomes of it.

Each app declares its own; `accounts.personal_data_checks` finds what nobody declared, and the
privacy page shows what concerns everybody.
"""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class LegalBasis(TextChoices):
    """Why the law allows it: points of article 6(1) of Regulation (EU) 2016/679 (GDPR)."""

    CONSENT = "consent", _("Article 6(1)(a), consent")
    CONTRACT = "contract", _("Article 6(1)(b), contract")
    DUTY = "duty", _("Article 6(1)(c) or (e), duty to the funder")
    SAFETY = (
        "safety",
        _("Article 6(1)(e), or (f) where the operator is not a public body acting as such"),
    )


class Period(TextChoices):
    """How long it is kept."""

    ACCOUNT = "account", _("As long as the account exists")
    # Regulation (EU) No 897/2014: five years after payment of the balance of the programme.
    PROOF = "proof", _("Until the funder’s term for proof ends")
    PAGES = "pages", _("As long as the page, file or list that was worked on exists")
    LOG_IN = "log_in", _("Up to two weeks, or until you log out")
    MINUTES = "minutes", _("Some minutes")
    DAY = "day", _("A day at most")
    MONTH = "month", _("Thirty days")
    TWO_YEARS = "two_years", _("Two years")
    ADDRESSED = "addressed", _("As long as the account exists; without one, ninety days")
    INVITED = (
        "invited",
        _("As long as the account exists; without one, thirty days after the invitation ran out"),
    )
    ANSWERED = "answered", _("A year after we have answered")

    @property
    def words(self):
        """How long in words; with the day, where that is in the settings."""
        if self is Period.PROOF and settings.FUNDER_PROOF_UNTIL:
            day = date_format(settings.FUNDER_PROOF_UNTIL)
            return gettext("Until the funder’s term for proof ends, on %(day)s") % {"day": day}
        return self.label


# Those that end by themselves on a day that the portal knows.
DATED = {
    Period.LOG_IN,
    Period.MINUTES,
    Period.DAY,
    Period.MONTH,
    Period.TWO_YEARS,
    Period.INVITED,
    Period.ANSWERED,
}


def is_proof_over(now):
    """Whether the funder may ask for proof no more at the moment `now`."""
    last_day = settings.FUNDER_PROOF_UNTIL
    return last_day is not None and localdate(now) > last_day


@dataclass(frozen=True, kw_only=True)
class Deleted:
    """What becomes of it when a person is forgotten (article 17): it goes.

    The rows are deleted with their files; of a field of the account, what it holds. `by` does it
    where that is not the way: a function that takes an `accounts.erasure.gone.Gone`.
    """

    by: Callable | None = None


@dataclass(frozen=True, kw_only=True)
class Anonymised:
    """The rows stay when a person is forgotten, with somebody who has no name.

    `emptied` names the fields whose text or file goes. `changed` gives others new values ("field":
    function from rows to values). Texts that stay are named with the reason (`stays`: {reason:
    fields}). `within` is a context manager that lets the rows be changed. `by` does what remains.
    """

    emptied: tuple[str, ...] = ()
    changed: Mapping[str, Callable] = field(default_factory=dict)
    stays: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    within: Callable = nullcontext
    by: Callable | None = None

    @property
    def named(self):
        """The fields that it says something of."""
        stay = (name for names in self.stays.values() for name in names)
        return {*self.emptied, *self.changed, *stay}


@dataclass(frozen=True)
class Proof:
    """It stays as it is when a person is forgotten, for the reason `why` and `until` a Period."""

    until: Period
    why: str
    by = None


@dataclass(frozen=True)
class Otherwise:
    """Rows that are not led over when two accounts of one person are merged, and why."""

    why: str


DELETED = Deleted()
ANONYMISED = Anonymised()


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """One kind of records, in words for the person that they are about.

    `held_in` names where they are: `app.Model` whose rows are about a person, or `app.Model.field`
    where the row is about something else and that field leads to a person.

    The rest says how it is given to the person who asks for it (articles 15 and 20). Of rows about
    a person every field is given, of others those that `tells` names ("app.Model.field": paths).
    `found_by` names the fields that lead to the person or hold an address ("app.Model": paths),
    where not one key alone does; one may be a function from the id of the person to a Q.
    `in_words` makes texts of what nobody would understand ("app.Model.field": function from rows to
    texts). `names` are plain words for what `held_in`
    names and for fields ("app.Model.field", or "field" of all its models), where those of the model
    are none. `for_programs` names the fields that tell a person nothing, in the same way: they
    are given for programs alone. Of those in `only_in_words` programs get the text as well, because
    what is stored says too much. `kept_back` says why models and fields are not given
    ("app.Model.field": reason), `withheld` why none of it is.

    Other people are told by their role alone, never by name.

    `ended` gives the rows whose period is over, which go every night ("app.Model": function from
    the present moment to a queryset). Periods that end with the account or a page need none.

    `on_erasure` says what becomes of it when the person is forgotten: of all that `held_in` names
    the same, or of each ({name: Deleted, Anonymised or Proof}).

    When two accounts of one person are merged, every key to the one is led to the other. `on_merge`
    names those for which that will not do, because a person has one row each or the database keeps
    it as it is ("app.Model.field": Otherwise, or a function that takes an
    `accounts.one_person.merge.Merge` and lets the rows follow).
    """

    what: str
    why: str
    basis: LegalBasis
    period: Period
    held_in: tuple[str, ...]
    on_erasure: Deleted | Anonymised | Proof | Mapping | None = None
    on_merge: Mapping[str, Callable | Otherwise] = field(default_factory=dict)
    ended: Mapping[str, Callable] = field(default_factory=dict)
    part: str = ""
    found_by: Mapping[str, tuple[str | Callable, ...]] = field(default_factory=dict)
    tells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    in_words: Mapping[str, Callable] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    for_programs: tuple[str, ...] = ()
    only_in_words: tuple[str, ...] = ()
    kept_back: Mapping[str, str] = field(default_factory=dict)
    withheld: str = ""

    def erased(self, name):
        """What becomes of what `name`, of `held_in`, holds; None where nobody says it."""
        says = self.on_erasure
        return says.get(name) if isinstance(says, Mapping) else says


_declared = []
_impersonal = {}
_words = {}


def declare_personal_data(part, *kinds):
    """Declare these kinds of PersonalData of a part of the programme, in the order of the pages.

    Those of the lowest apps, which become ready last, come first there.
    """
    _declared[:0] = [replace(kind, part=part) for kind in kinds]


def declare_words(functions):
    """Declare texts for what lower apps keep, as `in_words` ("app.Model.field": function)."""
    _words.update(functions)


def declare_impersonal(fields):
    """Declare what leads to nobody: {reason: fields ("app.Model.field")}."""
    for reason, names in fields.items():
        _impersonal.update(dict.fromkeys(names, reason))


def declared_personal_data():
    """All kinds of PersonalData that the apps declared."""
    return tuple(_declared)


def declared_on_merge():
    """{field ("app.Model.field"): what becomes of it in a merge}, where it is not just led over."""
    return {name: does for kind in _declared for name, does in kind.on_merge.items()}


def declared_words():
    """{field ("app.Model.field"): function from rows to texts}, of what higher apps declared."""
    return dict(_words)


def impersonal_fields():
    """{field ("app.Model.field"): why it leads to nobody}."""
    return dict(_impersonal)
