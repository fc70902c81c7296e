"""A wrong question is put right: points, passes and completions follow, and nobody loses any."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from assessments.attempt import mark_at_once, save_answers, submit_attempt
from assessments.choices import GradingMethod, ShowAnswers
from assessments.correction import CorrectionKind, Fault
from assessments.models import Attempt, Correction, Pass, Response
from assessments.passing import PassOrigin
from assessments.question import Option
from assessments.remarking import (
    Effect,
    NothingToCorrect,
    correct_question,
    kinds_of_correction,
    preview_correction,
)
from assessments.version import freeze_version
from learning.choices import EntryKind
from learning.models import Completion, Enrolment, HistoryEntry, TrackEnrolment
from tests.factories.actors import ACTOR
from tests.factories.quizzes import (
    QuizActivityFactory,
    begin,
    definition,
    enrolled_learner,
    question,
)

pytestmark = pytest.mark.django_db
WITHDRAWN, NEW_KEY = CorrectionKind.WITHDRAWN, CorrectionKind.NEW_KEY
SWAPPED = {"options": (Option("right", "The need"), Option("wrong", "The tender", True))}


@pytest.fixture
def quiz():
    """A quiz of two questions of two points each; both are needed to pass."""
    return QuizActivityFactory(quiz=definition(2, pass_mark=80))


def answered(activity, *answers, learner=None):
    """A submitted attempt with these answers to `id-0`, `id-1` …; None leaves one open."""
    attempt = begin(learner=learner, activity=activity)
    given = {f"id-{n}": answer for n, answer in enumerate(answers) if answer is not None}
    save_answers(attempt=attempt, answers=given)
    return submit_attempt(attempt=attempt, actor=ACTOR)


def put_right(activity, kind=WITHDRAWN, question_id="id-1", reason="The key was wrong."):
    return correct_question(
        activity=activity,
        question_id=question_id,
        kind=kind,
        fault=Fault.WRONG_KEY,
        reason=reason,
        actor=ACTOR,
    )


def publish_other_key(activity, language="en"):
    """Publish the quiz with the other option of `id-1` as the right one."""
    questions = [question(question_id="id-0"), question(question_id="id-1", **SWAPPED)]
    freeze_version(activity=activity, language=language, definition=definition(questions))


@pytest.mark.parametrize("answer", ["wrong", None])
def test_a_withdrawn_question_gives_its_points_to_all_who_were_asked(quiz, answer):
    attempt = answered(quiz, "right", answer)
    assert not attempt.is_passed
    assert put_right(quiz) == Effect(results=1, passes=1, completions=1)
    attempt.refresh_from_db()
    assert (attempt.points, attempt.score, attempt.is_passed) == (4, 100, True)
    kept = Pass.objects.get()
    assert (kept.passed_at, kept.origin) == (attempt.submitted_at, PassOrigin.CORRECTION)
    assert Completion.objects.get().completed_at == attempt.submitted_at


def test_answers_are_marked_with_the_key_of_today(quiz):
    attempt = answered(quiz, "right", "wrong")
    publish_other_key(quiz)
    assert put_right(quiz, NEW_KEY) == Effect(results=1, passes=1, completions=1)
    attempt.refresh_from_db()
    assert attempt.points == 4
    assert attempt.responses.get(question_id="id-1").points == 2


def test_nobody_loses_points_or_a_pass(quiz):
    attempt = answered(quiz, "right", "right")
    publish_other_key(quiz)
    assert put_right(quiz, NEW_KEY) == Effect(results=0, passes=0, completions=0)
    attempt.refresh_from_db()
    assert (attempt.points, attempt.is_passed) == (4, True)
    assert not HistoryEntry.objects.filter(kind=EntryKind.ATTEMPT_CORRECTED).exists()


def test_an_attempt_under_way_is_marked_so_when_it_is_submitted(quiz):
    attempt = begin(activity=quiz)
    save_answers(attempt=attempt, answers={"id-0": "right"})
    assert put_right(quiz).results == 0
    assert submit_attempt(attempt=attempt, actor=ACTOR).points == 4


def test_an_answer_that_is_checked_at_once_has_the_better_mark():
    activity = QuizActivityFactory(quiz=definition(2, show_answers=ShowAnswers.AT_ONCE))
    attempt = begin(activity=activity)
    publish_other_key(activity)
    put_right(activity, NEW_KEY)
    save_answers(attempt=attempt, answers={"id-1": "wrong"})
    assert mark_at_once(attempt=attempt, question_id="id-1")
    assert attempt.responses.get().points == 2


def test_each_language_has_its_own_key(quiz):
    freeze_version(activity=quiz, language="es", definition=definition(2, title="Prueba"))
    publish_other_key(quiz)
    publish_other_key(quiz, "es")
    put_right(quiz, NEW_KEY)
    assert Correction.objects.get().questions.keys() == {"en", "es"}


def test_the_history_says_so(quiz):
    attempt = answered(quiz, "right", "wrong")
    put_right(quiz, reason="Two options were right.")
    entry = HistoryEntry.objects.get(kind=EntryKind.ATTEMPT_CORRECTED)
    assert (entry.attempt_id, entry.reason) == (attempt.pk, "Two options were right.")
    assert quiz.title in entry.words
    entry = HistoryEntry.objects.get(kind=EntryKind.PASS_GIVEN)
    assert entry.dated_at == attempt.submitted_at


def test_a_preview_tells_the_same_and_changes_nothing(quiz):
    attempt = answered(quiz, "right", "wrong")
    asked = {"activity": quiz, "question_id": "id-1", "kind": WITHDRAWN}
    before = HistoryEntry.objects.count()
    effect = preview_correction(**asked, fault=Fault.OTHER, reason="", actor=ACTOR)
    assert effect == Effect(1, 1, 1)
    attempt.refresh_from_db()
    assert attempt.points == 2
    assert not Correction.objects.exists()
    assert not Pass.objects.exists()
    assert HistoryEntry.objects.count() == before


def test_a_question_is_withdrawn_once(quiz):
    put_right(quiz)
    for kind in CorrectionKind:
        with pytest.raises(NothingToCorrect):
            put_right(quiz, kind)
    assert Correction.objects.count() == 1


def test_answers_are_marked_once_with_each_key(quiz):
    answered(quiz, "right", "wrong")
    publish_other_key(quiz)
    put_right(quiz, NEW_KEY)
    with pytest.raises(NothingToCorrect):
        put_right(quiz, NEW_KEY)
    assert kinds_of_correction(quiz, "id-1") == [WITHDRAWN]
    assert Correction.objects.count() == 1


def test_the_key_of_before_can_be_taken_again(quiz):
    publish_other_key(quiz)
    put_right(quiz, NEW_KEY)
    freeze_version(activity=quiz, language="en", definition=definition(2))
    assert NEW_KEY in kinds_of_correction(quiz, "id-1")
    put_right(quiz, NEW_KEY)
    assert kinds_of_correction(quiz, "id-1") == [WITHDRAWN]


@pytest.mark.parametrize("language", ["en", "es"])
def test_other_words_are_no_other_key(quiz, language):
    publish_other_key(quiz)
    put_right(quiz, NEW_KEY)
    options = tuple(replace(option, text="Other words") for option in SWAPPED["options"])
    asked = question(question_id="id-1", options=options, feedback="<p>Other words.</p>")
    freeze_version(activity=quiz, language=language, definition=definition([asked]))
    assert kinds_of_correction(quiz, "id-1") == [WITHDRAWN]
    with pytest.raises(NothingToCorrect):
        put_right(quiz, NEW_KEY)


def test_a_language_with_a_key_of_its_own_is_marked_with_it(quiz):
    publish_other_key(quiz)
    put_right(quiz, NEW_KEY)
    freeze_version(activity=quiz, language="es", definition=definition(2))
    assert NEW_KEY in kinds_of_correction(quiz, "id-1")


def test_a_key_that_nobody_publishes_cannot_be_taken(quiz):
    with pytest.raises(NothingToCorrect):
        put_right(quiz, NEW_KEY, question_id="id-9")


def test_only_attempts_that_asked_the_question_change(quiz):
    attempt = answered(quiz, "right", "wrong")
    Attempt.objects.update(layout={"questions": ["id-0"], "parts": {}}, max_points=2)
    assert put_right(quiz).results == 0
    attempt.refresh_from_db()
    assert attempt.points == 2


def test_where_the_average_counts_a_later_attempt_passes_with_it():
    activity = QuizActivityFactory(
        quiz=definition(2, pass_mark=75, grading_method=GradingMethod.AVERAGE)
    )
    learner = enrolled_learner(activity)
    answered(activity, "wrong", "wrong", learner=learner)
    last = answered(activity, "right", "right", learner=learner)
    assert put_right(activity) == Effect(results=1, passes=1, completions=1)
    assert Pass.objects.get().attempt == last  # (50 + 100) / 2


def test_an_attempt_that_cannot_be_read_stops_nobody(quiz, caplog):
    broken, attempt = answered(quiz, "right", "wrong"), answered(quiz, "right", "wrong")
    Attempt.objects.filter(pk=broken.pk).update(layout={"questions": ["gone"], "parts": {}})
    assert put_right(quiz).results == 1
    attempt.refresh_from_db()
    assert attempt.points == 4
    assert str(broken.pk) in caplog.text


def test_a_language_that_cannot_be_read_stops_no_other(quiz, caplog):
    answered(quiz, "right", "wrong")
    publish_other_key(quiz)
    broken = freeze_version(activity=quiz, language="es", definition=definition(2))
    type(broken).objects.filter(pk=broken.pk).update(definition={})
    assert put_right(quiz, NEW_KEY).passes == 1
    assert list(Correction.objects.get().questions) == ["en"]
    assert f"Quiz version {broken.pk} cannot be read" in caplog.text


@pytest.mark.parametrize("method", GradingMethod.values)
def test_it_takes_as_many_queries_for_hundreds_as_for_one(method):
    numbers = []
    for people in (1, 400):
        activity = QuizActivityFactory(quiz=definition(2, pass_mark=80, grading_method=method))
        half_right(activity, people)
        with CaptureQueriesContext(connection) as captured:
            effect = put_right(activity)
        assert effect == Effect(results=people, passes=people, completions=people)
        # Rows are inserted so many at a time.
        numbers.append(sum(not query["sql"].startswith("INSERT") for query in captured))
    assert numbers[0] == numbers[1]


def half_right(activity, number):
    """So many enrolled learners with an attempt each, one answer of two right."""
    made = answered(activity, "right", "wrong")
    learners = User.objects.bulk_create(
        User(email=f"{activity.pk}-{n}@crowd.example") for n in range(1, number)
    )
    enrolment = made.learner.enrolments.get()
    Enrolment.objects.bulk_create(copied(enrolment, learner=each) for each in learners)
    TrackEnrolment.objects.bulk_create(
        TrackEnrolment(learner=each, track=activity.module.track, enrolled_at=made.started_at)
        for each in learners
    )
    attempts = Attempt.objects.bulk_create(copied(made, learner=each) for each in learners)
    Response.objects.bulk_create(
        copied(response, attempt=each) for each in attempts for response in made.responses.all()
    )


def copied(row, **changes):
    """A new row like this one, but for `changes`; it is not stored yet."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    made = type(row)(**values | {"id": None})
    for name, value in changes.items():
        setattr(made, name, value)
    return made
