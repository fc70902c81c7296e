"""Modules as rows of a list."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.languages import SOURCE_LANGUAGE, language_among
from courses.screens.activity_list import short_date
from learning.choices import Reason
from learning.derived.standing import Standing, read_standings

USUAL_PETALS = 8  # of a module without activities


@dataclass
class ModuleText:
    """The texts of a module's pages, and the languages that they are in."""

    summary: str = ""
    summary_language: str = SOURCE_LANGUAGE
    language: str = SOURCE_LANGUAGE  # of its words
    words: list[str] = field(default_factory=list)
    languages: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class ModuleRow:
    """A module in a list, with the person's standing in it as a short `status`.

    `language` is the code of the one that it teaches in, for a reader in the active language.
    """

    standing: Standing
    summary: str
    summary_language: str
    language: str
    status: str
    tone: str

    @property
    def tile(self):
        """What the tile draws: the learner's progress; nothing done where nobody is enrolled."""
        return self.standing.done if self.standing.enrolment else ()

    @property
    def petals(self):
        """How many petals the tile has for someone who is not enrolled."""
        return len(self.standing.required) or USUAL_PETALS

    @property
    def ornament(self):
        """How many of these are filled: visitors see the tile as it will be when completed."""
        return 0 if self.standing.user.is_authenticated else self.petals

    @property
    def foreign_language(self):
        """The code of the language that it teaches in, where that is not the reader's."""
        return "" if self.language == get_language() else self.language

    @property
    def is_done(self):
        """Whether a tick stands before the status."""
        return self.tone == "done"


def read_texts(modules, pages):
    """The ModuleText of each of `modules`, by key (1 query). The summary is in the active language.

    `pages`: the live pages of modules, a queryset.
    A page adds its language where it, and something below it, is no stand-in for a translation.
    """
    texts = defaultdict(ModuleText)
    pages = pages.filter(translation_key__in=[module.key for module in modules])
    below = Page.objects.live().filter(
        path__startswith=OuterRef("path"), depth=OuterRef("depth") + 1
    )
    pages = pages.annotate(has_own=Exists(below.filter(alias_of=None)), has_any=Exists(below))
    wanted = get_language()
    for page in pages.values(
        "translation_key",
        "locale__language_code",
        "alias_of",
        "title",
        "summary",
        "outcomes",
        "untranslated",
        "has_own",
        "has_any",
    ):
        text, language = texts[page["translation_key"]], page["locale__language_code"]
        if not page["alias_of"] and (page["has_own"] or not page["has_any"]):
            text.languages.add(language)
        if language == wanted or (language == SOURCE_LANGUAGE and not text.summary):
            text.summary, text.language = page["summary"], language
            is_english = page["alias_of"] or "summary" in page["untranslated"].split()
            text.summary_language = SOURCE_LANGUAGE if is_english else language
            outcomes = [outcome["value"] for outcome in page["outcomes"].raw_data]
            text.words = [page["title"], page["summary"], *outcomes]
    return texts


def read_rows(user, modules, texts):
    """A ModuleRow for each of `modules` (2 queries; 1 for someone not signed in)."""
    return [
        ModuleRow(
            standing,
            text.summary,
            text.summary_language,
            language_among(sorted(text.languages)),
            *status_of(standing),
        )
        for standing in read_standings(user, modules).values()
        for text in [texts[standing.module.key]]
    ]


def status_of(standing):
    """How a person stands in a module, in few words, and the tone of the badge."""
    if standing.finished_at:
        new = len(standing.new_activities)
        if new and standing.is_enrolled:
            words = ngettext("%(number)s new activity", "%(number)s new activities", new)
            return words % {"number": new}, "attention"
        return _("Completed"), "done"
    if refusal := standing.opening.refusal(timezone.now()):
        reason, moment = refusal
        if reason == Reason.NOT_OPEN_YET:
            return _("Opens on %(date)s") % {"date": short_date(moment)}, "attention"
        return _("Closed"), ""
    if not standing.is_enrolled:
        return "", ""
    return (_("In progress"), "info") if standing.completed else (_("Enrolled"), "info")
