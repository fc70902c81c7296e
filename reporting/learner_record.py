"""All that is kept of one learner, for the learner's page in the reports."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.views.decision import Offer
from learning.derived.standing import Standing, read_standings
from learning.models import Activity, Enrolment, Watching
from reporting.attempts import AttemptRecord, read_attempts
from reporting.decisions import read_desk
from reporting.events import Event, read_events
from reporting.rows import Status, with_status
from reporting.sign import Sign

LONG = 60  # events, about three screens


@dataclass(frozen=True)
class Step:
    """An activity of a module: when it was completed, and how much of its videos was watched.

    Both are None where nothing is on record. One that `is_excused`, or was completed `is_by_hand`,
    is said to be that, and `completed_at` is when. `offers` is what its reader may decide about it.
    """

    activity: Activity
    completed_at: datetime | None
    watched: int | None  # per cent
    is_excused: bool = False
    is_by_hand: bool = False
    offers: tuple[Offer, ...] = ()

    @property
    def sign(self):
        """The sign before its title."""
        if self.is_excused:
            return Sign.EXCUSED
        if self.is_by_hand:
            return Sign.BY_HAND
        return Sign.TICK if self.completed_at else Sign.NONE

    @property
    def words(self):
        """What became of it, in a few words."""
        if not self.completed_at:
            return _("not completed")
        words = _("excused on %(date)s") if self.is_excused else _("completed on %(date)s")
        if self.is_by_hand:
            words = _("completed by hand on %(date)s")
        return words % {"date": date_format(timezone.localtime(self.completed_at))}


@dataclass(frozen=True)
class Month:
    """The Events of one month, the last first; `is_open`: whether the page shows it unfolded."""

    first_on: date
    events: list[Event]
    is_open: bool


@dataclass(frozen=True)
class ModuleRecord:
    """A learner's standing and status in a module, with a Step for each of its activities.

    `offers` is what its reader may decide about the module.
    """

    standing: Standing
    status: Status
    steps: list[Step]
    offers: tuple[Offer, ...] = ()

    @property
    def by_hand(self):
        """How many required activities were entered as completed."""
        return sum(step.is_by_hand and step.activity.is_required for step in self.steps)

    @property
    def excused(self):
        """How many required activities the learner is excused from."""
        return sum(step.is_excused and step.activity.is_required for step in self.steps)


@dataclass(frozen=True)
class LearnerRecord:
    """The modules, attempts and events of one learner, of each the last first."""

    modules: list[ModuleRecord]
    attempts: list[AttemptRecord]
    events: list[Event]

    @property
    def last_seen_at(self):
        """When the learner was last active in any module; None without an enrolment."""
        moments = (module.standing.enrolment.last_active_at for module in self.modules)
        return max(moments, default=None)

    def months(self, *, is_printed):
        """The events as a list of Months, the last first.

        All are open on paper, and where there are few events; otherwise the last month alone is.
        """
        are_open = is_printed or len(self.events) <= LONG
        return [
            Month(first_on, list(events), is_open=are_open or number == 0)
            for number, (first_on, events) in enumerate(
                groupby(self.events, key=lambda event: event.month)
            )
        ]


def read_learner_record(learner, by=None):
    """The LearnerRecord of the user `learner`, in eight queries, however much there is.

    Three more say what the user `by` may decide for the learner.
    """
    enrolments = list(
        with_status(Enrolment.objects.for_learner(learner))
        .select_related("module__track", "last_activity")
        .order_by("-enrolled_at")
    )
    standings = read_standings(
        learner, [e.module for e in enrolments], enrolments, Activity.objects.on_record()
    )
    watched = _watched_by(learner)
    attempts = read_attempts(learner)
    desk = read_desk(learner, by, [record.attempt for record in attempts])
    return LearnerRecord(
        modules=[_module_record(standings[e.module_id], watched, desk) for e in enrolments],
        attempts=attempts,
        events=read_events(learner, [record.attempt for record in attempts]),
    )


def _watched_by(learner):
    """{activity id: per cent of its video that `learner` watched}; of several videos the least."""
    shares = Watching.objects.filter(learner=learner).order_by("-percent")
    return dict(shares.values_list("activity", "percent"))


def _module_record(standing, watched, desk):
    """The ModuleRecord of a Standing with an enrolment. `watched`: see `_watched_by`."""
    steps = [
        Step(
            activity,
            standing.completed.get(activity.pk),
            watched.get(activity.pk),
            is_excused=activity.pk in standing.excused,
            is_by_hand=activity.pk in standing.by_hand,
            offers=tuple(desk.offers(standing, activity)),
        )
        for activity in standing.activities
    ]
    offers = tuple(desk.offers_about(standing))
    return ModuleRecord(standing, Status(standing.enrolment.status), steps, offers)
