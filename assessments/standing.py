"""Where a learner stands with a quiz."""

from dataclasses import dataclass
from decimal import Decimal

from assessments.attempt import Attempt, settle
from assessments.choices import ShowAnswers
from assessments.grading import counting_score


@dataclass(frozen=True)
class Standing:
    """Attempts used and left, and the score that counts."""

    attempts: tuple
    open_attempt: Attempt | None
    left: int | None  # None: any number
    score: Decimal | None
    best: Decimal | None
    has_passed: bool

    @property
    def used(self):
        """How many attempts were begun."""
        return len(self.attempts)

    @property
    def percent(self):
        """The score that counts as a whole number, rounded down."""
        return None if self.score is None else int(self.score)

    @property
    def best_percent(self):
        """The best score as a whole number, rounded down."""
        return None if self.best is None else int(self.best)

    @property
    def finished(self):
        """The attempts submitted, the first first."""
        return [attempt for attempt in self.attempts if not attempt.is_open]

    @property
    def may_start(self):
        """Whether the rules allow another attempt now."""
        return self.open_attempt is None and self.left != 0


def standing(learner, activity, rules):
    """The learner's `Standing` under `rules` (a quiz's Settings). Closes an overdue attempt."""
    rows = Attempt.objects.filter(learner=learner, activity=activity).order_by("number")
    attempts = tuple(settle(attempt=attempt) for attempt in rows)
    scores = [attempt.score for attempt in attempts if not attempt.is_open]
    score = counting_score(scores, rules.grading_method)
    allowed = rules.attempts_allowed
    return Standing(
        attempts=attempts,
        open_attempt=next((attempt for attempt in attempts if attempt.is_open), None),
        left=None if allowed is None else max(0, allowed - len(attempts)),
        score=score,
        best=max(scores, default=None),
        has_passed=score is not None and score >= rules.pass_mark,
    )


def may_see_key(attempt, has_passed):
    """Whether the right answers of a finished attempt may be shown to its learner."""
    if attempt.is_open:
        return False
    shown = attempt.quiz.settings.show_answers
    if shown == ShowAnswers.AFTER_PASSING:
        return bool(attempt.is_passed or has_passed)
    return shown != ShowAnswers.NEVER
