"""The base of every page type."""

import logging

from django.conf import settings
from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from content.blocks import BodyBlock
from content.blocks.base import UNREADABLE
from content.editions.serving import Served
from content.gaps.forms import PageForm
from content.gaps.panel import GapsPanel
from content.pages.typed import clean_texts
from content.reading.readers import readers_of
from content.search.words import index_text

logger = logging.getLogger(__name__)


class DamagedPageError(ValueError):
    """What is stored of a page cannot be read, so it cannot be shown."""


class BasePage(Served, Page):
    """A page with a summary, which listings, search results and link previews show."""

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=400,
        help_text=_("One or two sentences. They stand in lists and search results."),
    )

    # Of a translation: its parts that are in English (`find_untranslated`), a space between two.
    untranslated = models.TextField(_("parts in English"), default="", editable=False)

    shown_with = ()  # the streams without which there is nothing to show

    base_form_class = PageForm
    # The type's Readers say who may read. Wagtail's own lock beside it would confuse, and search
    # ignores it.
    private_page_options = []
    admin_default_ordering = "ord"  # as visitors meet the pages, with handles to drag them
    content_panels = [GapsPanel(), *Page.content_panels, FieldPanel("summary")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.AutocompleteField("search_text"),
    ]
    # One address in all languages: a slug made from an Arabic title would be unreadable.
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta:
        abstract = True

    @property
    def readers(self):
        """Who may read it, in words for its editor."""
        return readers_of(self).describe(self)

    @property
    def english_parts(self):
        """The names of fields and the ids of blocks that are still to be translated."""
        return self.untranslated.split()

    @cached_property
    def search_text(self):
        """The folded words and stems that visitors find the page by."""
        language = settings.LANGUAGE_CODE if self.alias_of_id else self.locale.language_code
        return index_text(texts_of(self), language)

    @property
    def is_damaged(self):
        """Whether one of the streams that it is shown with cannot be read."""
        return any(getattr(self, name).raw_text is not None for name in self.shown_with)

    def get_context(self, request, *args, **kwargs):
        """The context. Raises DamagedPageError rather than show a page without its text."""
        if self.is_damaged:
            raise DamagedPageError(f"{self._meta.label} {self.pk}: {', '.join(self.shown_with)}")
        return super().get_context(request, *args, **kwargs)

    def clean(self):
        """Take from its texts what is invisible, which would break files and feeds that hold it."""
        super().clean()
        clean_texts(self)

    def minimal_clean(self):
        """What `clean` is to a live page, for a draft."""
        clean_texts(self)
        super().minimal_clean()

    # Where one page below is refused, nothing at all is deleted.
    delete = transaction.atomic(Page.delete)


def texts_of(page):
    """The title, the summary and the body of `page`.

    Questions in a body are left out: their feedback tells the right answers.
    """
    for _part, text in texts_by_part(page):
        yield text


def texts_by_part(page):
    """The same as pairs: the part of `page`, as `english_parts` may name it, and the text."""
    for name in ("title", "summary", "search_description"):
        yield name, getattr(page, name)
    body = getattr(page, "body", ())
    for place in range(len(body)):
        yield from _texts_at(body, place)


def _texts_at(body, place):
    """(id, text) of one block of a `body`; none where what is stored of it cannot be read."""
    try:
        child = body[place]
        if child.block_type in BodyBlock.base_blocks:
            return [(child.id, text) for text in child.block.get_searchable_content(child.value)]
    except UNREADABLE as error:
        logger.error("Block %s of a body cannot be read: %r", place + 1, error)
    return []
