"""Questions of a quiz that were put right after learners had been asked them.

What was published is frozen, so a correction stands beside the versions and takes part in marking.
"""

import logging
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.languages import language_among
from assessments.choices import Verdict, verdict_on
from assessments.definition import UNREADABLE, read_question
from assessments.question import Mark
from learning.models import Activity

logger = logging.getLogger(__name__)


class CorrectionKind(models.TextChoices):
    """What becomes of a question that was wrong."""

    WITHDRAWN = "withdrawn", _("Withdraw it: everyone who was asked it gets its points")
    NEW_KEY = "new_key", _("Mark it again with the right answers as they are published now")

    @property
    def notice(self):
        """What was done, in a sentence for those who were asked the question."""
        return NOTICES[self]

    @property
    def done(self):
        """What was done, in few words."""
        return DONE[self]


NOTICES = {
    CorrectionKind.WITHDRAWN: _(
        "This question was withdrawn: everyone who was asked it has its points."
    ),
    CorrectionKind.NEW_KEY: _(
        "The right answer to this question was corrected: the better of both marks counts."
    ),
}
DONE = {
    CorrectionKind.WITHDRAWN: _("withdrawn, all have its points"),
    CorrectionKind.NEW_KEY: _("marked again with the corrected answer"),
}
LOST_NOTICE = _("This question was put right, but how is not readable at the moment.")
LOST = _("put right, but how is not readable")


class Fault(models.TextChoices):
    """What was wrong with a question, as learners read it in their own language."""

    AMBIGUOUS = "ambiguous", _("It can be understood in more than one way.")
    WRONG_KEY = "wrong_key", _("A wrong answer counted as the right one.")
    NARROW_KEY = "narrow_key", _("More answers are right than the ones that counted.")
    OUTDATED = "outdated", _("What it asks about has changed.")
    OTHER = "other", _("There was a mistake in it.")


class Correction(models.Model):
    """A question of a quiz, in all its versions and languages, was withdrawn or has another key.

    `questions` holds the question with its new key in each language, as a version stores it.
    Learners read the `fault`, trainers also the `reason`, in the words of who put it right.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="corrections")
    question_id = models.CharField(_("question"), max_length=40)
    kind = models.CharField(_("what is done"), max_length=20, choices=CorrectionKind.choices)
    questions = models.JSONField(_("question by language"), default=dict)
    fault = models.CharField(_("what was wrong"), max_length=20, choices=Fault.choices)
    reason = models.TextField(_("reason"))
    corrected_at = models.DateTimeField(_("corrected at"))
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("correction of a question")
        verbose_name_plural = _("corrections of questions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "question_id"],
                condition=models.Q(kind=CorrectionKind.WITHDRAWN),
                name="question_withdrawn_once",
            )
        ]

    def __str__(self):
        return f"{self.activity}: {self.question_id}, {self.kind}"

    @property
    def notice(self):
        """What was done and why, for those who were asked the question."""
        words = CorrectionKind(self.kind).notice if self.is_readable else LOST_NOTICE
        fault = Fault(self.fault) if self.fault in Fault else Fault.OTHER
        return f"{words} {fault.label}"

    @property
    def done_in_words(self):
        """What was done, in few words."""
        return CorrectionKind(self.kind).done if self.is_readable else LOST

    @cached_property
    def is_readable(self):
        """Whether it can be read what is done. If not, the log says why."""
        try:
            return CorrectionKind(self.kind) == CorrectionKind.WITHDRAWN or bool(self._keys)
        except UNREADABLE:
            logger.exception("Correction %s cannot be read: nothing is marked by it.", self.pk)
            return False

    @cached_property
    def _keys(self):
        """{language: the question with its new key}. Raises what is UNREADABLE."""
        keys = {language: read_question(data) for language, data in self.questions.items()}
        if not keys:
            raise ValueError("There is no key in any language.")
        return keys

    def corrected(self, question):
        """`question` (of any version) with the key of this correction, in its own language.

        None where the correction has no key, or none that can be read.
        """
        if self.kind == CorrectionKind.WITHDRAWN or not self.is_readable:
            return None
        key = self._keys[language_among(self._keys, question.language)]
        return replace(key, language=question.language)


class Corrections:
    """The corrections of one quiz, as marking and the screens ask them."""

    def __init__(self, rows=()):
        """`rows`: Corrections of one activity, the first first."""
        self._rows = defaultdict(list)
        for row in rows:
            self._rows[row.question_id].append(row)

    def last(self, question_id):
        """The Correction that stands, or None; after a withdrawal nothing else does."""
        rows = self._rows.get(question_id, ())
        withdrawn = [row for row in rows if row.kind == CorrectionKind.WITHDRAWN]
        return next(iter([*withdrawn, *reversed(rows)]), None)

    def is_withdrawn(self, question_id):
        """Whether everyone who was asked the question has its points."""
        last = self.last(question_id)
        return last is not None and last.kind == CorrectionKind.WITHDRAWN

    def key_of(self, question):
        """The question whose key is shown: `question` itself, or with the key that is right.

        Itself, in its own words, also where it has that key already.
        """
        if self.is_withdrawn(question.id):
            return question
        last = self._with_each_key(question)[-1]
        return question if last.key == question.key else last

    def mark(self, question, answer):
        """The `Mark` of `answer` (as parsed; None when not given), the best of all keys."""
        if self.is_withdrawn(question.id):
            return Mark(points=Fraction(question.points), is_correct=True)
        share = max(key.share(answer) for key in self._with_each_key(question))
        return Mark(points=share * question.points, is_correct=share == 1)

    def keeps_points(self, question, answer):
        """Whether `answer` has points that the right key alone would not give."""
        if self.is_withdrawn(question.id):
            return False
        shares = [key.share(answer) for key in self._with_each_key(question)]
        return shares[-1] < max(shares)

    def verdict(self, question, answer, points):
        """The Verdict on `answer`, which has `points` (None: not marked yet)."""
        if self.is_withdrawn(question.id):
            return Verdict.WITHDRAWN
        if points is not None and self.keeps_points(question, answer):
            return Verdict.KEPT
        return verdict_on(points, question.points, is_answered=answer is not None)

    def _with_each_key(self, question):
        """`question` as it was asked, and with the key of each correction that can be read."""
        corrected = (row.corrected(question) for row in self._rows.get(question.id, ()))
        return [question, *filter(None, corrected)]


NO_CORRECTIONS = Corrections()


def has_corrections():
    """An expression for rows with an `activity`: whether a question of the quiz was put right."""
    return Exists(Correction.objects.filter(activity=OuterRef("activity")))


def read_corrections(activity_id):
    """The `Corrections` of the quiz with this id (1 query)."""
    return corrections_of([activity_id])[activity_id]


def corrections_of(activity_ids):
    """{id: the `Corrections` of the quiz with this id} (1 query)."""
    rows = defaultdict(list)
    for row in Correction.objects.filter(activity__in=activity_ids):
        rows[row.activity_id].append(row)
    return {pk: Corrections(rows[pk]) for pk in activity_ids}
