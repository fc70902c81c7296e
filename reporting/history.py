"""Everything that one learner did, newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from assessments.models import Attempt
from learning.models import Completion, Enrolment, TrackCompletion
from learning.standing import Standing, read_standings


@dataclass(frozen=True)
class Event:
    """Something that a learner did, in words."""

    happened_at: datetime
    words: str
    attempt: Attempt | None = None


@dataclass(frozen=True)
class History:
    """A learner's standing in each module, and the events behind it."""

    standings: list[Standing]
    events: list[Event]


def read_history(learner):
    """The `History` of `learner`. Six queries, however long it is."""
    enrolments = list(
        Enrolment.objects.for_learner(learner).select_related("module").order_by("-enrolled_at")
    )
    standings = read_standings(learner, [e.module for e in enrolments], enrolments)
    events = [
        *(event for enrolment in enrolments for event in _of_enrolment(enrolment)),
        *(_of_completion(row) for row in _rows(Completion, learner, "activity")),
        *(
            event
            for attempt in _rows(Attempt, learner, "activity")
            for event in _of_attempt(attempt)
        ),
        *(_of_track(row) for row in _rows(TrackCompletion, learner, "track")),
    ]
    return History(
        standings=[standings[enrolment.module_id] for enrolment in enrolments],
        events=sorted(events, key=lambda event: event.happened_at, reverse=True),
    )


def _rows(model, learner, subject):
    return model.objects.filter(learner=learner).select_related(subject)


def _of_enrolment(enrolment):
    title = enrolment.module.title
    yield Event(enrolment.enrolled_at, _("Enrolled in “%(title)s”") % {"title": title})
    if enrolment.withdrawn_at:
        yield Event(enrolment.withdrawn_at, _("Withdrew from “%(title)s”") % {"title": title})
    if enrolment.completed_at:
        yield Event(
            enrolment.completed_at, _("Completed the module “%(title)s”") % {"title": title}
        )


def _of_completion(completion):
    return Event(
        completion.completed_at, _("Completed “%(title)s”") % {"title": completion.activity.title}
    )


def _of_attempt(attempt):
    facts = {"title": attempt.activity.title, "number": attempt.number}
    yield Event(attempt.started_at, _("Began attempt %(number)s at “%(title)s”") % facts, attempt)
    if attempt.submitted_at:
        facts["score"] = round(attempt.score)
        words = (
            _("Passed attempt %(number)s at “%(title)s” with %(score)s %%")
            if attempt.is_passed
            else _("Did not pass attempt %(number)s at “%(title)s”: %(score)s %%")
        )
        yield Event(attempt.submitted_at, words % facts, attempt)


def _of_track(completion):
    return Event(
        completion.completed_at,
        _("Completed the track “%(title)s”") % {"title": completion.track.title},
    )
