"""Starting, saving, submitting."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone

from assessments.attempt import (
    GRACE,
    AttemptClosed,
    AttemptRefused,
    UnknownQuestion,
    mark_at_once,
    save_answer,
    save_answers,
    settle_attempt,
    start_attempt,
    submit_attempt,
)
from assessments.definition import QuizDefinition
from assessments.models import Attempt, Response
from assessments.standing import may_see_key, read_quiz_standing
from assessments.version import freeze_version
from learning.models import Completion
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, EnrolmentFactory, ModuleFactory
from tests.factories.people import UserFactory
from tests.factories.quizzes import (
    RIGHT_ANSWERS,
    QuizActivityFactory,
    begin,
    change_rules,
    definition,
    enrolled_learner,
    finish,
    question,
)
from tests.threads import together

pytestmark = pytest.mark.django_db
QUESTION = "id-single_choice"


def answer(attempt, value="right", question_id=QUESTION):
    return save_answer(attempt=attempt, question_id=question_id, answer=value)


def test_an_attempt_has_number_layout_and_deadline_from_the_start():
    attempt = begin(definition(3, time_limit=20))
    assert attempt.number == 1
    assert attempt.deadline_at == attempt.started_at + timedelta(minutes=20)
    assert attempt.max_points == 6
    assert [a.question.id for a in attempt.asked] == ["id-0", "id-1", "id-2"]
    assert Attempt.objects.get().layout == attempt.layout


def test_starting_again_resumes_the_open_attempt():
    attempt = begin()
    assert begin(learner=attempt.learner, activity=attempt.activity) == attempt


@pytest.mark.django_db(transaction=True)
def test_a_double_click_starts_one_attempt():
    activity = QuizActivityFactory(quiz=definition(attempts_allowed=1))
    learner = enrolled_learner(activity)
    results = together(*[lambda: begin(learner=learner, activity=activity)] * 6)
    assert {getattr(result, "pk", result) for result in results} == {Attempt.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_submitting_twice_at_once_marks_and_completes_once():
    attempt = begin()
    answer(attempt)
    results = together(*[lambda: submit_attempt(attempt=attempt, actor=ACTOR)] * 4)
    assert {result.submitted_at for result in results} == {Attempt.objects.get().submitted_at}
    assert Completion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_crosses_the_submission_counts_or_is_refused():
    attempt = begin()
    saved, _ = together(
        lambda: answer(attempt), lambda: submit_attempt(attempt=attempt, actor=ACTOR)
    )
    counted = Response.objects.filter(points_numerator=2).exists()
    assert counted != isinstance(saved, AttemptClosed)
    assert (Attempt.objects.get().score == 100) == counted


@pytest.mark.django_db(transaction=True)
def test_two_tabs_saving_the_same_question_keep_one_answer():
    attempt = begin()
    results = together(lambda: answer(attempt, "right"), lambda: answer(attempt, "wrong"))
    assert not any(isinstance(result, Exception) for result in results)
    assert Response.objects.get().answer in ("right", "wrong")


@pytest.mark.parametrize("state", ["not_enrolled", "withdrawn", "retired", "anonymous"])
def test_only_the_enrolled_may_start(state):
    activity = QuizActivityFactory()
    learner = UserFactory()
    if state == "withdrawn":
        EnrolmentFactory(module=activity.module, learner=learner, withdrawn_at=timezone.now())
    if state == "retired":
        learner = enrolled_learner(activity)
        activity.retired_at = timezone.now()
        activity.save()
    with pytest.raises(AttemptRefused) as refusal:
        start_attempt(learner=learner, activity=activity, language="en", actor=ACTOR)
    assert refusal.value.reason == ("retired" if state == "retired" else "enrol")


def test_open_education_opens_no_quiz():
    activity = QuizActivityFactory(module=ModuleFactory(access="everyone"))
    with pytest.raises(AttemptRefused):
        start_attempt(learner=UserFactory(), activity=activity, language="en", actor=ACTOR)


def test_the_order_of_the_module_holds_for_quizzes():
    module = ModuleFactory(in_sequence=True)
    ActivityFactory(module=module)
    activity = QuizActivityFactory(module=module)
    with pytest.raises(AttemptRefused) as refusal:
        begin(activity=activity)
    assert refusal.value.reason == "sequence"


@pytest.mark.parametrize("quiz", [False, definition([])])
def test_a_quiz_without_questions_cannot_be_started(quiz):
    activity = QuizActivityFactory(quiz=False)
    if quiz:
        freeze_version(activity=activity, language="en", definition=QuizDefinition("Empty", ()))
    with pytest.raises(AttemptRefused) as refusal:
        begin(activity=activity)
    assert refusal.value.reason == "no_questions"


def test_attempts_are_counted_and_end():
    first = finish(begin(definition(attempts_allowed=2)), right=False)
    second = begin(learner=first.learner, activity=first.activity)
    assert second.number == 2
    finish(second, right=False)
    with pytest.raises(AttemptRefused) as refusal:
        begin(learner=first.learner, activity=first.activity)
    assert refusal.value.reason == "no_attempts_left"


def test_an_answer_is_saved_as_given_and_replaced():
    attempt = begin()
    answer(attempt, "wrong")
    answer(attempt, "right")
    assert Response.objects.get().answer == "right"
    answer(attempt, None)
    assert not Response.objects.exists()


def test_an_unknown_question_saves_nothing():
    attempt = begin()
    with pytest.raises(UnknownQuestion):
        save_answers(attempt=attempt, answers={QUESTION: "right", "other": "x"})
    assert not Response.objects.exists()


def test_what_is_not_answered_counts_against_the_score():
    attempt = begin(definition(250))
    for n in range(4):
        answer(attempt, question_id=f"id-{n}")
    submitted = submit_attempt(attempt=attempt, actor=ACTOR)
    assert submitted.score == Decimal("1.60")
    assert submitted.is_passed is False


def test_every_format_is_marked_and_passing_completes():
    attempt = begin(definition([question(kind) for kind in RIGHT_ANSWERS]))
    submitted = finish(attempt)
    assert (submitted.points, submitted.score, submitted.is_passed) == (
        2 * len(RIGHT_ANSWERS),
        100,
        True,
    )
    assert Completion.objects.get().activity == attempt.activity


def test_failing_and_trying_nothing_complete_nothing():
    submitted = submit_attempt(attempt=begin(), actor=ACTOR)
    assert (submitted.score, submitted.is_passed) == (0, False)
    assert not Completion.objects.exists()


def test_working_in_a_quiz_is_the_last_activity(time_machine):
    time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
    attempt = begin(definition(time_limit=10))
    enrolment = attempt.learner.enrolments.get()
    assert enrolment.last_activity == attempt.activity
    started = enrolment.last_active_at
    time_machine.shift(60)
    submit_attempt(attempt=attempt, actor=ACTOR)
    assert attempt.learner.enrolments.get().last_active_at > started
    begin(learner=attempt.learner, activity=attempt.activity)
    worked = attempt.learner.enrolments.get().last_active_at
    time_machine.shift(timedelta(days=1))
    call_command("close_overdue_attempts")
    assert attempt.learner.enrolments.get().last_active_at == worked


def test_submitting_twice_changes_nothing():
    attempt = begin()
    first = finish(attempt)
    second = submit_attempt(attempt=attempt, actor=ACTOR)
    assert second.submitted_at == first.submitted_at
    with pytest.raises(AttemptClosed):
        answer(attempt, "wrong")
    assert Attempt.objects.get().score == 100


@pytest.mark.parametrize(
    ("method", "completed"), [("best", True), ("last", True), ("average", False)]
)
def test_completing_follows_the_grading_method(method, completed):
    first = finish(begin(definition(grading_method=method)), right=False)
    finish(begin(learner=first.learner, activity=first.activity))
    assert Completion.objects.exists() == completed


def test_a_pass_after_withdrawal_is_kept_without_completing():
    attempt = begin()
    answer(attempt)
    attempt.learner.enrolments.update(withdrawn_at=timezone.now())
    assert submit_attempt(attempt=attempt, actor=ACTOR).is_passed
    assert not Completion.objects.exists()


class TestTime:
    @pytest.fixture
    def attempt(self, time_machine):
        time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
        attempt = begin(definition(time_limit=10))
        answer(attempt)
        return attempt

    def test_time_left_comes_from_the_server_and_survives_a_new_start(self, attempt, time_machine):
        time_machine.shift(240)
        resumed = begin(learner=attempt.learner, activity=attempt.activity)
        assert resumed.seconds_left(timezone.now()) == 360

    def test_an_answer_within_the_grace_counts(self, attempt, time_machine):
        time_machine.shift(timedelta(minutes=10) + GRACE)
        assert attempt.seconds_left(timezone.now()) == 0
        answer(attempt, "wrong")
        assert Response.objects.get().answer == "wrong"

    def test_an_answer_after_it_is_refused(self, attempt, time_machine):
        time_machine.shift(timedelta(minutes=10, seconds=1) + GRACE)
        with pytest.raises(AttemptClosed):
            answer(attempt, "wrong")

    @pytest.mark.parametrize("way", ["settle", "submit", "start", "standing", "command"])
    def test_what_was_saved_is_submitted_at_the_deadline(self, attempt, time_machine, way):
        time_machine.shift(timedelta(days=2))
        if way == "settle":
            settle_attempt(attempt=attempt)
        elif way == "submit":
            submit_attempt(attempt=attempt, actor=ACTOR)
        elif way == "start":
            assert begin(learner=attempt.learner, activity=attempt.activity).number == 2
        elif way == "standing":
            read_quiz_standing(attempt.learner, attempt.activity, attempt.activity.quiz_rules)
        else:
            call_command("close_overdue_attempts")
        closed = Attempt.objects.get(number=1)
        assert closed.submitted_at == attempt.deadline_at
        assert closed.score == 100

    def test_the_command_leaves_the_others_alone(self, attempt, time_machine, capsys):
        untimed = begin()
        time_machine.shift(timedelta(minutes=10))
        call_command("close_overdue_attempts")
        assert Attempt.objects.open().count() == 2
        time_machine.shift(timedelta(minutes=1))
        call_command("close_overdue_attempts")
        assert Attempt.objects.open().get() == untimed
        assert capsys.readouterr().out == "1 attempt(s) closed.\n"


class TestChangedQuiz:
    """Editing a live quiz changes neither an open nor a finished attempt."""

    def republish(self, activity):
        changed = question(prompt="<p>Changed</p>", options=question().options[::-1], points=9)
        freeze_version(activity=activity, language="en", definition=definition([changed]))
        change_rules(activity, pass_mark=1)

    def test_an_open_attempt_keeps_its_version(self):
        attempt = begin()
        self.republish(attempt.activity)
        again = begin(learner=attempt.learner, activity=attempt.activity)
        assert again.quiz.questions[0].points == 2
        assert finish(again).points == 2

    def test_a_finished_attempt_keeps_score_and_questions(self):
        attempt = finish(begin(), right=False)
        self.republish(attempt.activity)
        shown = Attempt.objects.get()
        assert shown.score == 0
        assert shown.asked[0].question == question()
        assert begin(learner=attempt.learner, activity=attempt.activity).max_points == 9

    def test_a_copied_quiz_shares_no_answers(self):
        attempt = begin()
        answer(attempt)
        copy = begin(activity=QuizActivityFactory(), learner=None)
        EnrolmentFactory(module=copy.activity.module, learner=attempt.learner)
        own = begin(activity=copy.activity, learner=attempt.learner)
        assert own.asked[0].question.id == attempt.asked[0].question.id
        assert not own.responses.exists()


class TestKey:
    @pytest.mark.parametrize(
        ("shown", "failed", "passed"),
        [
            ("at_once", True, True),
            ("after_submission", True, True),
            ("after_passing", False, True),
            ("never", False, False),
        ],
    )
    def test_the_key_is_shown_when_the_quiz_says(self, shown, failed, passed):
        attempt = begin(definition(show_answers=shown))
        assert not may_see_key(attempt, has_passed=False)
        lost = finish(attempt, right=False)
        won = finish(begin(learner=attempt.learner, activity=attempt.activity))
        assert may_see_key(lost, has_passed=False) is failed
        assert may_see_key(won, has_passed=True) is passed
        assert may_see_key(lost, has_passed=True) is passed

    def test_an_answer_marked_at_once_stays(self):
        attempt = begin(definition(2, show_answers="at_once"))
        assert not mark_at_once(attempt=attempt, question_id="id-0")
        save_answers(attempt=attempt, answers={"id-0": "wrong", "id-1": "wrong"})
        assert mark_at_once(attempt=attempt, question_id="id-0")
        save_answers(attempt=attempt, answers={"id-0": "right", "id-1": "right"})
        given = dict(Response.objects.values_list("question_id", "answer"))
        assert given == {"id-0": "wrong", "id-1": "right"}

    def test_other_quizzes_mark_nothing_before_the_end(self):
        attempt = begin()
        answer(attempt)
        assert not mark_at_once(attempt=attempt, question_id=QUESTION)
        assert Response.objects.get().points is None


def test_the_standing_counts_attempts():
    attempt = finish(begin(definition(attempts_allowed=3)), right=False)
    begin(learner=attempt.learner, activity=attempt.activity)
    now = read_quiz_standing(attempt.learner, attempt.activity, attempt.activity.quiz_rules)
    assert (now.used, now.left, now.best, now.has_passed) == (2, 1, 0, False)
    assert now.open_attempt.number == 2
    assert not now.may_start


@pytest.mark.parametrize("questions", [1, 10, 30])
def test_the_number_of_queries_does_not_grow(questions, django_assert_num_queries):
    """30 in all: 9 + 2 + 11, and 8 for the savepoints, which a request has only one of.

    It is the dearest case but one: the quiz is passed and its activity completed.
    """
    activity = QuizActivityFactory(quiz=definition(questions))
    ActivityFactory(module=activity.module)
    learner = enrolled_learner(activity)
    with django_assert_num_queries(11):
        attempt = begin(learner=learner, activity=activity)
    right = {asked.question.id: "right" for asked in attempt.asked}
    with django_assert_num_queries(4):
        save_answers(attempt=attempt, answers=right)
    with django_assert_num_queries(15):
        submit_attempt(attempt=attempt, actor=ACTOR)
