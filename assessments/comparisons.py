"""What attempts, passes and their history have in common: see `learning.records.drift`."""

from functools import partial

from django.db.models import Exists, F, OuterRef

from assessments.allowance import Allowance, AllowanceKind
from assessments.attempt import Attempt
from assessments.giving import details_of as details_of_allowance
from assessments.history import details_of
from assessments.passing import Pass, PassOrigin
from assessments.scores import find_odd_scores
from learning.choices import EntryKind
from learning.records.drift import Drift, Kept, Told

ATTEMPT = {"learner_id": "learner", "activity_id": "activity", "attempt_id": "pk"}


def submitted():
    """The attempts that were submitted."""
    return Attempt.objects.exclude(submitted_at=None)


def details_in(row):
    """The details of an attempt's entry."""
    return details_of(Attempt.objects.get(pk=row["attempt_id"]))


def find_passed_without_pass():
    """Yield a Drift for each attempt that is marked as passed though no Pass is kept."""
    passes = Pass.objects.filter(learner=OuterRef("learner"), activity=OuterRef("activity"))
    for attempt in submitted().filter(~Exists(passes), is_passed=True).select_related("activity"):
        yield _odd(attempt, f"attempt {attempt.number} is marked as passed, but no pass is kept")


def find_odd_passes():
    """Yield a Drift for each Pass whose score does not meet its own mark.

    Those from before points were exact were given by a rounded score, and stay.
    """
    exact = Pass.objects.exclude(origin=PassOrigin.OLD_RULE).annotate(
        hundredfold=F("score_numerator") * 100, wanted=F("score_denominator") * F("pass_mark")
    )
    for kept in exact.filter(hundredfold__lt=F("wanted")).select_related("activity"):
        yield _odd(kept, "the score of the pass does not meet its mark")


def _odd(record, what):
    return Drift(record.learner_id, record.activity, what)


def allowances(kind, field="given_at"):
    """The Allowances of `kind` that have a date in `field`."""
    return Allowance.objects.filter(kind=kind).exclude(**{field: None})


def minutes_in(row, field):
    """The details of the entry about more time whose date stands in `field`."""
    more = allowances(AllowanceKind.TIME, field)
    given = more.get(learner=row["learner_id"], activity=row["activity_id"], **{field: row["on"]})
    return details_of_allowance(given)


def told(kind, allowed, field, **more):
    """The comparison of entries of `kind` with the `field` of Allowances that allow `allowed`."""
    columns = {"learner_id": "learner", "activity_id": "activity", "on": field}
    return Told(kind, (Kept(columns, partial(allowances, allowed, field)),), **more)


COMPARISONS = (
    find_odd_scores,
    find_passed_without_pass,
    find_odd_passes,
    Told(
        EntryKind.ATTEMPT_STARTED,
        (Kept({**ATTEMPT, "on": "started_at"}, Attempt.objects.all),),
        details=details_in,
    ),
    Told(
        EntryKind.ATTEMPT_SUBMITTED,
        (Kept({**ATTEMPT, "on": "submitted_at"}, submitted),),
        details=details_in,
    ),
    Told(
        EntryKind.PASS_GIVEN,
        (Kept({**ATTEMPT, "attempt_id": "attempt", "on": "passed_at"}, Pass.objects.all),),
    ),
    told(EntryKind.ATTEMPT_GIVEN, AllowanceKind.ATTEMPT, "given_at"),
    told(EntryKind.ATTEMPT_TAKEN_BACK, AllowanceKind.ATTEMPT, "taken_back_at"),
    told(
        EntryKind.TIME_GIVEN,
        AllowanceKind.TIME,
        "given_at",
        details=partial(minutes_in, field="given_at"),
    ),
    told(
        EntryKind.TIME_TAKEN_BACK,
        AllowanceKind.TIME,
        "taken_back_at",
        details=partial(minutes_in, field="taken_back_at"),
    ),
)
