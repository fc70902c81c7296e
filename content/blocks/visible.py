"""Whether something of a formatted text can be seen: the rule for texts that are required."""

from wagtail.rich_text import get_text_for_indexing

from text.typed import clean_edited


def shows_text(html):
    """Whether `html` holds a character that leaves ink; tags, blanks and what is hidden do not."""
    return bool(html) and bool(clean_edited(get_text_for_indexing(html)))
