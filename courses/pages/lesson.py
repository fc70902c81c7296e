from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from content.blocks.emphasis import CalloutKind
from content.blocks.text import SourceBlock
from courses.blocks import LessonBodyBlock
from courses.formats import BLOCKS
from courses.pages.activity import ReadingPage
from courses.screens.player import read_player
from learning.activity_type import ActivityType
from learning.choices import CompletionRule


class LessonPage(ReadingPage):
    """A lesson: a page to read, watch and answer."""

    activity_type = ActivityType(
        kind="lesson",
        icon="book-open",
        name=_("Lesson"),
        start=_("Start lesson %(number)s"),
        go_on=_("Continue: lesson %(number)s"),
        place=_("Lesson %(number)s of %(total)s"),
        rules=(CompletionRule.BUTTON, CompletionRule.VIDEO, CompletionRule.CHECKS),
    )

    learning_point = models.CharField(
        _("what you take away"),
        max_length=250,
        blank=True,
        help_text=_("One sentence that the learner should still know in a month."),
    )
    body = StreamField(LessonBodyBlock(), blank=True, verbose_name=_("body"))
    shown_with = ("body",)
    completion_rule = models.CharField(
        _("completed when"),
        max_length=20,
        choices=activity_type.rule_choices,
        default=CompletionRule.BUTTON,
        help_text=_("What the learner does to have this lesson ticked."),
    )
    sources = StreamField([("source", SourceBlock())], blank=True, verbose_name=_("sources"))

    content_panels = [
        *ReadingPage.content_panels,
        FieldPanel("learning_point"),
        FieldPanel(
            "body", help_text=_("Text, pictures and videos, and questions to check oneself.")
        ),
        FieldPanel("completion_rule"),
        ReadingPage.activity_panel,
        FieldPanel("sources", help_text=_("Where the facts come from.")),
    ]
    search_fields = [*ReadingPage.search_fields, index.SearchField("body")]
    page_description = _(
        "What learners read, watch and do: one step of a module, of about 10 to 20 minutes."
    )
    template = "pages/lesson.html"

    class Meta:
        verbose_name = _("lesson")

    @property
    def has_checks(self):
        """Whether a check question stands in its body."""
        return any(raw["type"] in BLOCKS for raw in self.body.raw_data)

    @property
    def has_exercise(self):
        """Whether a task stands in its body, which takes a part of its minutes."""
        return any(
            raw["type"] == "callout" and raw["value"]["kind"] == CalloutKind.TASK
            for raw in self.body.raw_data
        )

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "player": read_player(request, self)
        }
