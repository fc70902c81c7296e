"""A learner's attempt at a quiz: starting it, saving answers, submitting it.

The row exists from the start. It is locked while it changes, so that a save and a submission never
cross.
"""

import logging
import secrets
from contextlib import suppress
from datetime import timedelta
from functools import cached_property
from math import ceil

from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.allowance import read_allowances
from assessments.choices import GradingMethod, ShowAnswers
from assessments.correction import NO_CORRECTIONS, has_corrections, read_corrections
from assessments.definition import UnreadableQuiz
from assessments.history import record_attempt
from assessments.layout import asked_questions, draw_layout
from assessments.passing import give_pass, rules_met
from assessments.points import Pointed, percent, share_of
from assessments.quiz_rules import hold_rules
from assessments.response import Response, mark_responses
from assessments.version import QuizVersion, current_version
from learning.access import can_open_activity
from learning.actor import Actor
from learning.choices import EntryKind, EntryReason
from learning.derived.standing import read_standing
from learning.models import Activity
from learning.records.completion import ActivityLocked, complete_activity
from learning.records.history import one_act
from learning.records.visit import enrolments_at, record_visit

logger = logging.getLogger(__name__)

# What was sent in the last second still counts when the line is slow.
GRACE = timedelta(seconds=30)
CLOCK = Actor.job("close_overdue_attempts")  # whoever asks first, it is the time that ends it


class AttemptRefusal(models.TextChoices):
    """Why no attempt can be begun at a quiz that is open to the learner."""

    NO_QUESTIONS = (
        "no_questions",
        _("This quiz has no questions yet. Please come back later."),
    )
    NO_ATTEMPTS_LEFT = "no_attempts_left", _("You have used all attempts at this quiz.")


