"""What the catalogue shows: all modules, searched and filtered."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.languages import SOURCE_LANGUAGE, in_language
from content.editions.edition import remembered
from content.models import ThemeOfPage
from content.search.nearest import Vocabulary, as_written
from content.search.words import clean_query, languages_of_texts, read_query
from courses.screens.filters import (
    HOURS,
    Candidate,
    Choice,
    Selection,
    count_choices,
    matches,
    read_selection,
)
from courses.screens.module_list import ModuleRow, read_rows, read_texts
from learning.choices import Audience, Level
from learning.models import Module

PER_PAGE = 20
AUDIENCES = (Audience.SME, Audience.CIVIL_SERVANT)


@dataclass(frozen=True)
class Filter:
    """A filter of the form, with its choices."""

    name: str
    label: str
    choices: list[Choice]


@dataclass(frozen=True)
class Catalogue:
    """One page of modules, the filters with their counts, and what was asked for.

    `instead` is empty, or the words that were looked for because no module has those of the query.
    """

    rows: list[ModuleRow]
    page: Page
    filters: list[Filter]
    selection: Selection
    query: str
    instead: str
    address_query: str

    @property
    def instead_query(self):
        """The query string that looks for `instead` alone."""
        return urlencode({"q": self.instead})


def read_catalogue(user, parameters, module_pages):
    """The Catalogue for `user`; `parameters` is the QueryDict of the address.

    `module_pages`: the live pages of modules, a queryset.
    Four queries, three for someone not signed in; and once in each edition those of the themes.
    """
    modules = list(_offered().select_related("track").order_by("track__position", "position", "pk"))
    texts = read_texts(modules, module_pages)
    themes = read_themes()
    candidates = [candidate(module, texts[module.key], themes) for module in modules]
    labels = filter_labels({code for text in texts.values() for code in text.languages}, themes)
    query = read_query(parameters)
    languages = languages_of_texts(get_language())
    terms = clean_query(query, languages)
    instead = _nearest(terms, candidates)
    if instead:
        terms = clean_query(" ".join(instead), languages)
    selection = read_selection({name: parameters.getlist(name) for name in labels}, labels, terms)
    found = [c.module for c in candidates if matches(c, selection)]
    page = Paginator(found, PER_PAGE).get_page(parameters.get("page"))
    asked = [(name, value) for name, values in selection.chosen.items() for value in sorted(values)]
    return Catalogue(
        rows=read_rows(user, page.object_list, texts),
        page=page,
        filters=[
            Filter(name, filter_titles()[name], count_choices(name, values, candidates, selection))
            for name, values in labels.items()
            if values
        ],
        selection=selection,
        query=query,
        instead=" ".join(as_written(word, _texts(candidates)) for word in instead),
        address_query="".join(f"{urlencode([pair])}&" for pair in [*asked, ("q", query)]),
    )


def _nearest(terms, candidates):
    """For each of `terms` the nearest word of a module; empty where it has none, or none is due."""
    if any(all(term.is_in(each.words) for term in terms) for each in candidates):
        return []
    vocabulary = Vocabulary(" ".join(each.words) for each in candidates)
    return vocabulary.nearest_to_all(terms)


def _texts(candidates):
    return [text for each in candidates for text in each.texts]


def are_known(parameters):
    """Whether the QueryDict of an address asks for known values of the filters, each once."""
    offered = filter_labels({code for code, _name in settings.LANGUAGES}, read_themes())
    return all(
        name in offered and len(values) == len(set(values)) and offered[name].keys() >= set(values)
        for name, values in parameters.lists()
    )


@dataclass(frozen=True)
class Themes:
    """The themes of modules, in the order of their list: `names` by value, values `by_module`."""

    names: dict[str, str]
    by_module: dict[UUID, list[str]]


def read_themes():
    """The Themes of the modules that are offered, in the active language.

    As the English pages have them. One query in each edition.
    """
    return remembered("themes-of-modules", _read_themes)


def _read_themes():
    names, by_module = {}, defaultdict(list)
    links = ThemeOfPage.objects.filter(
        page__translation_key__in=_offered().values("key"),
        page__live=True,
        page__locale__language_code=SOURCE_LANGUAGE,
    ).order_by("theme__position", "theme")
    for key, pk, texts in links.values_list("page__translation_key", "theme", "theme__names"):
        names[str(pk)] = in_language(texts)
        by_module[key].append(str(pk))
    return Themes(names, dict(by_module))


def _offered():
    return Module.objects.active().filter(track__retired_at=None)


def candidate(module, text, themes):
    """The Candidate of a module. A module for everyone fits each audience."""
    is_for_all = module.audience == Audience.EVERYONE
    own_themes = themes.by_module.get(module.key, ())
    return Candidate(
        module=module,
        values={
            "audience": frozenset(AUDIENCES if is_for_all else [module.audience]),
            "theme": frozenset(own_themes),
            "level": frozenset([module.level]),
            "language": frozenset(text.languages),
            "hours": frozenset(name for name, fits in HOURS.items() if fits(module.hours)),
        },
        texts=[
            *text.words,
            module.title,
            module.track.title,
            *(themes.names[value] for value in own_themes),
        ],
        language=text.language,
    )


def filter_titles():
    """The headings of the filters, in the active language."""
    return {
        "audience": _("Who it is for"),
        "theme": _("Theme"),
        "level": _("Level"),
        "language": _("Language"),
        "hours": _("Time"),
    }


def filter_labels(languages, themes):
    """{filter: {value: label}}; of the languages, only those with a code in `languages`."""
    return {
        "audience": {audience.value: audience.label for audience in AUDIENCES},
        "theme": themes.names,
        "level": {level.value: level.label for level in Level},
        "language": {code: name for code, name in settings.LANGUAGES if code in languages},
        "hours": {
            "short": _("Up to 1 hour"),
            "medium": _("1 to 3 hours"),
            "long": _("More than 3 hours"),
        },
    }
