"""Who has passed: exact, once, and for ever."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from assessments.attempt import save_answers, submit_attempt
from assessments.choices import GradingMethod
from assessments.grading import counting_score
from assessments.models import Attempt, Pass
from assessments.passing import PassOrigin, judged_score, meets_mark, rules_met
from assessments.quiz_rules import QuizRules
from assessments.standing import read_quiz_standing
from learning.choices import EntryKind
from learning.models import HistoryEntry
from tests.factories.actors import ACTOR
from tests.factories.people import UserFactory
from tests.factories.quizzes import (
    QuizActivityFactory,
    begin,
    change_rules,
    definition,
    enrolled_learner,
    finish,
    question,
)
from tests.queries import AROUND
from tests.threads import together

pytestmark = pytest.mark.django_db
MATCHING = [question("matching", f"id-m{n}", points=1) for n in range(3)]


def quiz_of(*scores, **rules):
    """A quiz of 50 points and a learner who finished an attempt with each of `scores` points."""
    activity = QuizActivityFactory(quiz=definition([question(points=50)], **rules))
    learner = enrolled_learner(activity)
    for score in scores:
        attempt_with(begin(learner=learner, activity=activity), score)
    return activity, learner


def attempt_with(attempt, score):
    """Submit `attempt` with `score` of 50 points, by the portal's own marking of parts."""
    key = question("matching", "id-s", points=50)
    parts = [type(key.pairs[0])(f"p{n}", f"Prompt {n}", f"Match {n}") for n in range(50)]
    version = attempt.version
    quiz = definition([question("matching", "id-s", points=50, pairs=tuple(parts))])
    version.definition = quiz.to_dict()
    version.save()
    attempt.layout = {"questions": ["id-s"], "parts": {}}
    attempt.save()
    answer = {f"p{n}": f"p{n}" for n in range(score)}
    attempt = Attempt.objects.get(pk=attempt.pk)
    save_answers(attempt=attempt, answers={"id-s": answer or None})
    return submit_attempt(attempt=attempt, actor=ACTOR)


def passes():
    return Pass.objects.select_related("attempt")


class TestExactly:
    def test_a_third_three_times_and_one_right_choice_are_two_of_four(self):
        attempt = begin(definition([*MATCHING, question(points=1)], pass_mark=50))
        third = {"p1": "p1", "p2": "d1", "p3": "d1"}
        answers = {f"id-m{n}": third for n in range(3)} | {"id-single_choice": "right"}
        save_answers(attempt=attempt, answers=answers)
        submitted = submit_attempt(attempt=attempt, actor=ACTOR)
        assert submitted.points == 2
        assert submitted.is_passed
        assert passes().get().score == 50

    def test_two_thirds_do_not_pass_at_67(self):
        attempt = begin(definition(MATCHING, pass_mark=67))
        two_thirds = {"p1": "p1", "p2": "p2", "p3": "d1"}
        save_answers(attempt=attempt, answers={f"id-m{n}": two_thirds for n in range(3)})
        submitted = submit_attempt(attempt=attempt, actor=ACTOR)
        assert str(submitted.score) == "66.67"
        assert submitted.is_passed is False
        assert not passes().exists()

    @pytest.mark.parametrize(("mark", "met"), [(66, True), (67, False)])
    def test_meeting_compares_whole_numbers(self, mark, met):
        assert meets_mark(Fraction(2, 3), mark) is met

    def test_the_mean_is_not_rounded(self):
        thirds = [Fraction(2, 3), Fraction(2, 3), Fraction(2, 3)]
        assert not rules_met(thirds, QuizRules(pass_mark=67, grading_method="average"))
        nearly = [Fraction(7, 10), Fraction(69_999, 100_000)]
        assert not rules_met(nearly, QuizRules(pass_mark=70, grading_method="average"))
        exactly = [Fraction(7, 10), Fraction(6, 10), Fraction(8, 10)]
        assert rules_met(exactly, QuizRules(pass_mark=70, grading_method="average"))


