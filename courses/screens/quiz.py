"""What the quiz screens show, read from the records."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.choices import GradingMethod, ShowAnswers
from assessments.correction import read_corrections
from assessments.layout import count_asked
from assessments.standing import may_see_key, read_quiz_standing
from assessments.version import current_version
from courses.reading import read_quiz, read_rules
from courses.screens.asking import preview_entries, result_entries
from courses.screens.completed import completed_words
from courses.screens.onward import read_onward
from courses.screens.player import read_player
from learning.access import can_complete_activity
from learning.choices import Reason
from learning.derived.standing import read_standing
from learning.models import Activity

# What a pass waits for until it completes the quiz.
WAITING = {
    Reason.ENROL: gettext_lazy(
        "Your pass stays. It counts as soon as you come back to the module."
    ),
    Reason.SEQUENCE: gettext_lazy(
        "Your pass stays. It counts as soon as you have completed what comes before the quiz."
    ),
}
WAITING_OTHERWISE = gettext_lazy("Your pass stays. It counts as soon as nothing stands in its way.")


class QuizStep(models.TextChoices):
    """What a quiz offers before it is begun.

    Its label is what the button says, or why there is none; that of a refusal says its Access.
    """

    GO_ON = "go_on", gettext_lazy("Continue your attempt")
    START = "start", gettext_lazy("Start the quiz")
    START_AGAIN = "start_again", gettext_lazy("Start another attempt")
    REFUSED = "refused", ""
    NOT_READY = (
        "not_ready",
        gettext_lazy("This quiz opens when it is published with its questions."),
    )
    USED_UP = "used_up", gettext_lazy("You have used all attempts.")

    @property
    def template(self):
        """The path of the template that offers it."""
        kind = QuizStep.START if self == QuizStep.START_AGAIN else self
        return f"components/quiz_steps/{kind.value}.html"


def next_step(player, own, *, is_ready):
    """The QuizStep for the reader of a Player with a quiz; None for a visitor, and where another
    decided that it is done and no attempt is left.

    `own`: the reader's QuizStanding, None for a visitor. `is_ready`: whether the quiz is published
    with questions.
    """
    if own and own.open_attempt:
        return QuizStep.GO_ON
    if not is_ready:
        return QuizStep.NOT_READY
    if own is None:
        return None
    if not player.work:
        return QuizStep.REFUSED
    if player.is_decided and not own.may_start:
        return None
    if own.may_start:
        return QuizStep.START_AGAIN if own.used else QuizStep.START
    return QuizStep.USED_UP


def quiz_before(request, page, language):
    """The context of a quiz page: the quiz as published, and where the reader stands with it.

    A preview has no `player`; its quiz is the one being written, and `asked` are its questions.
    """
    player = read_player(request, page)
    version = current_version(player.activity, language) if player else None
    quiz = version.quiz if version else read_quiz(page)
    rules = version.activity.quiz_rules if version else read_rules(page)
    own = None
    if player and request.user.is_authenticated:
        own = read_quiz_standing(request.user, player.activity, rules)
    return {
        "player": player,
        "quiz": quiz,
        "rules": rules,
        "own": own,
        "allowed": own.allowed if own else rules.attempts_allowed,
        "time_limit": own.time_limit if own else rules.time_limit,
        "step": next_step(player, own, is_ready=version is not None and bool(quiz.questions)),
        "questions": count_asked(quiz, rules),
        "promises": promises(quiz, rules),
        "asked": [] if player else preview_entries(quiz.questions, rules.shuffle_answers),
        "minutes_left": own.open_attempt.minutes_left(timezone.now())
        if own and own.open_attempt
        else None,
    }


def promises(quiz, rules):
    """What happens in `quiz` (a QuizDefinition) under its `rules`, as a list of sentences."""
    sentences = [
        _(
            "Each answer is saved as you give it."
            " You can stop and go on later, on another device too."
        ),
        _("When the time is up, what you answered is submitted for you.")
        if rules.time_limit
        else _("There is no time limit."),
        ShowAnswers(rules.show_answers).promise,
    ]
    if rules.attempts_allowed != 1:
        if count_asked(quiz, rules) < len(quiz.questions):
            sentences.append(_("Another attempt brings new questions, as long as there are any."))
        sentences.append(GradingMethod(rules.grading_method).promise)
    return sentences


def outlook(attempt, own, module, overview=None):
    """What a result means for the quiz and the module, in a sentence.

    `own` is the learner's standing with the quiz, `module` that in the module; `overview`: the
    learner's, where it is at hand.
    """
    if own.has_passed and not attempt.is_passed:
        return _("You passed in another attempt, and that stays.")
    if own.has_passed:
        if module.finished_at:
            return completed_words(module, overview)
        if attempt.activity_id in module.completed:
            return _("The quiz is done.")
        access = can_complete_activity(attempt.learner, attempt.activity, module)
        return WAITING.get(access.reason, WAITING_OTHERWISE)
    if own.open_attempt:
        return _("Attempt %(number)s is under way.") % {"number": own.open_attempt.number}
    if attempt.activity_id in module.decided:
        return (
            _("You are excused from this quiz. It counts as done.")
            if attempt.activity_id in module.excused
            else _("A trainer entered this quiz as completed by hand. It counts as done.")
        )
    if own.is_used_up:
        return _("No attempt is left.")
    access = can_complete_activity(attempt.learner, attempt.activity, module)
    if not access:  # with attempts left that cannot be begun
        return access.words
    if own.left is None:
        return _("You may try again whenever you like.")
    return ngettext(
        "%(left)s attempt is left. It is open now.",
        "%(left)s attempts are left. The next is open now.",
        own.left,
    ) % {"left": own.left}


def quiz_after(attempt):
    """The context of a result: the questions as seen, the verdict, and what to do next."""
    learner, activity = attempt.learner, attempt.activity
    rules = activity.quiz_rules
    own = read_quiz_standing(learner, activity, rules)
    with_key = may_see_key(attempt, own.has_passed)
    overview = read_onward(learner) if own.has_passed else None
    module = (overview and overview.standing_in(activity.module)) or read_standing(
        learner, activity.module
    )
    responses = {response.question_id: response for response in attempt.responses.all()}
    corrections = read_corrections(activity.pk)
    following = module.way_on(activity) if activity in module.activities else None
    may_try_again = own.may_start and bool(can_complete_activity(learner, activity, module))
    is_over = not following and (own.has_passed or not may_try_again)
    onward = (overview or read_onward(learner)) if is_over else None
    return {
        "attempt": attempt,
        "quiz": attempt.quiz,
        "own": own,
        "is_stuck": own.is_used_up and activity.pk not in module.decided,
        "outlook": outlook(attempt, own, module, overview),
        "mean": own.percent
        if rules.grading_method == GradingMethod.AVERAGE and own.used > 1
        else None,
        "with_key": with_key,
        "withheld": "" if with_key else ShowAnswers(attempt.show_answers).withheld,
        "entries": result_entries(attempt, responses, with_key, corrections),
        "module": module,
        "next": following,
        "onward": onward,
        "leads_home": is_over and not (onward.next or onward.suggestion or own.open_attempt),
        "lessons": lessons_to_read_again(attempt, responses, corrections),
        "may_try_again": may_try_again,
    }


def lessons_to_read_again(attempt, responses, corrections):
    """The lessons about what was not answered rightly, in their order."""
    points = {key: response.points for key, response in responses.items()}
    keys = {
        asked.question.lesson
        for asked in attempt.asked
        if asked.question.lesson
        and not corrections.is_withdrawn(asked.question.id)
        and (points.get(asked.question.id) or 0) < asked.question.points
    }
    if not keys:
        return []
    lessons = Activity.objects.active().filter(key__in=keys)
    return list(lessons.order_by("module__position", "position"))
