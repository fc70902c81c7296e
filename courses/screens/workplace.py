"""Asking learners where they work: on the page after a completed lesson, and twice at most."""

from datetime import timedelta
from urllib.parse import quote

from django.contrib import messages
from django.template.loader import render_to_string
from django.urls import reverse

from learning.activity_type import closed_kinds

ASKED_AGAIN = timedelta(days=7)


def ask_for_workplace(request, completion, onward):
    """Put the question into a message for the next page, where it is time for it.

    `completion`: what was completed just now, or None. `onward` is the page that follows, to which
    the answer leads back. One query, none for those whose organisation is known.
    """
    learner = request.user
    if learner.organisation_id or not (completion and completion.is_new):
        return
    lessons = learner.completions.exclude(activity__kind__in=closed_kinds())
    dates = lessons.filter(is_excused=False, is_by_hand=False).order_by("completed_at")
    if is_time_to_ask(list(dates.values_list("completed_at", flat=True))):
        url = f"{reverse('account_organisation')}?next={quote(onward)}"
        html = render_to_string("components/ask_workplace.html", {"url": url})
        messages.info(request, html)


def is_time_to_ask(dates):
    """Whether the last of `dates`, when lessons were completed, is the first or a week later.

    So who goes on without an answer is asked once more, at the first lesson after that week.
    """
    if len(dates) < 2:
        return bool(dates)
    return dates[-2] < dates[0] + ASKED_AGAIN <= dates[-1]
