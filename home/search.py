"""Search over every page that a person may read."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from wagtail.models import Locale, Page
from wagtail.search.query import And, PlainText

from content.search_text import clean_query, words_of
from courses.access import readable

PAGE_SIZE = 10
MAX_RESULTS = 300


@dataclass(frozen=True)
class Result:
    """A page that was found, the page it belongs to, and its text's language where that differs."""

    page: Page
    parent_title: str
    language: str

    @property
    def kind(self):
        """What kind of page it is, in words."""
        return self.page.page_type_display_name


def search(*, query, user, language, number=1):
    """Page `number` of what `user` may read in `language` and holds all words of `query`.

    Returns a Django page of `Result`s; pages whose title holds the words stand first. Seven
    queries and one for each kind of page among the results, however many there are; one more where
    a text is in another language, two more for someone signed in.
    """
    terms = clean_query(query)
    found = _found(terms, user, language) if terms else []
    page = Paginator(found, PAGE_SIZE).get_page(number)
    page.object_list = _results(page.object_list, language)
    return page


def _found(terms, user, language):
    """The pages, the best first."""
    words = [PlainText(term) for term in terms]
    pages = Page.objects.live().filter(locale=Locale.objects.get(language_code=language))
    hits = readable(pages, user).autocomplete(And(words) if len(words) > 1 else words[0])
    return sorted(hits[:MAX_RESULTS], key=lambda hit: not _holds(hit.title, terms))


def _holds(title, terms):
    words = words_of(title)
    return all(any(word.startswith(term) for word in words) for term in terms)


def _results(hits, language):
    pages = Page.objects.filter(pk__in=[hit.pk for hit in hits]).specific().in_bulk()
    parents = dict(
        Page.objects.filter(path__in={hit.path[: -Page.steplen] for hit in hits}).values_list(
            "path", "title"
        )
    )
    languages = dict(
        Page.objects.filter(pk__in=[hit.alias_of_id for hit in hits]).values_list(
            "pk", "locale__language_code"
        )
    )
    return [
        Result(
            page=pages[hit.pk],
            parent_title=parents.get(hit.path[: -Page.steplen], ""),
            language=languages.get(hit.alias_of_id, language),
        )
        for hit in hits
    ]
