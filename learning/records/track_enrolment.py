"""A learner in a track."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, models, transaction
from django.db.models import Case, Exists, F, Max, Min, OuterRef, Subquery, When
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.prepared import prepared
from learning.outline import Activity, Module, Track
from learning.records.tally import done_among

# Asked with every act: see docs/decisions/what-every-page-asks.md.
CURRENT = "SELECT current_id FROM learning_trackenrolment WHERE learner_id = %s AND track_id = %s"


def lock_words(table):
    """What ends a statement that locks the rows of `table` that it finds; nothing on SQLite."""
    if not connection.features.has_select_for_update:
        return ""
    return connection.ops.for_update_sql(no_key=True, of=[table])


class TrackEnrolment(models.Model):
    """One row per learner and track, from the first enrolment in one of its modules on.

    `completed_at` dates the day on which the learner had completed every module that the track
    then had. Everything else is what the enrolments add up to, kept for the reports. `current` is
    the enrolment in which an activity was last opened, or the latest one before any was: what
    changes with every step is read from there. `done_elsewhere` counts the required activities
    completed in the track's other modules.
    """

    # The constraint has an index that begins with the learner.
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="track_enrolments",
        db_index=False,
    )
    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="enrolments")
    enrolled_at = models.DateTimeField(_("enrolled at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)
    current = models.ForeignKey(
        "learning.Enrolment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_elsewhere = models.PositiveIntegerField(
        _("required activities completed elsewhere"), default=0
    )

    class Meta:
        verbose_name = _("track enrolment")
        verbose_name_plural = _("track enrolments")
        constraints = [
            models.UniqueConstraint(fields=["learner", "track"], name="track_enrolment_once")
        ]

    def __str__(self):
        return f"{self.learner} – {self.track}"

    @property
    def organisation(self):
        """Where the learner worked when the current enrolment began; None where that is unknown."""
        return self.current and self.current.organisation


def begin_track_enrolments(*, track, learners):
    """Make the rows that `learners` (ids) lack in `track`; `gather_track_enrolments` fills them."""
    now = timezone.now()
    TrackEnrolment.objects.bulk_create(
        [TrackEnrolment(learner_id=learner, track=track, enrolled_at=now) for learner in learners],
        ignore_conflicts=True,
    )


@transaction.atomic
def gather_track_enrolments(*, track, learners):
    """Write anew what the enrolments of `learners` (ids) in `track` add up to."""
    _gather(TrackEnrolment.objects.filter(track=track, learner__in=learners))


def point_to(enrolment, *, track):
    """Let the learner's row in `track` point to `enrolment`, in which something was just opened.

    The caller's transaction has written that. The row is held while it is looked at: else two tabs
    in two modules would each believe that theirs stood there already. One query where it does.
    """
    if [enrolment.pk] != list(_hold_current(enrolment, track)):
        gather_track_enrolments(track=track, learners=[enrolment.learner_id])


def save_opened(enrolment, *, track, fields):
    """Save `fields` of `enrolment`, in which something was just opened, and point to it.

    All enrolments of the learner in `track` are locked already. As `point_to`, but the one query
    that saves looks at the row and holds it, too, so that where it points there it is the only one.
    """
    columns = [enrolment._meta.get_field(name) for name in fields]
    values = [
        each.get_db_prep_save(getattr(enrolment, each.attname), connection) for each in columns
    ]
    setting = ", ".join(f"{each.column} = %s" for each in columns)
    held = f"{CURRENT} {lock_words('learning_trackenrolment')}"
    with connection.cursor() as cursor:
        cursor.execute(
            prepared(f"UPDATE learning_enrolment SET {setting} WHERE id = %s AND id = ({held})"),  # noqa: S608
            [*values, enrolment.pk, enrolment.learner_id, track.pk],
        )
        is_saved = cursor.rowcount
    if not is_saved:
        enrolment.save(update_fields=fields)
        gather_track_enrolments(track=track, learners=[enrolment.learner_id])


def _hold_current(enrolment, track):
    """A query for where the learner's row in `track` points to, which holds the row."""
    rows = TrackEnrolment.objects.filter(track=track, learner=enrolment.learner_id)
    held = rows.select_for_update(of=("self",), no_key=True)
    return held.values_list("current", flat=True)


@transaction.atomic
def gather_all_track_enrolments(*, track):
    """Write anew what all enrolments in `track` add up to.

    After a module has moved, rows begin. Others have no enrolment any more: they stay where the
    track was completed.
    """
    rows = TrackEnrolment.objects.filter(track=track)
    enrolled = get_user_model().objects.filter(enrolments__module__track=track)
    missing = enrolled.exclude(track_enrolments__track=track).order_by("pk").distinct()
    begin_track_enrolments(track=track, learners=missing.values_list("pk", flat=True))
    left = rows.filter(~Exists(_enrolments()))
    left.filter(completed_at=None).delete()
    left.update(current=None)
    _gather(rows)


def _gather(rows):
    # Behind the lock, what follows sees what other transactions wrote.
    list(rows.select_for_update().order_by("pk").values_list("pk"))
    rows.filter(Exists(_enrolments())).update(**added_up())
    rows.update(done_elsewhere=done_elsewhere())


def added_up():
    """{field: expression} of what the enrolments of a row add up to, where it has any."""
    last_opened = _enrolments().order_by(
        IsNull(F("enrolments__last_activity"), True),
        "-enrolments__last_active_at",
        "-enrolments__pk",
    )
    return {
        "enrolled_at": _added_up(Min("enrolments__enrolled_at")),
        "withdrawn_at": Case(
            When(Exists(_enrolments(enrolments__withdrawn_at=None)), then=None),
            default=_added_up(Max("enrolments__withdrawn_at")),
        ),
        "current": Subquery(last_opened.values("enrolments")[:1]),
    }


def done_elsewhere():
    """An expression for rows: how much of the track is done in other modules than the current."""
    in_track = Activity.objects.in_track().required().filter(module__track=OuterRef("track"))
    return done_among(in_track.exclude(module__enrolments=OuterRef("current")))


def _enrolments(**conditions):
    """The modules of a row's track joined with the learner's enrolments that meet `conditions`."""
    return Module.objects.filter(
        track=OuterRef("track"), enrolments__learner=OuterRef("learner"), **conditions
    )


def _added_up(aggregate):
    return Subquery(_enrolments().order_by().values("track").annotate(n=aggregate).values("n"))
