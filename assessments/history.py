"""What the history tells of attempts."""

from collections import defaultdict

from django.db.models import F

from learning.records.history import record_change, record_each

AT_ONCE = 5000


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


def record_attempts(kind, attempts, *, about, **act):
    """Record what became of very many `attempts` at the quiz `about`: alike ones in one query."""
    alike = defaultdict(list)
    for attempt in attempts:
        alike[tuple(details_of(attempt).items())].append(attempt.pk)
    for details, pks in alike.items():
        for start in range(0, len(pks), AT_ONCE):
            rows = about.attempts.filter(pk__in=pks[start : start + AT_ONCE])
            record_each(kind, rows, about=about, attempt_id=F("pk"), data=dict(details), **act)


def details_of(attempt):
    """What an entry keeps of an attempt: its number and, once it is submitted, the result then."""
    result = {} if attempt.is_open else {"score": attempt.percent, "is_passed": attempt.is_passed}
    return {"number": attempt.number, **result}
