"""Working in an activity: visiting, watching, completing."""

import logging
import re

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views.signed_in import signed_in
from content.editions.edition import remembered
from content.pages.readable import is_stream_readable
from courses.models import LessonPage
from courses.routing import find_page
from courses.rules import (
    CANNOT_BE_READ,
    VIDEO,
    Outstanding,
    asks_for_blocks,
    blocks_of,
    complete_when_done,
    still_to_do,
    watched_so_far,
)
from courses.screens.completed import completed_words, news_of_completion
from courses.screens.workplace import ask_for_workplace
from courses.syllabus import syllabus_around
from courses.views.leading import way_to
from learning.access import can_open_activity, refused
from learning.actor import Actor
from learning.choices import CompletionRule, Reason
from learning.derived.played import MOST_SPANS
from learning.derived.standing import read_standing
from learning.models import Activity
from learning.records.completion import ActivityLocked, complete_activity
from learning.records.visit import enrolments_at, record_visit
from learning.records.watching import Played, record_watching

logger = logging.getLogger(__name__)

SECONDS = r"[0-9]{1,6}(?:\.[0-9]{1,6})?"
SPAN = re.compile(f"({SECONDS})-({SECONDS})")


def find_activity(key):
    """The activity of `key`, retired or not, or Http404."""
    activity, _syllabus = find_in_syllabus(key)
    return activity


def find_in_syllabus(key):
    """The activity of `key`, or Http404, and the Syllabus that it stands in; None if retired."""
    syllabus = syllabus_around(key)
    if syllabus and (activity := syllabus.activity(key)):
        return activity, syllabus
    activities = Activity.objects.select_related("module__track")
    return get_object_or_404(activities, key=key), None


def lesson_page(activity):
    """A live page of the lesson `activity`, in any language, or None: one that can be read, if any.

    One query, one more where the first cannot be read.
    """
    pages = LessonPage.objects.live().filter(translation_key=activity.key)
    page = pages.first()
    if page and page.is_damaged:
        return next((each for each in pages if not each.is_damaged), page)
    return page


def page_in_edition(activity):
    """The page of `activity` as it is shown in the active language, None where there is none.

    No query if it was shown before in this edition.
    """
    path = activity.paths.get(get_language())
    return find_page(path) if path else None


def is_body_readable(page, *, in_edition):
    """Whether each block of the body of `page` can be read. Asked once of a page `in_edition`."""
    if in_edition:
        name = f"readable-{page.pk}"
        return remembered(name, lambda: is_body_readable(page, in_edition=False))
    return is_stream_readable(page.body)


@signed_in
@require_http_methods(["GET", "POST"])
def activity_complete(request, key):
    """Mark a lesson or case study as complete and lead on. A GET leads to the activity."""
    activity, syllabus = find_in_syllabus(key)
    if request.method == "GET":
        return redirect(way_to(activity, activity.module))
    if activity.completion_rule == CompletionRule.PASS:
        messages.error(request, _("A quiz is completed by passing it."))
        return redirect(way_to(activity, activity.module))
    if answer := refuse_unfinished(request, activity):
        return answer
    try:
        completion = complete_activity(
            learner=request.user,
            activity=activity,
            actor=Actor.person(request.user),
            syllabus=syllabus,
        )
    except ActivityLocked as refusal:
        return lead_back(request, activity, refusal.access)
    following = completion.standing.way_on(activity)
    if completion.standing.progress.is_complete:
        messages.success(request, completed_words(completion.standing))
    onward = way_to(following, activity.module)
    ask_for_workplace(request, completion, onward)
    return redirect(onward)


