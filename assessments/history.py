"""What the history tells of attempts."""

from learning.records.history import record_change


def record_attempt(kind, attempt, **act):
    """Record what became of an attempt; `act` is what `record_change` takes."""
    record_change(
        kind,
        learners=[attempt.learner_id],
        about=attempt.activity,
        attempt_id=attempt.pk,
        data=details_of(attempt),
        **act,
    )


def details_of(attempt):
    """What an entry keeps of an attempt: its number and, once it is submitted, the result then."""
    result = {} if attempt.is_open else {"score": attempt.percent, "is_passed": attempt.is_passed}
    return {"number": attempt.number, **result}
