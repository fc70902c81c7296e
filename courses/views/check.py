"""Answers to the knowledge checks inside a lesson."""

import logging
from dataclasses import replace

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import ask_to_log_in
from assessments.check import answer_check
from content.blocks.base import UNREADABLE
from content.reading.pages import can_read
from courses.body import check_headings, parts_of
from courses.formats import BLOCKS
from courses.models import LessonPage
from courses.reading import read_checks
from courses.rules import complete_when_done
from courses.screens.asking import check_entry
from courses.screens.completed import news_of_completion
from courses.screens.workplace import ask_for_workplace
from courses.views.leading import way_to
from learning.access import can_complete_activity
from learning.actor import Actor
from learning.models import Activity

logger = logging.getLogger(__name__)


@require_http_methods(["GET", "POST"])
def check_answer(request, key, question_id):
    """Mark an answer: kept for enrolled learners, marked only for everyone else who may read.

    A GET leads to the lesson. A script (`X-Fragment`) gets the question alone, marked. Who tries
    `again` gets it to be answered anew; the answer that is kept stays until then. Who was enrolled
    when the form was made (`keep`), and is not logged in any more, is asked to log in.
    """
    activity = get_object_or_404(Activity.objects.select_related("module__track"), key=key)
    if request.method == "GET":
        return redirect(way_to(activity, activity.module))
    page, question, heading = find_question(activity, question_id)
    is_readable = can_read(request.user, page)
    if not request.user.is_authenticated and ("keep" in request.POST or not is_readable):
        return ask_to_log_in(request)
    if not is_readable:
        return redirect(page.url)
    if "again" in request.POST:
        return render_check(request, page, question, heading)
    sent = question.parse(request.POST)
    message = sent.message
    if not message and not question.is_complete(sent.answer):
        message = BLOCKS[question.kind].missing
    if message:
        return render_check(request, page, question, heading, sent.answer, message=message)
    if not can_complete_activity(request.user, activity):
        return render_check(request, page, question, heading, sent.answer)
    answer_check(learner=request.user, activity=activity, question=question, answer=sent.answer)
    completion = complete_when_done(
        learner=request.user, activity=activity, page=page, actor=Actor.person(request.user)
    )
    news = news_of_completion(completion)
    ask_for_workplace(request, completion, page.url)
    if request.headers.get("X-Fragment"):
        return render_check(request, page, question, heading, sent.answer, news=news)
    if news:
        messages.success(request, news)
    return redirect(f"{page.url}#check-{question.id}-verdict")


def find_question(activity, question_id):
    """The lesson's page in the active language, else any, its check question, and its heading.

    Where the question cannot be read in one language it is that of another. Raises Http404.
    """
    pages = LessonPage.objects.live().filter(translation_key=activity.key).select_related("locale")
    here = get_language()
    for page in sorted(pages, key=lambda page: page.locale.language_code != here):
        parts = parts_of(page.body)
        for part in parts:
            if part.id == question_id and part.is_check:
                try:
                    [question] = read_checks(page, [part])
                except UNREADABLE:
                    logger.exception("Question %s of page %s cannot be read", part.id, page.pk)
                    continue
                return page, question, check_headings(parts)[part.id]
    raise Http404


def render_check(request, page, question, heading, answer=None, *, message="", news=""):
    """The question alone for a script, else a page of its own with the way back.

    `message`: what is wrong with the `answer`; `news`: what answering it has completed, both in a
    sentence.
    """
    is_alone = not request.headers.get("X-Fragment")
    template = "pages/check.html" if is_alone else "components/check.html"
    heading = replace(heading, level=2) if is_alone else heading
    entry = check_entry(question, heading, answer, message)
    context = {
        "key": page.translation_key,
        "page": page,
        "entry": entry,
        "news": news,
        "keep": "keep" in request.POST,
    }
    return render(request, template, context, status=422 if entry.message else 200)
