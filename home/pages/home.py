from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from content.blocks import BodyBlock
from content.blocks.base import LineBlock
from content.pages.base import BasePage
from home.front import read_front


class AchievementBlock(blocks.StructBlock):
    """What the programme promised and what it delivered."""

    label = LineBlock(label=_("What is counted"))
    target = blocks.IntegerBlock(label=_("Target"), required=False)
    achieved = blocks.IntegerBlock(
        label=_("Achieved"), required=False, help_text=_("Leave empty where it is not known.")
    )
    note = LineBlock(label=_("Note"), required=False)
    source = LineBlock(label=_("Source"))
    source_url = blocks.URLBlock(label=_("Address of the source"), required=False)


class HomePage(BasePage):
    """The first page of each language."""

    headline = models.CharField(_("headline"), max_length=150)
    lead = models.TextField(_("lead"), max_length=400, blank=True)
    sme_door_text = models.CharField(_("text on the door for SMEs"), max_length=200)
    city_door_text = models.CharField(_("text on the door for cities"), max_length=200)
    story_title = models.CharField(_("title"), max_length=150, blank=True)
    story_text = RichTextField(_("text"), blank=True, features=["bold", "italic", "link"])
    story_figure = models.CharField(_("figure"), max_length=40, blank=True)
    story_figure_label = models.CharField(_("what the figure counts"), max_length=200, blank=True)
    story_source = models.CharField(_("source of the figure"), max_length=250, blank=True)
    story_page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page with the whole story"),
    )
    achievements = StreamField(
        [("achievement", AchievementBlock())], blank=True, verbose_name=_("achievements")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("headline"), FieldPanel("lead")], heading=_("Opening")),
        MultiFieldPanel(
            [FieldPanel("sme_door_text"), FieldPanel("city_door_text")], heading=_("Two doors")
        ),
        MultiFieldPanel(
            [
                FieldPanel("story_title"),
                FieldPanel("story_text"),
                FieldPanel("story_figure"),
                FieldPanel("story_figure_label"),
                FieldPanel("story_source"),
                FieldPanel("story_page"),
            ],
            heading=_("Story"),
        ),
        FieldPanel("achievements"),
        FieldPanel("body"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "home.StandardPage",
        "courses.TrainingIndexPage",
        "courses.CaseStudyIndexPage",
    ]
    page_description = _("The front door: two doors, tracks, a story, achievements.")
    template = "pages/home.html"

    class Meta:
        verbose_name = _("home page")

    @property
    def story_key_figure(self):
        """The figure of the story, as components/key_figure.html shows it."""
        return {
            "figure": self.story_figure,
            "label": self.story_figure_label,
            "source": self.story_source,
        }

    @property
    def achievements_by_figure(self):
        """The achievements; those whose figure is not known come last."""
        return sorted(self.achievements, key=lambda item: item.value["achieved"] is None)

    def get_context(self, request, *args, **kwargs):
        front = read_front(request.user, self.locale.language_code)
        return {**super().get_context(request, *args, **kwargs), "front": front}
