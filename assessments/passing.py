"""Who has passed a quiz: a fact, kept from the moment on which it was earned.

The rule is asked at two moments: when an attempt is submitted and when publishing changes the rules
of a quiz. Everything else reads the Pass. No change of the rules takes one away.
"""

from fractions import Fraction
from itertools import groupby

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Subquery, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.choices import GradingMethod
from assessments.grading import counting_score
from assessments.points import percent
from assessments.quiz_rules import QuizRules
from learning.choices import EntryKind
from learning.models import Activity, Module
from learning.records.earning import credit_earned
from learning.records.history import one_act, record_change, record_each
from learning.records.insertion import insert_from

AT_ONCE = 500
LARGEST = 2**63 - 1  # what the database keeps as a whole number


class PassOrigin(models.TextChoices):
    """How a pass came about."""

    SUBMISSION = "submission", _("An attempt was submitted")
    PUBLISHING = "publishing", _("The quiz was published with other rules")
    CORRECTION = "correction", _("A question of the quiz was put right")
    OLD_RULE = "old_rule", _("By the rounded score, as it was judged before")


class Pass(models.Model):
    """A learner passed a quiz. One row for each, never changed.

    `attempt` is the one that earned it and `passed_at` the moment of its submission; numerator and
    denominator are the score that counted, exactly, and `pass_mark` the mark that it met.
    """

    # The constraint has an index that begins with the learner.
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="passes", db_index=False
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="passes")
    attempt = models.OneToOneField(
        "assessments.Attempt", on_delete=models.PROTECT, related_name="earned_pass"
    )
    passed_at = models.DateTimeField(_("passed at"))
    score_numerator = models.BigIntegerField(_("score, numerator"))
    score_denominator = models.BigIntegerField(_("score, denominator"))
    grading_method = models.CharField(
        _("score that counted"), max_length=10, choices=GradingMethod.choices
    )
    pass_mark = models.PositiveSmallIntegerField(_("pass mark"))
    origin = models.CharField(_("how it came"), max_length=20, choices=PassOrigin.choices)

    class Meta:
        verbose_name = _("pass")
        verbose_name_plural = _("passes")
        constraints = [
            models.UniqueConstraint(fields=["learner", "activity"], name="pass_once"),
            models.CheckConstraint(
                condition=models.Q(
                    score_numerator__gte=0, score_numerator__lte=F("score_denominator")
                ),
                name="pass_score_0_to_1",
            ),
        ]

    def __str__(self):
        return f"{self.learner} – {self.activity}"

    @property
    def score(self):
        """The score that counted, in per cent with two decimals."""
        return percent(Fraction(self.score_numerator, self.score_denominator))

    @property
    def percent(self):
        """The score as a whole number, rounded down."""
        return int(self.score)


def meets_mark(share, pass_mark):
    """Whether a score (a Fraction from 0 to 1) reaches a pass mark in per cent. Exact."""
    return share.numerator * 100 >= share.denominator * pass_mark


def judged_score(shares, method):
    """The score by which an attempt is judged: its own, the last of `shares`.

    Where the average counts it is the mean of all `shares`, the scores (Fractions from 0 to 1) of
    the learner's finished attempts up to this one.
    """
    averages = method == GradingMethod.AVERAGE
    return counting_score(shares, GradingMethod.AVERAGE if averages else GradingMethod.LAST)


def rules_met(shares, *candidates):
    """The first of the rules whose mark an attempt meets, or None. `shares`: see `judged_score`.

    An attempt is judged by the rules of now, and by those with which it was begun: what its page
    promised is kept.
    """
    for rules in candidates:
        if meets_mark(judged_score(shares, rules.grading_method), rules.pass_mark):
            return rules
    return None


def give_pass(*, attempt, shares, rules, actor, now):
    """Give the learner of a submitted `attempt` the Pass that it earned under `rules`; return it.

    `shares`: see `judged_score`. The caller knows that the learner had not passed before.
    """
    kept = earned_pass(attempt, shares, rules, PassOrigin.SUBMISSION)
    kept.save(force_insert=True)
    record_change(
        EntryKind.PASS_GIVEN,
        learners=[kept.learner_id],
        about=attempt.activity,
        attempt_id=attempt.pk,
        dated_at=kept.passed_at,
        actor=actor,
        happened_at=now,
    )
    return kept


def earned_pass(attempt, shares, rules, origin):
    """The Pass that a submitted `attempt` earned under `rules`, not stored yet.

    `shares`: see `judged_score`; `origin`: a PassOrigin.
    """
    score = judged_score(shares, rules.grading_method).limit_denominator(LARGEST)
    return Pass(
        learner_id=attempt.learner_id,
        activity_id=attempt.activity_id,
        attempt=attempt,
        passed_at=attempt.submitted_at,
        score_numerator=score.numerator,
        score_denominator=score.denominator,
        grading_method=rules.grading_method,
        pass_mark=rules.pass_mark,
        origin=origin,
    )


