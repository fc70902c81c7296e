"""Where a learner stands with a quiz."""

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Exists, F, OuterRef

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
        return self.left is not None and self.used > self.rules.attempts_allowed

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
    allowed = rules.attempts_allowed
    return QuizStanding(
        attempts=attempts,
        open_attempt=next((attempt for attempt in attempts if attempt.is_open), None),
        left=None if allowed is None else max(0, allowed - len(attempts)),
        score=counting_score(shares, rules.grading_method),
        best=max(shares, default=None),
        earned_pass=next(filter(None, passes), None),
        rules=rules,
    )


def used_up_by(learners):
    """Pairs of learner and activity (ids): the quizzes that `learners` (ids) have used up.

    The same rule as `QuizStanding.is_used_up`, written for the database. One query.
    """
    own = Attempt.objects.filter(learner=OuterRef("learner"), activity=OuterRef("activity"))
    passes = Pass.objects.filter(learner=OuterRef("learner"), activity=OuterRef("activity"))
    last = Attempt.objects.finished().filter(
        ~Exists(own.filter(number__gt=OuterRef("number"))),
        ~Exists(passes),
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
