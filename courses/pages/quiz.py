from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import SynchronizedField

from assessments.choices import GradingMethod, ShowAnswers
from assessments.quiz_rules import RULES
from content.gaps.forms import PageForm
from courses.blocks import QuestionsBlock
from courses.pages.activity import ActivityPage
from courses.screens.quiz import quiz_before
from courses.skeleton import check_translation, source_of
from learning.activity_type import ActivityType
from learning.choices import CompletionRule


class QuizForm(PageForm):
    """In a translation the rules stand as in English, and cannot be changed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if source := source_of(self.instance):
            for name in self.fields.keys() & set(RULES):
                self.fields[name].disabled = True
                self.initial[name] = getattr(source, name)


class QuizPage(ActivityPage):
    """A quiz. Publishing freezes it into a version that attempts keep."""

    activity_type = ActivityType(
        kind="quiz",
        icon="list-checks",
        name=_("Quiz"),
        start=_("Start the quiz"),
        go_on=_("Continue: quiz"),
        rules=(CompletionRule.PASS,),
        needs_enrolment=True,
        is_scored=True,
    )

    introduction = RichTextField(
        _("introduction"), blank=True, features=["bold", "italic", "ol", "ul", "link"]
    )
    questions = StreamField(QuestionsBlock(), blank=True, verbose_name=_("questions"))
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        default=70,
        validators=[
            MinValueValidator(1),
            MaxValueValidator(100, _("Nobody can reach more than 100 per cent of the points.")),
        ],
        help_text=_("Per cent of all points that a learner needs to pass."),
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty for any number."),
    )
    time_limit = models.PositiveSmallIntegerField(
        _("time limit"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("In minutes. Leave empty for no limit."),
    )
    questions_per_lesson = models.PositiveSmallIntegerField(
        _("questions for each lesson"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_(
            "Leave empty to ask all questions. With a number, each attempt draws that many from "
            "the questions with the same “Lesson to read again”; those without a lesson are one "
            "group more. Another attempt first draws what the learner has not been asked yet."
        ),
    )
    shuffle_questions = models.BooleanField(
        _("shuffle questions"),
        default=False,
        help_text=_("Each learner gets them in another order."),
    )
    shuffle_answers = models.BooleanField(
        _("shuffle answers"),
        default=True,
        help_text=_("Each learner gets the answers in another order."),
    )
    show_answers = models.CharField(
        _("show the right answers"),
        max_length=20,
        choices=ShowAnswers.choices,
        default=ShowAnswers.AFTER_SUBMISSION,
        help_text=_("With the feedback and explanations."),
    )
    grading_method = models.CharField(
        _("score that counts"),
        max_length=10,
        choices=GradingMethod.choices,
        default=GradingMethod.BEST,
        help_text=_("Of several attempts by the same learner."),
    )

    content_panels = [
        *ActivityPage.content_panels,
        FieldPanel("introduction", help_text=_("What to have at hand, and how long it takes.")),
        FieldPanel("questions", help_text=_("Eight to twelve keep learners awake.")),
        MultiFieldPanel(
            [
                FieldPanel("pass_mark"),
                FieldPanel("attempts_allowed"),
                FieldPanel("time_limit"),
                FieldPanel("grading_method"),
            ],
            heading=_("Passing"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("questions_per_lesson"),
                FieldPanel("shuffle_questions"),
                FieldPanel("shuffle_answers"),
                FieldPanel("show_answers"),
            ],
            heading=_("Presentation"),
        ),
        ActivityPage.activity_panel,
    ]
    page_description = _("Questions that show what was learnt. Passing it completes it.")
    template = "pages/quiz.html"
    base_form_class = QuizForm
    override_translatable_fields = [
        *ActivityPage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in RULES),
    ]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def get_context(self, request, *args, **kwargs):
        """With the quiz as published and where the reader stands with it."""
        context = super().get_context(request, *args, **kwargs)
        return context | quiz_before(request, self, get_language())

    def clean(self):
        super().clean()
        check_translation(self)