@one_act()
def publish_rules(*, activity, rules, actor):
    """Let `rules` (QuizRules that are not stored) hold for the quiz `activity` from now on.

    Everyone who meets them passes, also with an attempt of before: in the same few queries for any
    number of learners, where the mean counts in a few for some hundred. Returns how many passed.
    """
    now = timezone.now()
    # Who is submitting is waited for; who submits after this is judged by the new rules.
    rules, _is_new = QuizRules.objects.update_or_create(activity=activity, defaults=rules.values())
    newest = activity.passes.aggregate(newest=Max("pk"))["newest"]
    by_mean = rules.grading_method == GradingMethod.AVERAGE
    given = _give_by_mean(activity, rules) if by_mean else _give_by_score(activity, rules)
    new = activity.passes.filter(pk__gt=newest or 0)
    record_passes(new, about=activity, actor=actor, happened_at=now)
    credit_earned(modules=Module.objects.filter(activities=activity), actor=actor)
    return given


def _give_by_score(activity, rules):
    """Give the passes of those whose best or last score meets `rules`; returns how many."""
    passing = earning = passing_attempts(activity, rules)
    if rules.grading_method == GradingMethod.BEST:
        earlier = passing.filter(learner=OuterRef("learner"), number__lt=OuterRef("number"))
        earning = passing.filter(~Exists(earlier))
    passed = Pass.objects.filter(activity=activity, learner=OuterRef("learner"))
    given = insert_from(
        Pass,
        earning.filter(~Exists(passed)),
        learner_id=F("learner"),
        activity_id=F("activity"),
        attempt_id=F("pk"),
        passed_at=F("submitted_at"),
        score_numerator=F("numerator"),
        score_denominator=F("denominator"),
        grading_method=Value(rules.grading_method),
        pass_mark=Value(rules.pass_mark),
        origin=Value(PassOrigin.PUBLISHING.value),
    )
    passing.filter(is_passed=False).update(is_passed=True, pass_mark=rules.pass_mark)
    return given


def _give_by_mean(activity, rules):
    """Give the passes of those whose mean meets `rules`; returns how many."""
    passed = set(activity.passes.values_list("learner", flat=True))
    met = list(means_met(activity, rules))
    reached = [attempt for attempt, _shares in met if not attempt.is_passed]
    for attempt in reached:
        attempt.is_passed, attempt.pass_mark = True, rules.pass_mark
    activity.attempts.bulk_update(reached, ["is_passed", "pass_mark"], batch_size=AT_ONCE)
    given = [
        earned_pass(attempt, shares, rules, PassOrigin.PUBLISHING)
        for attempt, shares in met
        if attempt.learner_id not in passed
    ]
    return len(Pass.objects.bulk_create(given, batch_size=AT_ONCE))


def passed_at(activity):
    """An expression for rows with a `learner`: when that learner passed `activity`, or null."""
    own = Pass.objects.filter(activity=activity, learner=OuterRef("learner"))
    return Subquery(own.values("passed_at"))


def record_passes(passes, **act):
    """Record that `passes`, very many, were given; `act` is what `record_each` takes."""
    record_each(
        EntryKind.PASS_GIVEN,
        passes,
        attempt_id=F("attempt_id"),
        dated_at=F("passed_at"),
        **act,
    )


def passing_attempts(activity, rules):
    """The finished attempts at `activity` that meet `rules`, as the pure functions above judge.

    Of those of one learner all are judged where the best counts, and the last alone where the last
    does. A queryset with the score as `numerator` and `denominator`.
    """
    judged = activity.attempts.finished().filter(max_points__gt=0)
    if rules.grading_method == GradingMethod.LAST:
        # By the index of numbers: fast also where the database knows nothing of the rows yet.
        later = judged.filter(learner=OuterRef("learner"), number__gt=OuterRef("number"))
        judged = judged.filter(~Exists(later))
    judged = judged.annotate(
        numerator=F("points_numerator"), denominator=F("points_denominator") * F("max_points")
    ).annotate(hundredfold=F("numerator") * 100)
    return judged.filter(hundredfold__gte=F("denominator") * rules.pass_mark)


def means_met(activity, rules):
    """Each learner's last finished attempt whose mean meets `rules`, with the scores so far.

    No database adds up fractions: the common denominator of thousands is too large for it. One
    query; yields (attempt, shares).
    """
    finished = activity.attempts.finished().filter(max_points__gt=0).defer("layout")
    in_order = finished.order_by("learner", "number").iterator()
    for _learner, own in groupby(in_order, lambda attempt: attempt.learner_id):
        attempts = list(own)
        shares = [attempt.share for attempt in attempts]
        if rules_met(shares, rules):
            yield attempts[-1], shares
