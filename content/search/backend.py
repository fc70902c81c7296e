"""The search of Wagtail's admin; on SQLite it takes a quotation mark for what somebody wrote."""

from django.db import connection
from modelsearch.query import Phrase, PlainText
from wagtail.search.backends import database


class QuotesDoubled:
    """For query compilers of SQLite: what is searched for is a string in its query.

    There a quotation mark is written twice: a single one ends the string, and what follows cannot
    be read. https://www.sqlite.org/fts5.html#full_text_query_syntax
    """

    def build_search_query_content(self, query, config=None):
        """An expression for `query`, a SearchQuery."""
        if isinstance(query, PlainText):
            query = PlainText(_doubled(query), operator=query.operator)
        elif isinstance(query, Phrase):
            query = Phrase(_doubled(query))
        return super().build_search_query_content(query, config=config)


def _doubled(query):
    return query.query_string.replace('"', '""')


def SearchBackend(params):  # noqa: N802 -- the name that Wagtail looks for
    """Wagtail's backend for the database that is used, with its options `params`."""
    backend = database.SearchBackend(params)
    if connection.vendor == "sqlite":
        for name in ("query_compiler_class", "autocomplete_query_compiler_class"):
            theirs = getattr(backend, name)
            setattr(backend, name, type(theirs.__name__, (QuotesDoubled, theirs), {}))
    return backend