class AttemptRefused(Exception):
    """No attempt can be begun. `reason`: an AttemptRefusal, or a `learning.choices.Reason`."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


class AttemptClosed(Exception):
    """The attempt was submitted, or its time is up: it takes no more answers."""


class UnknownQuestion(Exception):
    """The attempt does not ask this question."""


class AttemptQuerySet(models.QuerySet):
    """Attempts."""

    def open(self):
        """Those not submitted yet."""
        return self.filter(submitted_at=None)

    def finished(self):
        """Those submitted."""
        return self.exclude(submitted_at=None)

    def overdue(self, now):
        """Open ones whose time, with the grace, has run out."""
        return self.open().filter(deadline_at__lt=now - GRACE)


class Attempt(Pointed):
    """One try at one version of a quiz.

    `layout` holds what was drawn: the order of the questions and of each question's options. The
    mark, the method and what is shown are those with which it was begun, and stay; where a lower
    mark let it pass, that one stands in `pass_mark`. `score` is derived from the points.
    """

    learner = models.ForeignKey(  # the constraint has an index that begins with the learner
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attempts", db_index=False
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="attempts")
    version = models.ForeignKey(QuizVersion, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("number"))
    layout = models.JSONField(_("layout"))
    started_at = models.DateTimeField(_("started at"))
    deadline_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    max_points = models.PositiveIntegerField(_("points possible"))
    score = models.DecimalField(
        _("score in per cent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    is_passed = models.BooleanField(_("passed"), null=True)
    pass_mark = models.PositiveSmallIntegerField(_("pass mark"))
    grading_method = models.CharField(
        _("score that counts"), max_length=10, choices=GradingMethod.choices
    )
    show_answers = models.CharField(
        _("show the right answers"), max_length=20, choices=ShowAnswers.choices
    )

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "activity", "number"], name="attempt_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["learner", "activity"],
                condition=models.Q(submitted_at=None),
                name="one_open_attempt",
            ),
            models.CheckConstraint(
                condition=models.Q(score=None) | models.Q(score__gte=0, score__lte=100),
                name="attempt_score_0_to_100",
            ),
        ]

    def __str__(self):
        return f"{self.learner} – {self.activity}, {self.number}"

    @property
    def is_open(self):
        """Whether it was not submitted yet."""
        return self.submitted_at is None

    @property
    def is_cut_short(self):
        """Whether it was submitted because its time was up."""
        times = self.deadline_at, self.submitted_at
        return None not in times and self.submitted_at >= self.deadline_at

    @property
    def percent(self):
        """The score as a whole number; rounded down, so that 69.9 never looks like 70."""
        return None if self.score is None else int(self.score)

    @property
    def share(self):
        """The score as a Fraction from 0 to 1; None before marking."""
        return None if self.points is None else share_of(self.points, self.max_points)

    @property
    def quiz(self):
        """The definition that this attempt was begun with."""
        return self.version.quiz

    @cached_property
    def asked(self):
        """Its questions as drawn, in their order."""
        return asked_questions(self.quiz, self.layout)

    def is_overdue(self, now):
        """Whether its time, with the grace, has run out while it was open."""
        return self.is_open and self.deadline_at is not None and now > self.deadline_at + GRACE

    def seconds_left(self, now):
        """The seconds until the deadline, begun ones included; None without a time limit."""
        if self.deadline_at is None:
            return None
        return max(0, ceil((self.deadline_at - now).total_seconds()))

    def minutes_left(self, now):
        """The minutes until the deadline, the one under way included; None without a limit."""
        seconds = self.seconds_left(now)
        return None if seconds is None else -(-seconds // 60)


def start_attempt(*, learner, activity, language, actor):
    """The learner's open `Attempt` at the quiz, or else a new one with `language`'s version.

    Raises AttemptRefused. Of two requests at the same time, both get the same attempt.
    """
    attempts = learner.attempts.filter(activity=activity).order_by("number")
    last = attempts.last()
    if last and settle_attempt(attempt=last).is_open:
        return last
    try:
        return _begin(learner, activity, language, actor, last.number + 1 if last else 1)
    except IntegrityError:
        return attempts.latest("number")


@one_act()
def _begin(learner, activity, language, actor, number):
    """Begin the attempt with this `number`, and return it. Raises AttemptRefused, IntegrityError.

    The enrolment is locked first: an attempt or time that is given or taken back at this moment
    counts here, or knows of this attempt.
    """
    now = timezone.now()
    enrolments = enrolments_at(activity, learner).select_for_update(of=("self",), no_key=True)
    standing = read_standing(learner, activity.module, enrolments)
    access = can_open_activity(learner, activity, standing)
    if not access.allowed:
        raise AttemptRefused(access.reason)
    version = current_version(activity, language)
    if version is None or not version.quiz.questions:
        raise AttemptRefused(AttemptRefusal.NO_QUESTIONS)
    rules = version.activity.quiz_rules
    given, more_minutes = read_allowances(learner, activity, rules, number - 1)
    is_allowed = rules.attempts_allowed is None or number <= rules.attempts_allowed
    if not is_allowed and number not in given:
        raise AttemptRefused(AttemptRefusal.NO_ATTEMPTS_LEFT)
    limit = rules.time_limit and rules.time_limit + more_minutes
    earlier = learner.attempts.filter(activity=activity).values_list("layout", flat=True)
    layout = draw_layout(version.quiz, rules, secrets.randbelow(2**31), earlier)
    record_visit(learner=learner, activity=activity, enrolment=standing.enrolment)
    attempt = Attempt.objects.create(
        learner=learner,
        activity=activity,
        version=version,
        number=number,
        layout=layout,
        started_at=now,
        deadline_at=now + timedelta(minutes=limit) if limit else None,
        max_points=version.quiz.points_of(layout["questions"]),
        pass_mark=rules.pass_mark,
        grading_method=rules.grading_method,
        show_answers=rules.show_answers,
    )
    record_attempt(EntryKind.ATTEMPT_STARTED, attempt, actor=actor, happened_at=now)
    return attempt


def save_answer(*, attempt, question_id, answer):
    """Save one answer as it is given. Returns and raises as `save_answers`."""
    return save_answers(attempt=attempt, answers={question_id: answer})


@transaction.atomic
def save_answers(*, attempt, answers):
    """Save `answers` ({question id: parsed answer}); None takes an answer back.

    Returns the time of saving. An answer whose key was shown already stays as it is. Raises
    AttemptClosed and UnknownQuestion; then nothing is saved.
    """
    now = timezone.now()
    attempt = lock_attempt(attempt)
    if not attempt.is_open or attempt.is_overdue(now):
        raise AttemptClosed
    if unknown := answers.keys() - set(attempt.layout["questions"]):
        raise UnknownQuestion(", ".join(sorted(unknown)))
    if attempt.show_answers == ShowAnswers.AT_ONCE:
        fixed = attempt.responses.exclude(points_numerator=None).values_list(
            "question_id", flat=True
        )
        answers = {key: answer for key, answer in answers.items() if key not in set(fixed)}
    if blank := [key for key, answer in answers.items() if answer is None]:
        attempt.responses.filter(question_id__in=blank).delete()
    Response.objects.bulk_create(
        [
            Response(attempt=attempt, question_id=key, answer=answer, saved_at=now)
            for key, answer in answers.items()
            if answer is not None
        ],
        update_conflicts=True,
        unique_fields=["attempt", "question_id"],
        update_fields=["answer", "saved_at"],
    )
    return now


@transaction.atomic
def mark_at_once(*, attempt, question_id):
    """Mark one saved answer, so that its key may be shown; from then on it stays as it is.

    Only for quizzes that show answers at once. Returns whether there was an answer to mark. Raises
    AttemptClosed.
    """
    attempt = lock_attempt(attempt, "version")
    if not attempt.is_open or attempt.is_overdue(timezone.now()):
        raise AttemptClosed
    if attempt.show_answers != ShowAnswers.AT_ONCE:
        return False
    response = attempt.responses.filter(question_id=question_id).first()
    if response is None:
        return False
    corrections = read_corrections(attempt.activity_id)
    response.points = corrections.mark(attempt.quiz.by_id[question_id], response.answer).points
    response.save(update_fields=Response.POINTS)
    return True


@one_act()
def submit_attempt(*, attempt, actor):
    """Submit `attempt`, mark it with the answers saved, and return it as it is now.

    Submitting twice changes nothing. Past the deadline it counts as submitted at the deadline, by
    the clock instead of `actor`. Where it passes, the learner has passed the quiz, and the activity
    is completed. It is read afresh: of `attempt` only id and learner are used. Raises
    Attempt.DoesNotExist where no such attempt is the learner's, and UnreadableQuiz.
    """
    now = timezone.now()
    rules = hold_rules(attempt)
    related = ("learner", "version", "activity__module__track")
    attempt = lock_attempt(attempt, *related, is_corrected=has_corrections())
    if not attempt.is_open:
        return attempt
    is_late = attempt.is_overdue(now)
    actor = CLOCK if is_late else actor
    corrections = read_corrections(attempt.activity_id) if attempt.is_corrected else NO_CORRECTIONS
    attempt.submitted_at = attempt.deadline_at if is_late else now
    attempt.points = mark_responses(attempt, corrections)
    attempt.score = percent(attempt.share)
    before = finished_before(attempt)
    shares = [*(earlier.share for earlier in before), attempt.share]
    met = rules_met(shares, attempt, rules)
    attempt.is_passed = met is not None
    if met:
        attempt.pass_mark = met.pass_mark
    attempt.save(update_fields=["submitted_at", *Attempt.POINTS, "score", "is_passed", "pass_mark"])
    record_attempt(
        EntryKind.ATTEMPT_SUBMITTED,
        attempt,
        actor=actor,
        happened_at=now,
        dated_at=attempt.submitted_at,
        reason=EntryReason.TIME_UP if is_late else "",
    )
    kept = next((e.earned_pass for e in before if hasattr(e, "earned_pass")), None)
    if met and not kept:
        kept = give_pass(attempt=attempt, shares=shares, rules=met, actor=actor, now=now)
    whose = {"learner": attempt.learner, "activity": attempt.activity}
    if kept:
        with suppress(ActivityLocked):  # it is completed when nothing stands against it any more
            complete_activity(**whose, actor=actor, earned_at=kept.passed_at)
    elif not is_late:
        record_visit(**whose)
    return attempt


def settle_attempt(*, attempt):
    """The attempt as it stands now: submitted with what was saved, if its time is up.

    One that cannot be read stays open, and the log names it.
    """
    if not attempt.is_overdue(timezone.now()):
        return attempt
    try:
        return submit_attempt(attempt=attempt, actor=CLOCK)
    except UnreadableQuiz:
        logger.exception("Attempt %s cannot be read: it stays open.", attempt.pk)
        return attempt


def close_overdue_attempts():
    """Submit every attempt whose time is up. Returns how many.

    One that cannot be submitted stops no other; the log names it, each time anew.
    """
    closed = 0
    for attempt in list(Attempt.objects.overdue(timezone.now())):
        try:
            closed += not settle_attempt(attempt=attempt).is_open
        except (InterfaceError, OperationalError):  # the database is away, for all of them
            raise
        except Exception:
            logger.exception("Attempt %s could not be closed.", attempt.pk)
    return closed


def lock_attempt(attempt, *related, **annotations):
    """The learner's attempt read afresh with what is `related`, locked until the transaction ends.

    Also where their account was merged just now into another. Raises Attempt.DoesNotExist.
    """
    own = Attempt.objects.select_for_update(of=("self",)).filter(pk=attempt.pk)
    own = own.annotate(**annotations).select_related(*related or [None])
    whose = attempt.learner_id
    return own.filter(learner=whose).first() or own.get(learner__merged=whose)


def finished_before(attempt):
    """The learner's earlier attempts at this quiz, the first first, each with its `earned_pass`."""
    if attempt.number == 1:
        return []
    attempts = Attempt.objects.finished().select_related("earned_pass")
    of_learner = attempts.filter(learner_id=attempt.learner_id, activity=attempt.activity_id)
    return list(of_learner.filter(number__lt=attempt.number).order_by("number").defer("layout"))
