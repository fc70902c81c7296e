"""The rules of a quiz: what passes, how often and how long it may be tried, what is shown."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from assessments.choices import GradingMethod, ShowAnswers
from learning.models import Activity

OF_ATTEMPT = """
    SELECT assessments_quizrules.* FROM assessments_quizrules
    JOIN assessments_attempt USING (activity_id) WHERE assessments_attempt.id = %s
"""


class QuizRules(models.Model):
    """One row per quiz, for all languages. Publishing writes it from the English page.

    `pass_mark` is in per cent of the points that an attempt asks for, `time_limit` in minutes. None
    allows any number of attempts, and any time; None for `questions_per_lesson` asks them all.
    """

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="quiz_rules")
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"), default=70, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    grading_method = models.CharField(
        _("score that counts"),
        max_length=10,
        choices=GradingMethod.choices,
        default=GradingMethod.BEST,
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), null=True, blank=True
    )
    time_limit = models.PositiveSmallIntegerField(_("time limit"), null=True, blank=True)
    show_answers = models.CharField(
        _("show the right answers"),
        max_length=20,
        choices=ShowAnswers.choices,
        default=ShowAnswers.AFTER_SUBMISSION,
    )
    questions_per_lesson = models.PositiveSmallIntegerField(
        _("questions for each lesson"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    shuffle_questions = models.BooleanField(_("shuffle questions"), default=False)
    shuffle_answers = models.BooleanField(_("shuffle answers"), default=True)

    class Meta:
        verbose_name = _("rules of a quiz")
        verbose_name_plural = _("rules of quizzes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pass_mark__gte=1, pass_mark__lte=100),
                name="quiz_pass_mark_1_to_100",
            )
        ]

    def __str__(self):
        return f"{self.activity}: {self.pass_mark} %"

    def values(self):
        """What the rules say: {field: value}."""
        return {name: getattr(self, name) for name in RULES}


RULES = tuple(
    field.name for field in QuizRules._meta.concrete_fields if field.name not in ("id", "activity")
)


def hold_rules(attempt):
    """The QuizRules by which `attempt` is judged, which stay until the transaction ends; or None.

    Any number of learners who submit may hold them at once. Who changes the rules, or puts a
    question right, waits for them, and whoever submits after that is judged by what holds then.
    They are held before the attempt is, so that nobody waits for each other.
    """
    _least, largest = connection.ops.integer_field_range("BigAutoField")
    if attempt.pk > largest:  # as an address may say; the database would break on it
        return None
    lock = ""
    if connection.features.has_select_for_update:
        lock = "FOR SHARE OF assessments_quizrules"
    return next(iter(QuizRules.objects.raw(f"{OF_ATTEMPT} {lock}", [attempt.pk])), None)
