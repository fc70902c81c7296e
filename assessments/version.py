"""A quiz as it stood when it was published."""

import logging
from contextlib import suppress
from functools import cached_property

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.languages import SOURCE_LANGUAGE
from assessments.definition import QuizDefinition, UnreadableQuiz
from learning.models import Activity

logger = logging.getLogger(__name__)


class QuizVersionQuerySet(models.QuerySet):
    """Versions of quizzes."""

    def current(self):
        """Those that new attempts use."""
        return self.filter(is_current=True)


class QuizVersion(models.Model):
    """The frozen definition of a quiz in one language: title, questions, answer key.

    `definition` is our own schema, not Wagtail's: see `assessments/definition.py`. Unique by the
    digest of its content, so that publishing without a change makes no new version.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="quiz_versions")
    language = models.CharField(_("language"), max_length=10)
    digest = models.CharField(_("digest"), max_length=64, editable=False)
    definition = models.JSONField(_("definition"))
    published_at = models.DateTimeField(_("published at"))
    is_current = models.BooleanField(_("current"), default=True)

    objects = QuizVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("quiz version")
        verbose_name_plural = _("quiz versions")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "language", "digest"], name="quiz_version_once"
            ),
            models.UniqueConstraint(
                fields=["activity", "language"],
                condition=models.Q(is_current=True),
                name="one_current_quiz_version",
            ),
        ]

    def __str__(self):
        return f"{self.activity} ({self.language}, {self.digest[:8]})"

    @cached_property
    def quiz(self):
        """The definition as a `QuizDefinition`. Raises UnreadableQuiz."""
        return QuizDefinition.from_dict(self.definition).in_language(self.language)

    @property
    def is_readable(self):
        """Whether the definition can be read. If not, the log says why."""
        try:
            return bool(self.quiz)
        except UnreadableQuiz:
            logger.exception("Quiz version %s cannot be read.", self.pk)
            return False


def current_version(activity, language):
    """The version that an attempt begun now gets: in `language`, else English, else any; or None.

    One that cannot be read is passed over. One query, which reads the rules of the quiz as well.
    """
    current = QuizVersion.objects.current().select_related("activity__quiz_rules")
    preferred = [language, SOURCE_LANGUAGE]
    versions = sorted(
        current.filter(activity=activity),
        key=lambda version: (*(version.language != code for code in preferred), version.pk),
    )
    return next((version for version in versions if version.is_readable), None)


def read_questions(activity):
    """{id: (Question, whether it is still asked)} of all versions of a quiz. One query.

    Those asked now come first, in their order; each in the language of the reader, else in
    English, else in any.
    """
    preferred = [get_language(), SOURCE_LANGUAGE]
    versions = sorted(
        activity.quiz_versions.all(),
        key=lambda version: (
            not version.is_current,
            *(version.language != code for code in preferred),
            -version.pk,
        ),
    )
    found = {}
    for version in versions:
        with suppress(UnreadableQuiz):  # the log names it where an attempt is read
            for question in version.quiz.questions:
                found.setdefault(question.id, (question, version.is_current))
    return found


@transaction.atomic
def freeze_version(*, activity, language, definition):
    """Make the QuizDefinition `definition` the current one of `activity` in `language`.

    Returns its QuizVersion. A row is made only when no version has its digest; an older one becomes
    current again.
    """
    versions = QuizVersion.objects.filter(activity=activity, language=language)
    current = versions.filter(is_current=True).first()
    if current and current.digest == definition.digest:
        return current
    versions.filter(is_current=True).update(is_current=False)
    version, made = QuizVersion.objects.get_or_create(
        activity=activity,
        language=language,
        digest=definition.digest,
        defaults={"definition": definition.to_dict(), "published_at": timezone.now()},
    )
    if not made:
        version.is_current = True
        version.save(update_fields=["is_current"])
    return version