class TestSubmission:
    def test_the_pass_says_when_by_what_with_what_and_what_it_met(self):
        activity, learner = quiz_of(20, 40, pass_mark=70)
        kept = passes().get()
        assert (kept.learner, kept.activity, kept.attempt.number) == (learner, activity, 2)
        assert kept.passed_at == kept.attempt.submitted_at
        assert (kept.score, kept.pass_mark, kept.grading_method) == (80, 70, "best")
        assert kept.origin == PassOrigin.SUBMISSION
        entry = HistoryEntry.objects.get(kind=EntryKind.PASS_GIVEN)
        assert (entry.learner, entry.activity, entry.attempt_id) == (
            learner,
            activity,
            kept.attempt_id,
        )

    def test_a_better_attempt_leaves_it_as_it_is(self):
        quiz_of(40, 50)
        assert passes().get().attempt.number == 1

    @pytest.mark.parametrize(("method", "passed"), [("best", 2), ("last", 2), ("average", 3)])
    def test_each_method(self, method, passed):
        quiz_of(20, 40, 48, pass_mark=70, grading_method=method)
        assert passes().get().attempt.number == passed

    def test_a_mark_that_rose_during_the_attempt_is_not_asked(self):
        activity, learner = quiz_of(pass_mark=55)
        attempt = begin(learner=learner, activity=activity)
        change_rules(activity, pass_mark=90)
        submitted = attempt_with(attempt, 29)
        assert submitted.is_passed
        assert (submitted.pass_mark, passes().get().pass_mark) == (55, 55)

    def test_a_mark_that_fell_during_the_attempt_is(self):
        activity, learner = quiz_of(pass_mark=70)
        attempt = begin(learner=learner, activity=activity)
        change_rules(activity, pass_mark=55)
        submitted = attempt_with(attempt, 29)
        assert submitted.is_passed
        assert (submitted.pass_mark, passes().get().pass_mark) == (55, 55)

    def test_what_is_shown_stays_as_it_was_promised(self):
        activity, learner = quiz_of(show_answers="at_once")
        attempt = begin(learner=learner, activity=activity)
        change_rules(activity, show_answers="never")
        assert begin(learner=learner, activity=activity) == attempt
        assert attempt.show_answers == "at_once"


class TestPublishing:
    def test_a_lower_mark_lets_pass_who_meets_it_with_the_first_attempt_that_did(self):
        activity, _learner = quiz_of(20, 29, 29, pass_mark=70)
        assert change_rules(activity, pass_mark=55) == 1
        kept = passes().get()
        assert (kept.attempt.number, kept.score, kept.pass_mark) == (2, 58, 55)
        assert kept.passed_at == kept.attempt.submitted_at
        assert kept.origin == PassOrigin.PUBLISHING
        entry = HistoryEntry.objects.get(kind=EntryKind.PASS_GIVEN)
        assert entry.date == kept.passed_at < entry.happened_at
        shown = Attempt.objects.order_by("number").values_list("is_passed", "pass_mark")
        assert list(shown) == [(False, 70), (True, 55), (True, 55)]

    @pytest.mark.parametrize(
        "rules",
        [{"pass_mark": 90}, {"grading_method": "last"}, {"attempts_allowed": 1}],
    )
    def test_nothing_takes_a_pass_away(self, rules):
        activity, learner = quiz_of(29, 5, pass_mark=55)
        before = passes().values().get()
        change_rules(activity, **{"pass_mark": 55, **rules})
        assert passes().values().get() == before
        assert Attempt.objects.get(number=1).is_passed
        assert read_quiz_standing(learner, activity, activity.quiz_rules).has_passed

    @pytest.mark.parametrize(
        ("before", "after", "passed"),
        [("last", "best", 1), ("average", "best", 1), ("best", "last", None)],
    )
    def test_another_method_lets_pass(self, before, after, passed):
        activity, _learner = quiz_of(29, 20, pass_mark=70, grading_method=before)
        change_rules(activity, pass_mark=55, grading_method=after)
        assert [kept.attempt.number for kept in passes()] == ([passed] if passed else [])

    def test_open_attempts_and_other_quizzes_give_none(self):
        activity, learner = quiz_of(pass_mark=70)
        begin(learner=learner, activity=activity)
        quiz_of(29, pass_mark=70)
        assert change_rules(activity, pass_mark=1) == 0

    def test_the_mean_is_met_exactly(self):
        activity, _learner = quiz_of(30, 28, pass_mark=70, grading_method="average")
        assert change_rules(activity, pass_mark=59, grading_method="average") == 0
        assert change_rules(activity, pass_mark=58, grading_method="average") == 1
        assert (passes().get().score, passes().get().attempt.number) == (58, 2)

    @pytest.mark.django_db(transaction=True)
    def test_who_submits_while_the_mark_falls_passes(self):
        activity, learner = quiz_of(pass_mark=70)
        attempt_with(begin(learner=learner, activity=activity), 0)
        attempt = begin(learner=learner, activity=activity)
        save_answers(attempt=attempt, answers={"id-s": {f"p{n}": f"p{n}" for n in range(29)}})
        results = together(
            lambda: submit_attempt(attempt=attempt, actor=ACTOR),
            lambda: change_rules(activity, pass_mark=55),
        )
        assert not any(isinstance(result, Exception) for result in results)
        assert passes().get().attempt == attempt


