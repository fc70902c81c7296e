"""Where a learner stands with a quiz."""

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Exists, F, OuterRef

from assessments.allowance import Allowance, read_allowances
from assessments.attempt import Attempt, settle_attempt
from assessments.choices import ShowAnswers
from assessments.grading import counting_score
from assessments.passing import Pass
from assessments.points import percent
from assessments.quiz_rules import QuizRules


@dataclass(frozen=True)
class QuizStanding:
    """Attempts used and left, the score that counts, and the Pass."""

    attempts: tuple
    open_attempt: Attempt | None
    left: int | None  # None: any number
    score: Fraction | None
    best: Fraction | None
    earned_pass: Pass | None
    rules: QuizRules
    given: frozenset = frozenset()  # the numbers of the attempts allowed beyond the rules
    more_minutes: int = 0  # beyond the time limit

    @property
    def has_passed(self):
        """Whether the learner has passed, ever."""
        return self.earned_pass is not None

    @property
    def pass_mark(self):
        """The mark that passing takes, or took."""
        return (self.earned_pass or self.rules).pass_mark

    @property
    def used(self):
        """How many attempts were begun."""
        return len(self.attempts)

    @property
    def has_used_more(self):
        """Whether more attempts were begun than the rules allow by now."""
        return self.left is not None and self.used > self.allowed

    @property
    def allowed(self):
        """How many attempts the learner may begin; None: any number."""
        allowed = self.rules.attempts_allowed
        return None if allowed is None else max([allowed, *self.given])

    @property
    def time_limit(self):
        """The minutes that an attempt of the learner may take; None without a limit."""
        limit = self.rules.time_limit
        return limit and limit + self.more_minutes

    @property
    def percent(self):
        """The score that counts as a whole number, rounded down."""
        return None if self.score is None else int(percent(self.score))

    @property
    def best_percent(self):
        """The best score as a whole number, rounded down."""
        return None if self.best is None else int(percent(self.best))

    @property
    def finished(self):
        """The attempts submitted, the first first."""
        return [attempt for attempt in self.attempts if not attempt.is_open]

    @property
    def may_start(self):
        """Whether the rules allow another attempt now."""
        return self.open_attempt is None and self.left != 0

    @property
    def is_used_up(self):
        """Whether no attempt is left to somebody who has not passed."""
        return not (self.has_passed or self.open_attempt) and self.left == 0


def read_quiz_standing(learner, activity, rules):
    """The learner's `QuizStanding` under `rules` (QuizRules). Closes an overdue attempt."""
    rows = Attempt.objects.filter(learner=learner, activity=activity).select_related("earned_pass")
    attempts = tuple(settle_attempt(attempt=attempt) for attempt in rows.order_by("number"))
    shares = [attempt.share for attempt in attempts if not attempt.is_open]
    passes = (getattr(attempt, "earned_pass", None) for attempt in attempts)
    allowed, used = rules.attempts_allowed, len(attempts)
    given, more_minutes = read_allowances(learner, activity, rules, used)
    return QuizStanding(
        attempts=attempts,
        open_attempt=next((attempt for attempt in attempts if attempt.is_open), None),
        left=None
        if allowed is None
        else len({*range(used + 1, allowed + 1)} | _after(used, given)),
        score=counting_score(shares, rules.grading_method),
        best=max(shares, default=None),
        earned_pass=next(filter(None, passes), None),
        rules=rules,
        given=given,
        more_minutes=more_minutes,
    )


def _after(used, given):
    """Those of the numbers `given` that are not begun yet."""
    return {number for number in given if number > used}


def used_up_by(learners):
    """Pairs of learner and activity (ids): the quizzes that `learners` (ids) have used up.

    The same rule as `QuizStanding.is_used_up`, written for the database. One query.
    """
    own = Attempt.objects.filter(learner=OuterRef("learner"), activity=OuterRef("activity"))
    passes = Pass.objects.filter(learner=OuterRef("learner"), activity=OuterRef("activity"))
    further = Allowance.objects.standing().attempts().filter(amount__gt=OuterRef("number"))
    own_further = further.filter(learner=OuterRef("learner"), activity=OuterRef("activity"))
    last = Attempt.objects.finished().filter(
        ~Exists(own.filter(number__gt=OuterRef("number"))),
        ~Exists(passes),
        ~Exists(own_further),
        learner__in=learners,
        number__gte=F("activity__quiz_rules__attempts_allowed"),
    )
    return last.values_list("learner", "activity")


def may_see_key(attempt, has_passed):
    """Whether the right answers of a finished attempt may be shown to its learner."""
    if attempt.is_open:
        return False
    if attempt.show_answers == ShowAnswers.AFTER_PASSING:
        return bool(attempt.is_passed or has_passed)
    return attempt.show_answers != ShowAnswers.NEVER
