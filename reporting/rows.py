"""The rows of the completion reports: one per learner and module, or per learner and track.

`Enrolment` and `TrackEnrolment` objects carry the same fields and annotations, so that filters,
columns and exports need not know which they show:

- `subject_titles`, `subject_retired_at`: titles by language of the module or track, and since when
  it is no longer published (or None)
- `enrolled_on`, `seen_at`, `finished_at`: first enrolment, last action, completion (or None)
- `stands_at`: the activity last opened there (or None)
- `has_started`: whether an activity was ever opened
- `required`, `done`: required activities now, or when the module was retired, and how many of them
  the learner completed; a track requires what its published modules do, or did
  when it was retired
- `excused`: how many of the `done` count because the learner is excused from them
- `by_hand`: how many of the `done` a trainer or manager entered as completed
- `share`: done / required in per cent, None where nothing is required
- `score`: the mean of the scores that count in its quizzes, None without a submitted attempt
- `status`: see `Status`
- `attention`: sorts who is behind before those who are done, and last who cannot go on
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from content.editions.edition import remembered
from learning.models import Activity, Enrolment, TrackEnrolment
from learning.outline import with_track
from learning.records.by_hand import done_by_hand_among
from learning.records.excuse import excused_among
from reporting.scores import quizzes_by, score_by


class Status(models.TextChoices):
    """Where a learner stands. Completion counts even after a withdrawal."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", _("Completed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


STATUS = Case(
    When(completed_at__isnull=False, then=Value(Status.COMPLETED)),
    When(withdrawn_at__isnull=False, then=Value(Status.WITHDRAWN)),
    When(has_started=True, then=Value(Status.IN_PROGRESS)),
    default=Value(Status.NOT_STARTED),
    output_field=models.CharField(),
)


@dataclass(frozen=True)
class Holder:
    """What a row is of: a module or a track.

    `name` is the row's field for it, `path` leads to it from one of its activities, `activities()`
    are those that count.
    """

    name: str
    path: str
    activities: Callable[[], models.QuerySet]
    enrolment: str = ""  # the way from a row to the enrolment that keeps where the learner worked

    @property
    def quizzes(self):
        """{primary key of the holder: its quizzes}, see `reporting.scores.quizzes_by`."""
        return quizzes_by(self.name, self.path, self.activities())


MODULE = Holder("module", "module", lambda: Activity.objects.on_record())
TRACK = Holder("track", "module__track", lambda: Activity.objects.in_track(), "current__")


def module_rows():
    """Enrolments, one for each learner and module, annotated as described above."""
    rows = with_status(Enrolment.objects.all()).annotate(
        seen_at=F("last_active_at"),
        stands_at=F("last_activity"),
    )
    return _annotated(rows, MODULE)


def track_rows():
    """TrackEnrolments, one for each learner and track, annotated as described above."""
    here = Coalesce("current__done", 0)
    rows = TrackEnrolment.objects.annotate(
        seen_at=F("current__last_active_at"),
        stands_at=F("current__last_activity"),
        has_started=Q(current__last_activity__isnull=False),
        status=STATUS,
        organisation_id=F("current__organisation_id"),
        organisation_kind=F("current__organisation_kind"),
        country=F("current__country"),
        done=F("done_elsewhere") + Case(When(with_track("current__module"), then=here), default=0),
    )
    return _annotated(rows, TRACK)


def can_go_on(holder):
    """A Q: the learner may log in, and the `holder` (module or track) is still published."""
    switched_off = User.objects.filter(is_active=False)  # joined, it would slow other orders down
    return Q(**{f"{holder}__retired_at": None}) & ~Q(learner__in=switched_off)


def with_status(enrolments):
    """The queryset `enrolments`, each annotated with its `Status`."""
    return enrolments.annotate(has_started=Q(last_activity__isnull=False), status=STATUS)


def _annotated(rows, kind):
    """`rows` with what both kinds have; `kind` is the Holder.

    What is required is written into the query: it is the same for all rows of a holder.
    """
    holder, path, activities = kind.name, kind.path, kind.activities()
    required = remembered(f"required-by-{holder}", lambda: _counted(activities.required(), path))
    of_row = activities.required().filter(**{path: OuterRef(holder)})
    cases = [When(**{holder: pk}, then=Value(count)) for pk, count in required.items()]
    return rows.annotate(
        subject_titles=F(f"{holder}__titles"),
        subject_retired_at=F(f"{holder}__retired_at"),
        enrolled_on=F("enrolled_at"),
        finished_at=F("completed_at"),
        required=Case(*cases, default=Value(0)),
        excused=excused_among(of_row),
        by_hand=done_by_hand_among(of_row),
        share=F("done") * Value(100.0) / NullIf(F("required"), Value(0)),
        score=score_by(holder, kind.quizzes),
        attention=Case(
            When(completed_at__isnull=False, then=Value(1)),
            When(withdrawn_at__isnull=False, then=Value(2)),
            When(can_go_on(holder), then=Value(0)),
            default=Value(3),
        ),
    ).select_related("learner", f"{kind.enrolment}organisation")


def _counted(activities, path):
    """How many `activities` there are, by the primary key of their module or track."""
    return dict(activities.order_by().values_list(path).annotate(n=Count("pk")))
