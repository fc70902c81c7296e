"""Search over every page that a person may read."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from wagtail.models import Locale, Page
from wagtail.search.query import And, Or, PlainText

from accounts.languages import SOURCE_LANGUAGE
from content.pages.base import texts_by_part, texts_of
from content.reading.pages import readable
from content.search.excerpt import Passage, excerpt, marked
from content.search.nearest import Vocabulary, as_written
from content.search.words import clean_query, indexed, languages_of_texts, unmatched

PAGE_SIZE = 10
MAX_RESULTS = 300
SECTION_DEPTH = 3  # the pages in the menu, below the home page


@dataclass(frozen=True)
class Result:
    """A page that was found. `language` is that of its text where it is not the one searched in.

    `passages` show what the page is about, or where in it the words stand; they come from its
    `part`, as the names in `english_parts`. `parent_title` names the track or module that it
    belongs to.
    """

    page: Page
    passages: list[Passage]
    part: str
    parent_title: str
    language: str

    @property
    def title_language(self):
        """The language of the title where it is not the one searched in, else empty."""
        return self.language_of("title")

    @property
    def passage_language(self):
        """The same of the passages."""
        return self.language_of(self.part)

    def language_of(self, part):
        """The same of a `part` of the page: one that is to be translated still is in English."""
        return self.language or (SOURCE_LANGUAGE if part in self.page.english_parts else "")

    @property
    def kind(self):
        """The name of its page type; empty for the sections in the menu."""
        return self.page.page_type_display_name if self.page.depth > SECTION_DEPTH else ""


def search_pages(*, query, user, language, number=1):
    """Page `number` of what `user` may read in `language` and holds all words of `query`.

    Returns a Django page of `Result`s: first those with the words themselves in their title, then
    those with them elsewhere, last those that hold other forms of them. Its `instead` is empty, or
    the words that were looked for because nothing holds those of the query: the nearest that this
    person may find. It takes seven queries, one more for each kind of page among the results, one
    where a text is in another language, two for someone signed in, and those that find what an
    editor may edit; two more where nothing holds the words. A page with pictures or files before
    the words adds one for each kind of block that holds them.
    """
    languages = languages_of_texts(language)
    terms = clean_query(query, languages)
    found, instead = [], []
    if terms:
        locale = Locale.objects.get(language_code=language)
        pages = readable(Page.objects.live().filter(locale=locale), user)
        found = _found(terms, pages, language)
        instead = [] if found else _nearest(terms, pages)
    if instead:
        terms = clean_query(" ".join(instead), languages)
        found = _found(terms, pages, language)
    page = Paginator(found, PAGE_SIZE).get_page(number)
    page.object_list = _results(page.object_list, terms, language)
    texts = [text for result in page.object_list[:1] for text in texts_of(result.page)]
    page.instead = " ".join(as_written(word, texts) for word in instead) if texts else ""
    return page


def _found(terms, pages, language):
    """Those of `pages` that hold all `terms`, the best first."""
    exact = _all([PlainText(term.word) for term in terms])
    as_typed = Page.objects.autocomplete(exact, order_by_relevance=False).get_queryset()
    hits = pages.annotate(is_exact=Exists(as_typed.filter(pk=OuterRef("pk")))).autocomplete(
        _all([_in_any_form(term) for term in terms])
    )
    return sorted(hits[:MAX_RESULTS], key=lambda hit: _rank(hit, terms, language))


def _all(queries):
    return And(queries) if len(queries) > 1 else queries[0]


def _in_any_form(term):
    return Or([PlainText(term.word), *map(PlainText, sorted(term.stems))])


def _rank(hit, terms, language):
    title = indexed([hit.title], _language_of(hit, language)).keys()
    has_words = all(term.begins_one_of(title) for term in terms)
    return not has_words, not hit.is_exact, not all(term.is_in(title) for term in terms)


def _language_of(page, language):
    """The language that the text of `page` is in, which is found in `language`."""
    return SOURCE_LANGUAGE if page.alias_of_id else language


def _nearest(terms, pages):
    """For each of `terms` the nearest word on `pages`; empty where one has none."""
    entries = pages.values_list("index_entries__autocomplete", flat=True)
    vocabulary = Vocabulary(filter(None, entries))  # a page may be without words
    return vocabulary.nearest_to_all(terms)


def _results(hits, terms, language):
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
    results = []
    for hit in hits:
        part, passages = _passages(pages[hit.pk], terms, _language_of(hit, language))
        results.append(
            Result(
                page=pages[hit.pk],
                passages=passages,
                part=part,
                parent_title=parents.get(hit.path[: -Page.steplen], ""),
                language=languages.get(hit.alias_of_id, ""),
            )
        )
    return results


def _passages(page, terms, language):
    """What to show of it, with the part that it comes from.

    Its summary; where title and summary do not hold all terms, the place in it that does.
    """
    if elsewhere := unmatched([page.title, page.summary], terms, language):
        part, place = excerpt(texts_by_part(page), elsewhere, language)
        if place:
            return part, place
    part = "summary" if page.summary else "search_description"
    return part, marked(getattr(page, part), terms, language)