def refuse_unfinished(request, activity):
    """Lead back where a lesson has no page any more or asks for something first; else None.

    What its learner marks as complete needs no page; nor is it completed by one that is damaged.
    """
    is_asking = asks_for_blocks(activity)
    page = lesson_page(activity) if is_asking else page_in_edition(activity)
    if page is None:
        return lead_back(request, activity, refused(Reason.RETIRED)) if is_asking else None
    outstanding = still_to_do(request.user, activity, page)
    if not outstanding and not is_body_readable(page, in_edition=not is_asking):
        outstanding = Outstanding(is_unknown=True)
    if not outstanding:
        return None
    messages.error(request, what_is_missing(outstanding))
    if outstanding.is_unknown:
        logger.error("%s %s cannot be read: nobody completes it", activity.kind, page.pk)
        return redirect(way_to(activity.module))
    return redirect(way_to(activity, activity.module))


def what_is_missing(outstanding):
    """What to do before the lesson can be completed, in a sentence or two."""
    if outstanding.is_unknown:
        return CANNOT_BE_READ
    if outstanding.videos:
        return ngettext(
            "Watch the video first: it counts from 90 per cent.",
            "Watch the videos first: each counts from 90 per cent.",
            len(outstanding.videos),
        )
    number = len(outstanding.questions)
    return ngettext(
        "Answer the question in the lesson first.",
        "Answer the %(number)s questions in the lesson first.",
        number,
    ) % {"number": number}


def lead_back(request, activity, access):
    """Say why an activity cannot be completed, and go where that can be changed."""
    if access.reason == Reason.RETIRED:
        messages.info(request, _("“%(title)s” is no longer offered.") % {"title": activity.title})
    else:
        messages.error(request, access.words)
    return redirect(way_to(activity.module))


@require_POST
def activity_visit(request, key):
    """Remember where an enrolled learner is. Nothing is remembered of others."""
    if request.user.is_authenticated:
        activity = find_activity(key)
        enrolments = enrolments_at(activity, request.user)
        standing = read_standing(request.user, activity.module, enrolments)
        if can_open_activity(request.user, activity, standing):
            record_visit(learner=request.user, activity=activity, enrolment=standing.enrolment)
    return HttpResponse(status=204)


@signed_in
@require_http_methods(["GET", "POST"])
def activity_watch(request, key):
    """Remember how much of the video `block` was watched; JSON for scripts, else back to it.

    A script sends what was `played`, a form the `percent`. The lesson is completed when that was
    the last thing it asked for.
    """
    activity = find_activity(key)
    if request.method == "GET":
        return redirect(way_to(activity, activity.module))
    page = lesson_page(activity)
    block, told = request.POST.get("block", ""), what_was_watched(request.POST)
    videos = blocks_of(page, {VIDEO}) if page else []
    if block not in videos or told is None:
        return HttpResponseBadRequest(_("This video is no longer part of the lesson."))
    try:
        watching = record_watching(learner=request.user, activity=activity, block_id=block, **told)
        completion = complete_when_done(
            learner=request.user, activity=activity, page=page, actor=Actor.person(request.user)
        )
    except ActivityLocked as refusal:
        if request.accepts("text/html"):
            return lead_back(request, activity, refusal.access)
        return JsonResponse({"message": refusal.access.words}, status=403)
    news = news_of_completion(completion)
    ask_for_workplace(request, completion, activity.url)
    if request.accepts("text/html"):
        if news:
            messages.success(request, news)
        return redirect(way_to(activity, activity.module))
    words = watched_so_far(videos, block, watching).words
    return JsonResponse({"words": words, "is_completed": bool(completion), "news": news})


def what_was_watched(data):
    """What `data` (a QueryDict) tells of a video, as `record_watching` takes it.

    That is `percent`, or `played`: “0-28.4,30-50”, with `length` and `position`, all in seconds.
    None where it cannot be read.
    """
    percent = data.get("percent", "")
    if percent.isdecimal():
        return {"percent": int(percent[:4])}
    spans = [SPAN.fullmatch(span) for span in data.get("played", "").split(",", MOST_SPANS)]
    numbers = [data.get("length", ""), data.get("position", "")]
    if not (all(spans) and all(re.fullmatch(SECONDS, number) for number in numbers)):
        return None
    length, position = map(float, numbers)
    if not length:
        return None
    played = [tuple(map(float, span.groups())) for span in spans]
    return {"played": Played(played, length, position)}
