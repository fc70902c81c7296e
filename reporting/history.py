"""Everything that is kept of one learner: where they stand, what they answered, what they did."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import CheckResponse
from learning.models import Activity, Completion, Enrolment, TrackCompletion, Watching
from learning.standing import Standing, read_standings
from reporting.attempts import AttemptRecord, read_attempts


@dataclass(frozen=True)
class Event:
    """Something that a learner did, in words."""

    happened_at: datetime
    words: str


@dataclass(frozen=True)
class Step:
    """One activity of a module: when it was completed, how much of its video was watched."""

    activity: Activity
    completed_at: datetime | None
    watched: int | None  # per cent


@dataclass(frozen=True)
class ModuleRecord:
    """A learner's standing in a module, and its activities one by one."""

    standing: Standing
    steps: list[Step]


@dataclass(frozen=True)
class History:
    """A learner's modules, attempts and events, each with the last first."""

    modules: list[ModuleRecord]
    attempts: list[AttemptRecord]
    events: list[Event]

    @property
    def last_seen_at(self):
        """When the learner was last active in any module; None without an enrolment."""
        moments = (module.standing.enrolment.last_active_at for module in self.modules)
        return max(moments, default=None)


def read_history(learner):
    """The `History` of `learner`. Eight queries, however long it is."""
    enrolments = list(
        Enrolment.objects.for_learner(learner)
        .select_related("module", "last_activity")
        .order_by("-enrolled_at")
    )
    standings = read_standings(learner, [e.module for e in enrolments], enrolments)
    watched = _watched_by(learner)
    attempts = read_attempts(learner)
    events = [
        *(event for enrolment in enrolments for event in _of_enrolment(enrolment)),
        *(_of_completion(row) for row in _rows(Completion, learner, "activity")),
        *(event for record in attempts for event in _of_attempt(record.attempt)),
        *_of_checks(_rows(CheckResponse, learner, "activity").order_by("activity")),
        *(_of_track(row) for row in _rows(TrackCompletion, learner, "track")),
    ]
    return History(
        modules=[_module_record(standings[e.module_id], watched) for e in enrolments],
        attempts=attempts,
        events=sorted(events, key=lambda event: event.happened_at, reverse=True),
    )


def _rows(model, learner, subject):
    return model.objects.filter(learner=learner).select_related(subject)


def _watched_by(learner):
    """The share watched of each activity's videos; of several, the least."""
    shares = Watching.objects.filter(learner=learner).order_by("-percent")
    return dict(shares.values_list("activity", "percent"))


def _module_record(standing, watched):
    steps = [
        Step(activity, standing.completed.get(activity.pk), watched.get(activity.pk))
        for activity in standing.activities
    ]
    return ModuleRecord(standing, steps)


def _of_enrolment(enrolment):
    title = {"title": enrolment.module.title}
    yield Event(enrolment.enrolled_at, _("Enrolled in “%(title)s”") % title)
    if enrolment.last_activity:
        place = {"title": enrolment.last_activity.title}
        yield Event(enrolment.last_active_at, _("Last active at “%(title)s”") % place)
    if enrolment.withdrawn_at:
        yield Event(enrolment.withdrawn_at, _("Withdrew from “%(title)s”") % title)
    if enrolment.completed_at:
        yield Event(enrolment.completed_at, _("Completed the module “%(title)s”") % title)


def _of_completion(completion):
    return Event(
        completion.completed_at, _("Completed “%(title)s”") % {"title": completion.activity.title}
    )


def _of_attempt(attempt):
    facts = {"title": attempt.activity.title, "number": attempt.number}
    yield Event(attempt.started_at, _("Began attempt %(number)s at “%(title)s”") % facts)
    if attempt.submitted_at:
        facts["score"] = attempt.percent
        words = (
            _("Passed attempt %(number)s at “%(title)s” with %(score)s %%")
            if attempt.is_passed
            else _("Did not pass attempt %(number)s at “%(title)s”: %(score)s %%")
        )
        yield Event(attempt.submitted_at, words % facts)


def _of_checks(responses):
    """One event for each lesson: its check questions, dated by the last answer."""
    for activity, group in groupby(responses, key=lambda response: response.activity):
        answered = list(group)
        words = ngettext(
            "Answered %(count)s check question in “%(title)s”, %(right)s of them rightly",
            "Answered %(count)s check questions in “%(title)s”, %(right)s of them rightly",
            len(answered),
        )
        yield Event(
            max(response.answered_at for response in answered),
            words
            % {
                "count": len(answered),
                "title": activity.title,
                "right": sum(response.is_correct for response in answered),
            },
        )


def _of_track(completion):
    return Event(
        completion.completed_at,
        _("Completed the track “%(title)s”") % {"title": completion.track.title},
    )
