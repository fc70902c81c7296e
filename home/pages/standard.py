from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from content.pages.base import BasePage
from content.pages.breadcrumbs import trail_of
from home.blocks import StandardBodyBlock


class StandardPage(BasePage):
    """A page of text."""

    body = StreamField(StandardBodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    page_description = _("A page of text, pictures and figures.")
    template = "pages/standard.html"

    class Meta:
        verbose_name = _("standard page")

    def get_context(self, request, *args, **kwargs):
        subpages = StandardPage.objects.child_of(self).live()
        shown = {"trail": trail_of(self), "subpages": subpages}
        return super().get_context(request, *args, **kwargs) | shown
