"""The rows of the completion reports: one per learner and module, or per learner and track.

Both kinds are `Enrolment` objects that carry the same annotations, so that filters, columns and
exports need not know which they show:

- `subject_titles`: titles by language of the module or track
- `enrolled_on`, `seen_at`, `finished_at`: first enrolment, last action, completion (or None)
- `required`, `done`: required activities now, and how many of them the learner completed
- `share`: done / required in per cent, None where nothing is required
- `score`: the mean of the scores that count in its quizzes, None without a submitted attempt
- `status`: see `Status`
- `attention`: sorts who is behind before those who are done
"""

from collections import defaultdict

from django.db import models
from django.db.models import Case, Count, Exists, F, Max, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from content.edition import remembered
from learning.models import Activity, Completion, Enrolment, TrackCompletion
from reporting.scores import score_by


class Status(models.TextChoices):
    """Where a learner stands. Completion counts even after a withdrawal."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", _("Completed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


def module_rows():
    """Enrolments, a row per learner and module, annotated as the module says above."""
    rows = Enrolment.objects.annotate(
        subject_titles=F("module__titles"),
        enrolled_on=F("enrolled_at"),
        seen_at=F("last_active_at"),
        finished_at=F("completed_at"),
        has_started=Q(last_activity__isnull=False),
        has_left=Q(withdrawn_at__isnull=False),
        **_progress_by("module"),
        score=score_by("module", "module"),
    )
    return _with_status(rows)


def track_rows():
    """A row per learner and track: the learner's first enrolment there, annotated as above."""
    of_track = Enrolment.objects.filter(
        learner=OuterRef("learner"), module__track=OuterRef("module__track")
    )
    first = of_track.order_by("pk").values("pk")[:1]
    rows = Enrolment.objects.filter(pk=Subquery(first)).annotate(
        subject_titles=F("module__track__titles"),
        enrolled_on=_of_group(of_track, Min("enrolled_at")),
        seen_at=_of_group(of_track, Max("last_active_at")),
        finished_at=Subquery(
            TrackCompletion.objects.filter(
                learner=OuterRef("learner"), track=OuterRef("module__track")
            ).values("completed_at")[:1]
        ),
        has_started=Exists(of_track.exclude(last_activity=None)),
        has_left=~Exists(of_track.filter(withdrawn_at=None)),
        **_progress_by("module__track"),
        score=score_by("module__track", "module__track"),
    )
    return _with_status(rows)


def _progress_by(group):
    """The annotations required, done and share; `group` leads from an enrolment to its holder.

    What is required is written into the query, so that counting a learner's completions looks at
    one index only.
    """
    required = remembered(f"required-by-{group}", lambda: _required_by(group))
    counts = {holder: _completed_of(activities) for holder, activities in required.items()}
    return {
        "required": _by(group, {h: Value(len(pks)) for h, pks in required.items()}, Value(0)),
        "done": _by(group, counts, Value(0)),
        "share": _by(
            group,
            {h: count * Value(100.0) / Value(len(required[h])) for h, count in counts.items()},
            Cast(Value(None), models.FloatField()),
            models.FloatField(),
        ),
    }


def _required_by(group):
    """The primary keys of the required activities of now, by that of their module or track."""
    required = defaultdict(list)
    rows = Activity.objects.active().filter(is_required=True, module__retired_at=None)
    for holder, activity in rows.values_list(group, "pk"):
        required[holder].append(activity)
    return dict(required)


def _completed_of(activities):
    """How many of `activities` the learner of a row completed."""
    completions = Completion.objects.filter(learner=OuterRef("learner"), activity__in=activities)
    counted = completions.order_by().values("learner").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0), output_field=models.IntegerField())


def _by(group, values, default, output_field=None):
    """The one of `values` ({primary key: expression}) that belongs to the holder of a row."""
    cases = [When(**{group: holder}, then=value) for holder, value in values.items()]
    return Case(*cases, default=default, output_field=output_field or models.IntegerField())


def _of_group(queryset, aggregate):
    return Subquery(queryset.order_by().values("learner").annotate(n=aggregate).values("n"))


def _with_status(rows):
    """Add status and attention, which follow from the other annotations."""
    return rows.annotate(
        status=Case(
            When(finished_at__isnull=False, then=Value(Status.COMPLETED)),
            When(has_left=True, then=Value(Status.WITHDRAWN)),
            When(has_started=True, then=Value(Status.IN_PROGRESS)),
            default=Value(Status.NOT_STARTED),
            output_field=models.CharField(),
        ),
        attention=Case(
            When(finished_at__isnull=False, then=Value(1)),
            When(has_left=True, then=Value(2)),
            default=Value(0),
        ),
    ).select_related("learner__organisation")
