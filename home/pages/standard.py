from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from content.pages.base import BasePage
from content.pages.breadcrumbs import trail_of
from home.blocks import StandardBodyBlock
from home.front import read_track_on_front


class StandardPage(BasePage):
    """A page of text."""

    body = StreamField(StandardBodyBlock(), blank=True, verbose_name=_("body"))
    shown_with = ("body",)

    track = models.ForeignKey(
        "courses.TrackPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("track"),
        help_text=_("A button at the top leads to it. Say there what is learned, and here why."),
    )

    content_panels = [*BasePage.content_panels, FieldPanel("track"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    page_description = _("A page of text, pictures and figures.")
    template = "pages/standard.html"

    class Meta:
        verbose_name = _("standard page")

    def get_context(self, request, *args, **kwargs):
        subpages = StandardPage.objects.child_of(self).live()
        shown = {
            "trail": trail_of(self),
            "subpages": subpages,
            "leads_to": read_track_on_front(self.track_id),
        }
        return super().get_context(request, *args, **kwargs) | shown