SCORES = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from([1, 2, 3, 7]), st.sampled_from([12, 13])),
    min_size=1,
    max_size=4,
)


@given(
    learners=st.lists(SCORES, min_size=1, max_size=3),
    mark=st.integers(1, 100),
    method=st.sampled_from(GradingMethod.values),
)
def test_both_forms_of_the_rule_agree(learners, mark, method):
    activity = QuizActivityFactory(quiz=definition(pass_mark=100))
    rules = QuizRules(pass_mark=mark, grading_method=method)
    expected = {}
    for scores in learners:
        learner = UserFactory()
        rows = [finished(learner, activity, n, *score) for n, score in enumerate(scores, 1)]
        shares = [row.share for row in rows]
        ends = range(1, len(rows) + 1) if method == "best" else [len(rows)]
        met = [end for end in ends if rules_met(shares[:end], rules)]
        assert bool(met) == meets_mark(counting_score(shares, method), mark)
        if met:
            expected[learner.pk] = rows[met[0] - 1].pk, judged_score(shares[: met[0]], method)
    change_rules(activity, pass_mark=mark, grading_method=method)
    given_passes = {
        kept.learner_id: (
            kept.attempt_id,
            Fraction(kept.score_numerator, kept.score_denominator),
        )
        for kept in Pass.objects.filter(activity=activity)
    }
    assert given_passes == expected


@pytest.mark.parametrize("method", GradingMethod.values)
def test_denominators_that_have_nothing_in_common(method):
    activity = QuizActivityFactory(quiz=definition(pass_mark=100))
    primes = [11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97]
    ana, ben = UserFactory(), UserFactory()
    for number, prime in enumerate(primes, 1):
        finished(ana, activity, number, prime // 2 + 1, 1, prime)
        finished(ben, activity, number, prime // 2, 1, prime)
    assert change_rules(activity, pass_mark=50, grading_method=method) == 1
    kept = Pass.objects.get()
    assert (kept.learner, kept.percent >= 50) == (ana, True)


def finished(learner, activity, number, numerator, denominator, max_points):
    """An attempt that was submitted with these points; it is not stored as passed."""
    now = timezone.now()
    return Attempt.objects.create(
        learner=learner,
        activity=activity,
        version=activity.quiz_versions.get(),
        number=number,
        layout={},
        started_at=now,
        submitted_at=now,
        points_numerator=numerator,
        points_denominator=denominator,
        max_points=max_points,
        score=0,
        is_passed=False,
        pass_mark=100,
        grading_method="best",
        show_answers="never",
    )


@pytest.mark.parametrize("method", GradingMethod.values)
def test_thousands_pass_in_few_queries(method):
    costs = []
    for number in (1, 2000):
        activity = QuizActivityFactory(quiz=definition(pass_mark=100))
        crowd(activity, number)
        with CaptureQueriesContext(connection) as captured:
            assert change_rules(activity, pass_mark=60, grading_method=method) == number
        # The entries of the history are written so many at a time.
        around = (*AROUND, 'INSERT INTO "learning_historyentry"')
        costs.append(len([q for q in captured if not q["sql"].startswith(around)]))
        assert Pass.objects.filter(activity=activity).count() == number
    # Means are judged in Python, and written some hundred at a time.
    assert costs[1] - costs[0] <= (30 if method == GradingMethod.AVERAGE else 0)


def crowd(activity, number):
    """So many learners with two attempts each, at 61 per cent."""
    now = timezone.now()
    learners = User.objects.bulk_create(
        User(email=f"{activity.pk}-{n}@crowd.example") for n in range(number)
    )
    Attempt.objects.bulk_create(
        Attempt(
            learner=learner,
            activity=activity,
            version=activity.quiz_versions.get(),
            number=place,
            layout={},
            started_at=now,
            submitted_at=now + timedelta(minutes=place),
            points_numerator=61,
            max_points=100,
            score=61,
            is_passed=False,
            pass_mark=100,
            grading_method="best",
            show_answers="never",
        )
        for learner in learners
        for place in (1, 2)
    )


def test_a_pass_outlives_everything_that_editors_do():
    activity, learner = quiz_of(50)
    activity.retired_at = timezone.now()
    activity.save()
    assert finish(begin(activity=QuizActivityFactory(module=activity.module), learner=learner))
    assert Pass.objects.filter(activity=activity).exists()
