"""Search over every page that a person may read."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from wagtail.models import Locale, Page
from wagtail.search.query import And, PlainText

from content.pages.base import texts_of
from content.reading.pages import readable
from content.search.excerpt import Passage, excerpt, marked
from content.search.words import clean_query, unmatched

PAGE_SIZE = 10
MAX_RESULTS = 300
SECTION_DEPTH = 3  # the pages in the menu, below the home page


@dataclass(frozen=True)
class Result:
    """A page that was found. `language` is that of its text where it is not the one searched in.

    `passages` show what the page is about, or where in it the words stand. `parent_title` names the
    track or module that it belongs to.
    """

    page: Page
    passages: list[Passage]
    parent_title: str
    language: str

    @property
    def kind(self):
        """The name of its page type; empty for the sections in the menu."""
        return self.page.page_type_display_name if self.page.depth > SECTION_DEPTH else ""


def search_pages(*, query, user, language, number=1):
    """Page `number` of what `user` may read in `language` and holds all words of `query`.

    Returns a Django page of `Result`s; those with the words in their title stand first. It takes
    seven queries, one more for each kind of page among the results, one where a text is in another
    language, two for someone signed in, and those that find what an editor may edit. A page with
    pictures or files before the words adds one for each kind of block that holds them.
    """
    terms = clean_query(query)
    found = _found(terms, user, language) if terms else []
    page = Paginator(found, PAGE_SIZE).get_page(number)
    page.object_list = _results(page.object_list, terms)
    return page


def _found(terms, user, language):
    """The pages, the best first."""
    words = [PlainText(term) for term in terms]
    pages = Page.objects.live().filter(locale=Locale.objects.get(language_code=language))
    hits = readable(pages, user).autocomplete(And(words) if len(words) > 1 else words[0])
    return sorted(hits[:MAX_RESULTS], key=lambda hit: bool(unmatched([hit.title], terms)))


def _results(hits, terms):
    pages = Page.objects.filter(pk__in=[hit.pk for hit in hits]).specific().in_bulk()
    parents = dict(
        Page.objects.filter(
            path__in={hit.path[: -Page.steplen] for hit in hits}, depth__gt=SECTION_DEPTH
        ).values_list("path", "title")
    )
    languages = dict(
        Page.objects.filter(pk__in=[hit.alias_of_id for hit in hits]).values_list(
            "pk", "locale__language_code"
        )
    )
    return [
        Result(
            page=pages[hit.pk],
            passages=_passages(pages[hit.pk], terms),
            parent_title=parents.get(hit.path[: -Page.steplen], ""),
            language=languages.get(hit.alias_of_id, ""),
        )
        for hit in hits
    ]


def _passages(page, terms):
    """Its summary; where title and summary do not hold all terms, the place in it that does."""
    elsewhere = unmatched([page.title, page.summary], terms)
    place = excerpt(texts_of(page), elsewhere) if elsewhere else []
    return place or marked(page.summary or page.search_description, terms)
