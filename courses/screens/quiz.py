"""What the quiz screens show, read from the records."""

from django.utils import timezone

from assessments.choices import ShowAnswers
from assessments.standing import may_see_key, standing
from assessments.version import current_version
from courses.definition import quiz_definition
from courses.screens.asking import preview_entries, result_entries
from courses.screens.player import read_player
from learning.choices import ActivityKind
from learning.derived.standing import read_standing
from learning.models import Activity


def quiz_before(request, page, language):
    """The context of a quiz page: the quiz as published, and where the reader stands with it.

    In a preview, where there is no `player`, the quiz is the one being written, and `asked` are its
    questions.
    """
    player = read_player(request, page)
    version = current_version(player.activity, language) if player else None
    quiz = version.quiz if version else quiz_definition(page)
    own = None
    if player and request.user.is_authenticated:
        own = standing(request.user, player.activity, quiz.settings)
    return {
        "player": player,
        "quiz": quiz,
        "own": own,
        "is_frozen": version is not None,
        "asked": [] if player else preview_entries(quiz.questions, quiz.settings.shuffle_answers),
        "minutes_left": own.open_attempt.minutes_left(timezone.now())
        if own and own.open_attempt
        else None,
    }


def quiz_after(attempt):
    """The context of a result: the questions as seen, the verdict, and what to do next."""
    learner, activity = attempt.learner, attempt.activity
    version = current_version(activity, attempt.version.language) or attempt.version
    rules = version.quiz.settings
    own = standing(learner, activity, rules)
    with_key = may_see_key(attempt, own.has_passed)
    module = read_standing(learner, activity.module)
    responses = {response.question_id: response for response in attempt.responses.all()}
    return {
        "attempt": attempt,
        "quiz": attempt.quiz,
        "rules": rules,
        "own": own,
        "with_key": with_key,
        "answers_come_after_passing": attempt.quiz.settings.show_answers
        == ShowAnswers.AFTER_PASSING,
        "entries": result_entries(attempt, responses, with_key),
        "module": module,
        "next": module.way_on(activity) if activity in module.activities else None,
        "lessons": lessons_to_read_again(attempt, responses),
        "may_try_again": activity.is_active and module.is_enrolled and own.may_start,
    }


def lessons_to_read_again(attempt, responses):
    """The lessons that teach what was not answered rightly, in their order."""
    points = {key: response.points for key, response in responses.items()}
    keys = {
        asked.question.lesson
        for asked in attempt.asked
        if asked.question.lesson and (points.get(asked.question.id) or 0) < asked.question.points
    }
    if not keys:
        return []
    lessons = Activity.objects.active().filter(key__in=keys, kind=ActivityKind.LESSON)
    return list(lessons.order_by("module__position", "position"))
