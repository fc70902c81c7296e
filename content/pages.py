"""The base of every page type."""

from django.db import models, transaction
from django.utils.cache import patch_cache_control, set_response_etag
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from content.blocks import BodyBlock
from content.edition import remembered
from content.forms import PageForm
from content.gaps_panel import GapsPanel
from content.search_text import index_text


class BasePage(Page):
    """A page with a summary, which listings, search results and link previews show."""

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=400,
        help_text=_("One or two sentences. They stand in lists and search results."),
    )

    base_form_class = PageForm
    # Modules say who may read. Wagtail's own lock beside it would confuse, and search ignores it.
    private_page_options = []
    readers = _("Everyone, once it is published.")  # what the editor tells of it
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
    def is_for_visitors(self):
        """Whether everyone who is not signed in is shown the same."""
        return True

    def is_known(self, parameters):
        """Whether the parameters of an address are among the few that the page is asked with."""
        return not parameters

    def serve(self, request, *args, **kwargs):
        """Serve it, and say of what every visitor may be shown that it may be kept for the next.

        `portal.kept_pages` keeps it.
        """
        response = super().serve(request, *args, **kwargs)
        if request.user.is_anonymous and self.is_known(request.GET) and self.is_for_visitors:
            response.add_post_render_callback(offer_to_visitors)
        return response

    def get_context(self, request, *args, **kwargs):
        """With `frame`, the name under which its head and menus are kept.

        It is empty in a preview, and where the links to other languages repeat parameters.
        """
        context = super().get_context(request, *args, **kwargs)
        is_plain = not (getattr(request, "is_preview", True) or request.META.get("QUERY_STRING"))
        return context | {"frame": f"frame-{self.pk}" if is_plain else ""}

    def get_view_restrictions(self):
        """Wagtail's privacy of this page. Nothing is asked where no page of the site has any."""
        if remembered("has-privacy", PageViewRestriction.objects.exists):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()

    def gaps(self):
        """What is missing before the page can be published: a list of Gap."""
        return []

    @transaction.atomic
    def delete(self, *args, **kwargs):
        """Delete the page and all below it, or, where one is refused, change nothing at all."""
        return super().delete(*args, **kwargs)

    @cached_property
    def content_locale(self):
        """The locale that the text is written in: an alias shows its source's text."""
        return self.alias_of.locale if self.alias_of_id else self.locale

    @cached_property
    def search_text(self):
        """What visitors find the page by: its title, summary and body, folded.

        Questions in a body are left out: their feedback tells the right answers.
        """
        texts = [self.title, self.summary, self.search_description]
        for child in getattr(self, "body", ()):
            if child.block_type in BodyBlock.base_blocks:
                texts += child.block.get_searchable_content(child.value)
        return index_text(texts)


def offer_to_visitors(response):
    """Mark a rendered page as the same for everyone who is not signed in."""
    set_response_etag(response)
    patch_cache_control(response, no_cache=True)  # browsers ask each time whether it has changed
    response.is_for_visitors = True
