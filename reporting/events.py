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
    """Something that a learner did, in words.

    For a visit, `opened` has the titles opened. `circumstances` tell who else did it, why,
    and when it was recorded, if that was later.
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
    """The `Event`s of `learner`, the last first: what the history tells, checks and visits.

    `attempts` are the learner's, already read. Three queries.
    """
    results = {attempt.pk: details_of(attempt) for attempt in attempts if attempt.submitted_at}
    entries = learner.history.select_related(
        "track", "module", "activity", "actor_person", "actor_on_behalf_of"
    )
    # Of the same moment, what followed from another stands before it.
    events = [
        *(_of_entry(entry, results) for entry in entries.order_by("-pk")),
        *_of_checks(_rows(CheckResponse, learner, "activity").order_by("activity")),
        *_of_visits(_rows(Visit, learner, "activity__module")),
    ]
    return sorted(events, key=lambda event: event.happened_at, reverse=True)


def _rows(model, learner, subject):
    return model.objects.filter(learner=learner).select_related(subject)


def _of_entry(entry, results):
    """What an entry of the history tells; a submission with the result that it had then.

    Entries from before results were kept in them have that of the attempt as it is now.
    """
    words = entry.words
    result = entry.data if "score" in entry.data else results.get(entry.attempt_id)
    if entry.kind == EntryKind.ATTEMPT_SUBMITTED and result:
        words = _of_result(entry.subject.title, result)
    circumstances = (who_acted(entry), why(entry), when_recorded(entry))
    return Event(entry.date, words, circumstances=tuple(filter(None, circumstances)))


def _of_result(title, result):
    words = (
        _("Passed attempt %(number)s at “%(title)s” with %(score)s %%")
        if result["is_passed"]
        else _("Did not pass attempt %(number)s at “%(title)s”: %(score)s %%")
    )
    return words % {"title": title, **result}


def who_acted(entry):
    """Who made an entry's change, in words; nothing where it was the learner."""
    actor = entry.actor
    if actor.kind == ActorKind.PERSON and actor.person_id == entry.learner_id:
        return ""
    if actor.kind == ActorKind.PUBLISHING and actor.person_id:
        words = _("because %(name)s changed pages")
    else:
        words = actor.kind.label
    left = _("someone who has left")
    return words % {"name": entry.actor_person or left, "other": entry.actor_on_behalf_of or left}


def why(entry):
    """Why an entry's change was made, in the portal's words or in those of who made it."""
    if entry.reason in EntryReason.values:
        return str(EntryReason(entry.reason).label)
    return entry.reason


def when_recorded(entry):
    """On which day an entry was made that bears an earlier date, in words; else nothing."""
    day = timezone.localdate(entry.happened_at)
    if day == timezone.localdate(entry.date):
        return ""
    return _("recorded on %(date)s") % {"date": date_format(day)}


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
