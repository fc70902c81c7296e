"""What attempts, passes and their history have in common: see `learning.records.drift`."""

from assessments.attempt import Attempt
from assessments.history import details_of
from assessments.passing import Pass
from learning.choices import EntryKind
from learning.records.drift import Told

ATTEMPT = {"learner_id": "learner", "activity_id": "activity", "attempt_id": "pk"}


def submitted():
    """The attempts that were submitted."""
    return Attempt.objects.exclude(submitted_at=None)


def details_in(row):
    """The details of an attempt's entry."""
    return details_of(Attempt.objects.get(pk=row["attempt_id"]))


COMPARISONS = (
    Told(
        EntryKind.ATTEMPT_STARTED,
        {**ATTEMPT, "on": "started_at"},
        Attempt.objects.all,
        details=details_in,
    ),
    Told(
        EntryKind.ATTEMPT_SUBMITTED,
        {**ATTEMPT, "on": "submitted_at"},
        submitted,
        details=details_in,
    ),
    Told(
        EntryKind.PASS_GIVEN,
        {**ATTEMPT, "attempt_id": "attempt", "on": "passed_at"},
        Pass.objects.all,
    ),
)
