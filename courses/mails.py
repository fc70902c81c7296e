"""The mails to learners about their modules: what each says, and whether it is still so."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from courses.screens.decisions import news_of
from courses.screens.module import next_step
from courses.templatetags.durations import hours_in_words, time_left
from learning.derived.standing import read_standing
from learning.models import HistoryEntry, Module, Opinion, Track
from notices.kinds import Kind, Unwanted

STOPPED = timedelta(days=14)  # without a visit, before the first reminder and before the second
OUT_OF_DATE = gettext_noop("This is no longer the case.")


def facts_of_enrolment(mail):
    """What an enrolment mail says. Raises Unwanted where the learner withdrew or is through."""
    standing = _standing(mail)
    if not standing.is_enrolled or standing.finished_at:
        raise Unwanted(OUT_OF_DATE)
    module = standing.module
    return {"module": module.title, "hours": hours_in_words(module.hours), "path": module.url}


def facts_of_module(mail):
    """The module that was completed."""
    return {"module": Module.objects.get(pk=mail.data["module"]).title}


def facts_of_track(mail):
    """The track that was completed."""
    return {"track": Track.objects.get(pk=mail.data["track"]).title}


def facts_of_place(mail):
    """Where the learner stopped. Raises Unwanted where there is nothing to go on with by now."""
    standing = _standing(mail)
    is_waiting = standing.is_enrolled and not standing.finished_at and standing.next_activity
    step, _access = next_step(standing)
    if not (is_waiting and step and step.url and standing.opening.is_open(timezone.now())):
        raise Unwanted(OUT_OF_DATE)
    if standing.enrolment.last_active_at > mail.queued_at - STOPPED:
        raise Unwanted(OUT_OF_DATE)
    return {
        "module": standing.module.title,
        "place": step.title,
        "left": time_left(standing),
        "step": step.words,
        "path": step.url,
    }


def facts_of_decision(mail):
    """What was decided for the learner, and why."""
    about = ("activity__module", "module", "track")
    entry = HistoryEntry.objects.select_related(*about).get(pk=mail.data["entry"])
    around = entry.activity.module if entry.activity else None
    return {
        "title": entry.subject.title,
        "news": news_of(entry),
        "reason": entry.reason,
        "path": entry.subject.url or (around and around.url) or reverse("my_learning"),
    }


def facts_of_afterwards(mail):
    """The module to say something of. Raises Unwanted where that is done, or is not wanted."""
    module = Module.objects.get(pk=mail.data["module"])
    own = Opinion.objects.filter(learner=mail.person, module=module)
    if own.filter(Q(is_declined=True) | Q(told_at__isnull=False)).exists():
        raise Unwanted(OUT_OF_DATE)
    return {"module": module.title, "path": reverse("module_afterwards", args=[module.key])}


def _standing(mail):
    module = Module.objects.select_related("track").get(pk=mail.data["module"])
    return read_standing(mail.person, module)


ENROLLED = Kind(
    key="enrolled",
    name=_("Enrolment in a module"),
    to_whom="Whoever has enrolled in a module",
    subject=_("You are enrolled in “%(module)s”"),
    text=_(
        "Welcome to “%(module)s”. It takes %(hours)s in all, in pieces as short as you like: what "
        "you complete is kept, and you go on where you stopped."
    ),
    button=_("Open the module"),
    path="my_learning",
    facts=facts_of_enrolment,
    reason=_("You receive this email because you have enrolled in a module."),
    sample={"module": "Fit for the smart-city market", "hours": "2 hours"},
)
MODULE_COMPLETED = Kind(
    key="module_completed",
    name=_("Completion of a module"),
    to_whom="Whoever has completed a module",
    subject=_("You have completed “%(module)s”"),
    text=_(
        "Well done: everything that “%(module)s” asks for is complete. You can read it again "
        "whenever you like. My learning shows what comes next."
    ),
    button=_("See what comes next"),
    path="my_learning",
    facts=facts_of_module,
    reason=_("You receive this email because you have completed a module."),
    sample={"module": "Fit for the smart-city market"},
)
TRACK_COMPLETED = Kind(
    key="track_completed",
    name=_("Completion of a track"),
    to_whom="Whoever has completed every module of a track",
    subject=_("You have completed the track “%(track)s”"),
    text=_(
        "Congratulations: you have completed every module of “%(track)s”. My learning keeps all of "
        "it, with the dates."
    ),
    button=_("Open My learning"),
    path="my_learning",
    facts=facts_of_track,
    reason=_("You receive this email because you have completed a track."),
    sample={"track": "For small and medium-sized enterprises"},
)
STOPPED_AT = Kind(
    key="stopped_at",
    name=_("Reminders of where you stopped"),
    to_whom="Whoever has not been in a module for 14 days, and once more after 28",
    subject=_("You stopped at “%(place)s”"),
    text=_("Your place in “%(module)s” is kept: %(left)s."),
    button="%(step)s",
    path="my_learning",
    facts=facts_of_place,
    reason=_(
        "You receive this email because you have not been in this module for two weeks or more."
    ),
    sample={
        "module": "Fit for the smart-city market",
        "place": "What cities buy",
        "left": "45 minutes left in the module",
        "step": "Continue: What cities buy",
    },
)
DECIDED = Kind(
    key="decided",
    name=_("What a trainer decided for you"),
    to_whom="Whoever something was decided for by hand, such as an enrolment or a further attempt",
    subject=_("A decision about “%(title)s”"),
    text=_("%(news)s The reason: %(reason)s"),
    button=_("Open “%(title)s”"),
    path="my_learning",
    facts=facts_of_decision,
    reason=_("You receive this email because a trainer decided something for you."),
    may_be_muted=False,
    sample={
        "title": "Quiz: the market",
        "news": "You may try “Quiz: the market” once more.",
        "reason": "The connection broke down during the last attempt.",
    },
)
AFTERWARDS_ASKED = Kind(
    key="afterwards",
    name=_("Two questions three months after a module"),
    to_whom="Whoever completed a module three months ago, once",
    subject=_("What did you use of “%(module)s”?"),
    text=_(
        "Three months ago you completed “%(module)s”. What of it did you use in your work, and "
        "what kept you from using more? Two questions, two minutes: your answers make the module "
        "better."
    ),
    button=_("Answer the two questions"),
    path="my_learning",
    facts=facts_of_afterwards,
    reason=_("You receive this email because you completed a module three months ago."),
    sample={"module": "Fit for the smart-city market"},
)
LEARNERS_MAILS = (
    ENROLLED,
    MODULE_COMPLETED,
    TRACK_COMPLETED,
    STOPPED_AT,
    DECIDED,
    AFTERWARDS_ASKED,
)
