from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from content.blocks import BodyBlock
from content.blocks.text import SourceBlock
from content.pages.base import BasePage
from content.pages.breadcrumbs import trail_of
from content.pages.themed import SAME_THEMES, Themed, ThemesPanel
from courses.pages.activity import ReadingPage
from courses.screens.player import read_player
from learning.activity_type import ActivityType


class CaseStudyIndexPage(BasePage):
    """Case studies that the public may read."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["courses.CaseStudyPage"]
    max_count_per_parent = 1
    page_description = _("Lists the case studies that everyone may read.")
    template = "pages/case_study_index.html"

    class Meta:
        verbose_name = _("case study index")

    def get_context(self, request, *args, **kwargs):
        cases = CaseStudyPage.objects.child_of(self).live().order_by("path")
        cases = cases.select_related("alias_of__locale")
        return super().get_context(request, *args, **kwargs) | {"cases": cases}


class CaseStudyPage(Themed, ReadingPage):
    """How a city or a public buyer did it, and what came of it."""

    activity_type = ActivityType(
        kind="case_study",
        icon="map-pin",
        name=_("Case study"),
        start=_("Start the case study"),
        go_on=_("Continue: case study"),
        place=_("Case study %(number)s of %(total)s"),
    )

    organisation = models.CharField(
        _("buyer"), max_length=200, help_text=_("The public body that bought.")
    )
    place = models.CharField(_("place"), max_length=100, blank=True)
    country = models.CharField(
        _("country code"), max_length=2, blank=True, help_text=_("Two letters, such as ES.")
    )
    year = models.CharField(
        _("year"), max_length=40, blank=True, help_text=_("Or years, such as 2014–2016.")
    )
    procurement_route = models.CharField(
        _("procurement route"),
        max_length=200,
        blank=True,
        help_text=_("Such as open procedure, competitive dialogue, innovation partnership."),
    )
    key_result = models.CharField(
        _("key result"), max_length=200, blank=True, help_text=_("With its figure.")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    shown_with = ("body",)
    sources = StreamField([("source", SourceBlock())], blank=True, verbose_name=_("sources"))

    content_panels = [
        *ReadingPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("organisation"),
                FieldPanel("place"),
                FieldPanel("country"),
                FieldPanel("year"),
                FieldPanel("procurement_route"),
                FieldPanel("key_result"),
            ],
            heading=_("The case"),
        ),
        ThemesPanel(),
        FieldPanel("body", help_text=_("The need, what was done, what came out, what to learn.")),
        ReadingPage.activity_panel,
        FieldPanel("sources", help_text=_("Where the facts come from.")),
    ]
    search_fields = [*ReadingPage.search_fields, index.SearchField("body")]
    override_translatable_fields = [*ReadingPage.override_translatable_fields, SAME_THEMES]
    parent_page_types = [*ReadingPage.parent_page_types, "courses.CaseStudyIndexPage"]
    page_description = _(
        "How a public buyer did it, and what came out. In a module it is an activity."
    )
    template = "pages/case_study.html"

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

    @cached_property
    def is_public(self):
        """Whether it stands in the case-study index and not in a module."""
        return self.get_parent().specific_class is CaseStudyIndexPage

    def get_template(self, request, *args, **kwargs):
        return self.template if self.is_public else "pages/module_case_study.html"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        trail = trail_of(self) if self.is_public else []
        return context | {"player": read_player(request, self), "trail": trail}
