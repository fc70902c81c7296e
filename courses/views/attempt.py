"""The quiz player: start, answer, look over, submit, read the result."""

import logging
from functools import wraps

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.signed_in import signed_in
from assessments.attempt import (
    Attempt,
    AttemptClosed,
    AttemptRefusal,
    AttemptRefused,
    mark_at_once,
    save_answers,
    settle_attempt,
    start_attempt,
    submit_attempt,
)
from assessments.choices import ShowAnswers
from assessments.definition import UnreadableQuiz
from courses.answering import read_form, unknown_questions
from courses.screens.asking import NAVIGATOR_STATES, fingerprint, player_entries
from courses.screens.look_over import LookOver
from courses.screens.quiz import quiz_after
from courses.views.activity import find_activity
from courses.views.leading import way_to
from learning.actor import Actor

logger = logging.getLogger(__name__)


def of_readable_attempt(view):
    """Decorate a `view` of an attempt so that words stand where its questions cannot be read."""

    @wraps(view)
    def wrapped(request, pk):
        try:
            return view(request, pk)
        except UnreadableQuiz:
            logger.exception("Attempt %s cannot be read.", pk)
            attempt = get_object_or_404(Attempt, pk=pk, learner=request.user)
            return render_unreadable(request, attempt)

    return wrapped


def render_unreadable(request, attempt):
    """Say that the questions of `attempt` cannot be shown, and what is known of it all the same."""
    if not request.accepts("text/html"):
        url = reverse("attempt", args=[attempt.pk])
        message = _("The questions of this attempt cannot be shown. What you answered is kept.")
        return JsonResponse({"message": message, "url": url}, status=409)
    url = attempt.activity.module.url or reverse("my_learning")
    context = {"attempt": attempt, "url": url}
    return render(request, "pages/attempt_unreadable.html", context, status=409)


def own_attempt(request, pk):
    """The attempt, if it is the user's own; closed with what was saved when its time is up."""
    attempts = Attempt.objects.select_related(
        "learner", "version", "activity__module__track", "activity__quiz_rules"
    )
    return settle_attempt(attempt=get_object_or_404(attempts, pk=pk, learner=request.user))


@signed_in
@require_http_methods(["GET", "POST"])
def attempt_start(request, key):
    """Start an attempt, or go on with the open one. A GET leads to the quiz."""
    activity = find_activity(key)
    if request.method == "GET":
        return redirect(way_to(activity, activity.module))
    try:
        attempt = start_attempt(
            learner=request.user,
            activity=activity,
            language=get_language(),
            actor=Actor.person(request.user),
        )
    except AttemptRefused as refusal:
        if isinstance(refusal.reason, AttemptRefusal):  # others stand on the page of the quiz
            messages.warning(request, refusal.reason.label)
        return redirect(way_to(activity, activity.module))
    return redirect("attempt", attempt.pk)


@signed_in
@never_cache
@require_safe
@of_readable_attempt
def attempt(request, pk):
    """The questions of an open attempt."""
    attempt = own_attempt(request, pk)
    if not attempt.is_open:
        return redirect("attempt_result", pk)
    return render_player(request, attempt)


@signed_in
@never_cache
@require_safe
def attempt_time(request, pk):
    """The seconds left of an attempt, as JSON for its page; 0 once it is closed."""
    attempt = own_attempt(request, pk)
    seconds = attempt.seconds_left(timezone.now()) if attempt.is_open else 0
    return JsonResponse({"seconds_left": seconds})


def render_player(request, attempt, parsed=None, status=200):
    """The player, with what could not be taken as it was sent shown again."""
    now = timezone.now()
    entries = player_entries(attempt, parsed)
    context = {
        "attempt": attempt,
        "quiz": attempt.quiz,
        "entries": entries,
        "problems": [entry for entry in entries if entry.message],
        "is_sent_back": parsed is not None,
        "seconds_left": attempt.seconds_left(now),
        "minutes_left": attempt.minutes_left(now),
        "states": NAVIGATOR_STATES,
        "at_once": attempt.show_answers == ShowAnswers.AT_ONCE,
    }
    return render(request, "pages/attempt.html", context, status=status)


