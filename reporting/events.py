"""What a learner did, in words, with its moment."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.history import details_of
from assessments.models import CheckResponse
from learning.choices import ActorKind, EntryKind, EntryReason
from learning.models import Visit


@dataclass(frozen=True)
class Event:
    """Something that a learner did, or that happened to the learner's records.

    `words` say what. Of visits, `opened` holds the titles of what was opened. `circumstances` are
    further words: who did it if not the learner, why, and when it was recorded if that was later.
    """

    happened_at: datetime
    words: str
    opened: tuple[str, ...] = ()
    circumstances: tuple[str, ...] = ()

    @property
    def day(self):
        """Its date in the active time zone."""
        return timezone.localdate(self.happened_at)

    @property
    def month(self):
        """The first day of its month."""
        return self.day.replace(day=1)


def read_events(learner, attempts):
    """The Events of `learner` as a list, the last first: from the history, checks and visits.

    `attempts`: all Attempts of the learner, which the caller has read. Three queries.
    """
    results = {attempt.pk: details_of(attempt) for attempt in attempts if attempt.submitted_at}
    # Of the same moment, what followed from another stands before it.
    events = [
        *(_of_entry(entry, results) for entry in _entries(learner)),
        *_of_checks(_rows(CheckResponse, learner, "activity").order_by("activity")),
        *_of_visits(_rows(Visit, learner, "activity__module")),
    ]
    return sorted(events, key=lambda event: event.happened_at, reverse=True)


def last_entries(learner, number):
    """The last Events of `learner` that the history tells, at most `number`. One query."""
    return [_of_entry(entry, {}) for entry in _entries(learner)[:number]]


def _entries(learner):
    """The entries of the history, the last first, with whom and what they name."""
    names = ("track", "module", "activity", "actor_person", "actor_on_behalf_of")
    return learner.history.select_related(*names).order_by("-pk")


def _rows(model, learner, subject):
    return model.objects.filter(learner=learner).select_related(subject)


def _of_entry(entry, results):
    """The Event of a HistoryEntry. That of a submission tells the result at that moment.

    `results`: {attempt id: its result of today}, for old entries that do not hold their own.
    """
    words = entry.words
    result = entry.details if "score" in entry.details else results.get(entry.attempt_id)
    if entry.kind == EntryKind.ATTEMPT_SUBMITTED and result:
        words = _of_result(entry.subject.title, result)
    circumstances = (who_acted(entry), why(entry), when_recorded(entry))
    return Event(entry.date, words, circumstances=tuple(filter(None, circumstances)))


def _of_result(title, result):
    """That an attempt at the quiz `title` was submitted, in words. `result`: see `details_of`."""
    words = (
        _("Passed attempt %(number)s at “%(title)s” with %(score)s %%")
        if result["is_passed"]
        else _("Did not pass attempt %(number)s at “%(title)s”: %(score)s %%")
    )
    return words % {"title": title, **result}


def who_acted(entry):
    """Who made the change that a HistoryEntry tells of, in words; empty for the learner."""
    kind = entry.actor_kind
    if kind == ActorKind.PERSON and entry.actor_person_id == entry.learner_id:
        return ""
    if kind == ActorKind.PUBLISHING and entry.actor_person_id:
        words = _("because %(name)s changed pages")
    else:
        words = str(dict(ActorKind.choices).get(kind, kind))
    left = _("someone who has left")
    return words % {"name": entry.actor_person or left, "other": entry.actor_on_behalf_of or left}


def why(entry):
    """Why the change that a HistoryEntry tells of was made; empty where nobody gave a reason.

    In the active language if the portal made it, otherwise in the words of the person who did.
    """
    if entry.reason in EntryReason.values:
        return str(EntryReason(entry.reason).label)
    return entry.reason


def when_recorded(entry):
    """On which day a HistoryEntry was written, in words; empty if that is the day it tells of."""
    day = timezone.localdate(entry.happened_at)
    if day == timezone.localdate(entry.date):
        return ""
    return _("recorded on %(date)s") % {"date": date_format(day)}


def _of_visits(visits):
    """Yield an Event for each module and day of these Visits, at the moment of the first."""
    rows = visits.order_by("day", "activity__module_id", "visited_at")
    days = groupby(rows, key=lambda visit: (visit.day, visit.activity.module))
    for (_day, module), group in days:
        opened = list(group)
        yield Event(
            opened[0].visited_at,
            _("Opened in “%(title)s”") % {"title": module.title},
            tuple(visit.activity.title for visit in opened),
        )


def _of_checks(responses):
    """Yield an Event for each lesson of these CheckResponses, at the moment of the last answer.

    `responses` come by lesson.
    """
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
