"""What the quiz screens show, read from the records."""

from assessments.attempt import Attempt
from assessments.choices import ShowAnswers
from assessments.standing import may_see_key, standing
from assessments.version import current_version
from courses.asking import result_entries
from courses.definition import quiz_definition
from learning.choices import ActivityKind
from learning.models import Activity
from learning.standing import read_standing


def quiz_before(user, page, language):
    """The context of a quiz page: the quiz, its activity, and where `user` stands with it.

    In a preview, where nothing is frozen yet, the quiz is the one being written.
    """
    activities = Activity.objects.select_related("module__track")
    activity = activities.filter(key=page.translation_key).first()
    version = current_version(activity, language) if activity else None
    quiz = version.quiz if version else quiz_definition(page)
    own = None
    if activity and user.is_authenticated:
        own = standing(user, activity, quiz.settings)
    return {"quiz": quiz, "activity": activity, "own": own, "is_frozen": version is not None}


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
        "next": next_after(module, activity),
        "lessons": lessons_to_read_again(attempt, responses),
        "may_try_again": activity.is_active and module.is_enrolled and own.may_start,
    }


def next_after(module, activity):
    """The activity to go on to after `activity`: the next one that is not completed, or None."""
    order = list(module.activities)
    place = next((n for n, other in enumerate(order, 1) if other.pk == activity.pk), 0)
    return next(iter(module.missing(order[place:] + order[:place])), None)


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


def quiz_results(learner):
    """The learner's finished attempts, the last first, for My learning."""
    finished = Attempt.objects.filter(learner=learner).exclude(submitted_at=None)
    return finished.select_related("activity__module__track").order_by("-submitted_at")
