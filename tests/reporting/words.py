"""The words of a page."""

from html import unescape

from django.utils.html import strip_tags


def words_of(response):
    """The visible text of a response, with single spaces."""
    spaced = response.text.replace("<", " <")
    return " ".join(unescape(strip_tags(spaced)).split())