@signed_in
@require_http_methods(["GET", "POST"])
@of_readable_attempt
def attempt_save(request, pk):
    """Save the answers that the form changed: as JSON for scripts, else back to the questions."""
    attempt = own_attempt(request, pk)
    if request.method == "GET":
        return redirect("attempt", pk)
    if unknown_questions(attempt, request.POST):
        return refuse_saving(request, attempt, _("This question is not part of the quiz."), 400)
    parsed = read_form(attempt, request.POST)
    try:
        save_answers(
            attempt=attempt,
            answers={key: sent.answer for key, sent in parsed.items() if not sent.is_refused},
        )
        step, _sep, question_id = request.POST.get("step", "").partition(":")
        place = ""
        if step == "mark" and question_id in attempt.quiz.by_id:
            is_marked = mark_at_once(attempt=attempt, question_id=question_id)
            place = place_of(attempt, question_id, "-verdict" if is_marked else "")
        elif step == "stay" and parsed:  # Enter sends them all; it was pressed in the last one
            place = place_of(attempt, [*parsed][-1])
    except AttemptClosed:
        message = _("This attempt is closed. What was saved before counts.")
        return refuse_saving(request, attempt, message, 409)
    return answer_saving(request, attempt, parsed, step, place)


def place_of(attempt, question_id, part=""):
    """The fragment that leads to a question of `attempt`; empty where that is not asked."""
    numbers = {asked.question.id: asked.number for asked in attempt.asked}
    return f"#question-{numbers[question_id]}{part}" if question_id in numbers else ""


def answer_saving(request, attempt, parsed, step, place):
    """The response to a form that was saved by the button `step`; `place`: a fragment."""
    wrong = {key: sent for key, sent in parsed.items() if sent.message}
    if not request.accepts("text/html"):
        data = {
            "seconds_left": attempt.seconds_left(timezone.now()),
            "time": date_format(timezone.localtime(), "TIME_FORMAT"),
            "was": {k: fingerprint(s.answer) for k, s in parsed.items() if not s.is_refused},
            "messages": {key: sent.message for key, sent in wrong.items()},
        }
        return JsonResponse(data, status=422 if any(s.is_refused for s in wrong.values()) else 200)
    if wrong:
        return render_player(request, attempt, wrong, status=422)
    if step == "finish":
        return redirect("attempt_finish", attempt.pk)
    if step != "mark":
        messages.success(request, _("Your answers are saved."))
    return redirect(reverse("attempt", args=[attempt.pk]) + place)


def refuse_saving(request, attempt, message, status):
    """The response, with this `status`, that says why nothing was saved and where to go.

    It is JSON for scripts. `message` is the reason, in a sentence.
    """
    url = reverse("attempt" if attempt.is_open else "attempt_result", args=[attempt.pk])
    if not request.accepts("text/html"):
        return JsonResponse({"message": message, "url": url}, status=status)
    context = {"title": message, "url": url, "attempt": attempt}
    return render(request, "pages/attempt_refused.html", context, status=status)


@signed_in
@never_cache
@require_safe
@of_readable_attempt
def attempt_finish(request, pk):
    """A look over what is answered before submitting."""
    attempt = own_attempt(request, pk)
    if not attempt.is_open:
        return redirect("attempt_result", pk)
    now = timezone.now()
    context = {
        "attempt": attempt,
        "quiz": attempt.quiz,
        "look": LookOver(player_entries(attempt)),
        "seconds_left": attempt.seconds_left(now),
        "minutes_left": attempt.minutes_left(now),
    }
    return render(request, "pages/attempt_finish.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
@of_readable_attempt
def attempt_submit(request, pk):
    """Submit the attempt, once however often it is asked. A GET leads to the look over."""
    if request.method == "GET":
        own_attempt(request, pk)
        return redirect("attempt_finish", pk)
    try:  # it is read behind the lock alone
        own = Attempt(pk=pk, learner=request.user)
        submit_attempt(attempt=own, actor=Actor.person(request.user))
    except Attempt.DoesNotExist as nobodys:
        raise Http404 from nobodys
    return redirect("attempt_result", pk)


@signed_in
@never_cache
@require_safe
@of_readable_attempt
def attempt_result(request, pk):
    """The result of a finished attempt, with the questions as they were."""
    attempt = own_attempt(request, pk)
    if attempt.is_open:
        return redirect("attempt", pk)
    return render(request, "pages/attempt_result.html", quiz_after(attempt))
