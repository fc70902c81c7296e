"""What a learner did, in words, with its moment."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import CheckResponse
from learning.models import Completion, TrackEnrolment, Visit


@dataclass(frozen=True)
class Event:
    """Something that a learner did, in words. For a visit, `opened` has the titles opened."""

    happened_at: datetime
    words: str
    opened: tuple[str, ...] = ()

    @property
    def day(self):
        """Its date in the active time zone."""
        return timezone.localdate(self.happened_at)

    @property
    def month(self):
        """The first day of its month."""
        return self.day.replace(day=1)


def read_events(learner, enrolments, attempts):
    """The `Event`s of `learner`, the last first. Four queries.

    `enrolments` and `attempts` are the learner's, already read.
    """
    # Of the same moment, what followed from another stands before it.
    events = [
        *(_of_track(row) for row in _rows(TrackEnrolment, learner, "track") if row.completed_at),
        *(event for enrolment in enrolments for event in _of_enrolment(enrolment)),
        *(_of_completion(row) for row in _rows(Completion, learner, "activity")),
        *(event for attempt in attempts for event in _of_attempt(attempt)),
        *_of_checks(_rows(CheckResponse, learner, "activity").order_by("activity")),
        *_of_visits(_rows(Visit, learner, "activity__module")),
    ]
    return sorted(events, key=lambda event: event.happened_at, reverse=True)


def _rows(model, learner, subject):
    return model.objects.filter(learner=learner).select_related(subject)


def _of_enrolment(enrolment):
    title = {"title": enrolment.module.title}
    yield Event(enrolment.enrolled_at, _("Enrolled in “%(title)s”") % title)
    for absence in enrolment.absences.all():
        yield Event(absence.withdrawn_at, _("Withdrew from “%(title)s”") % title)
        yield Event(absence.returned_at, _("Came back to “%(title)s”") % title)
    if enrolment.withdrawn_at:
        yield Event(enrolment.withdrawn_at, _("Withdrew from “%(title)s”") % title)
    if enrolment.completed_at:
        yield Event(enrolment.completed_at, _("Completed the module “%(title)s”") % title)


def _of_visits(visits):
    """One event for each module and day: what was opened, dated by the first."""
    rows = visits.order_by("day", "activity__module_id", "visited_at")
    days = groupby(rows, key=lambda visit: (visit.day, visit.activity.module))
    for (_day, module), group in days:
        opened = list(group)
        yield Event(
            opened[0].visited_at,
            _("Opened in “%(title)s”") % {"title": module.title},
            tuple(visit.activity.title for visit in opened),
        )


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
            "Answered %(count)s check question in “%(title)s”; right answers: %(right)s",
            "Answered %(count)s check questions in “%(title)s”; right answers: %(right)s",
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


def _of_track(enrolment):
    return Event(
        enrolment.completed_at,
        _("Completed the track “%(title)s”") % {"title": enrolment.track.title},
    )
