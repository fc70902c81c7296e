"""Who meets a merge of two accounts of one person."""

from datetime import timedelta

import pytest

from accounts.erasure.asking import Refused, ask_to_forget, forget_now
from accounts.models import User
from accounts.one_person.following import MergeRefused, Refusal
from accounts.one_person.merge import follow_late, merge_people
from assessments.attempt import AttemptRefused, save_answers, submit_attempt
from assessments.models import Attempt, Pass
from learning.models import Enrolment
from learning.records.completion import complete_activity
from learning.records.drift import find_drifts
from learning.records.enrolment import NotEnrolled, enrol, withdraw
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, ModuleFactory
from tests.factories.people import UserFactory
from tests.factories.quizzes import QuizActivityFactory, begin, definition
from tests.threads import crossing, together

pytestmark = pytest.mark.django_db(transaction=True)
LONG = timedelta(days=1)


def lives():
    lessons = ActivityFactory.create_batch(2, module=ActivityFactory().module)
    two = UserFactory.create_batch(2)
    for person in two:
        enrol(learner=person, module=lessons[0].module, actor=ACTOR)
    return two, lessons, User.objects.create_superuser("boss@example.org", "x")


def attempts(two):
    """An attempt of each of the accounts `two` at one quiz, under way, with right answers."""
    quiz = QuizActivityFactory(quiz=definition(3))
    made = []
    for person in two:
        enrol(learner=person, module=quiz.module, actor=ACTOR)
        made.append(begin(learner=person, activity=quiz))
        save_answers(attempt=made[-1], answers={f"id-{n}": "right" for n in range(3)})
    return made


def raised(results):
    return [type(each) for each in results if isinstance(each, Exception)]


def assert_all_is_with(person):
    assert follow_late(within=LONG) == []
    for rows in (Enrolment, Attempt, Pass):
        assert {each.learner for each in rows.objects.all()} <= {person}
    assert not list(find_drifts())


def test_of_two_merges_at_once_one_is_made():
    (old, new), _lessons, by = lives()
    results = together(
        lambda: merge_people(merged=old, into=new, by=by),
        lambda: merge_people(merged=new, into=old, by=by),
    )
    assert raised(results) == [MergeRefused]
    assert User.objects.exclude(merged_into=None).count() == 1
    assert Enrolment.objects.count() == 1
    assert not list(find_drifts())


@pytest.mark.parametrize("place", [0, 1])
def test_what_is_completed_meanwhile_follows(place):
    two, lessons, by = lives()
    crossing(
        lambda: complete_activity(learner=two[place], activity=lessons[0], actor=ACTOR),
        lambda: merge_people(merged=two[0], into=two[1], by=by),
    )
    assert two[1].completions.count() == 1
    assert not two[0].completions.exists()
    assert not list(find_drifts())


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("is_first", [True, False])
def test_an_attempt_that_is_submitted_meanwhile_counts(place, is_first):
    two, _lessons, by = lives()
    own = attempts(two)[place]

    def submit():
        return submit_attempt(attempt=own, actor=ACTOR)

    def merge():
        return merge_people(merged=two[0], into=two[1], by=by, hands_in=True)

    results = crossing(submit, merge) if is_first else crossing(merge, submit)
    assert raised(results) == []
    assert [each.number for each in Attempt.objects.order_by("started_at")] == [1, 2]
    own.refresh_from_db()
    assert own.is_passed
    # The other one is handed in, unless it was the only one under way: then it goes on.
    other = Attempt.objects.exclude(pk=own.pk).get()
    assert other.is_passed or not other.submitted_at
    assert Pass.objects.count() == 1
    assert_all_is_with(two[1])


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("act", ["enrol", "begin", "withdraw", "answer"])
def test_what_is_begun_meanwhile_follows(place, is_first, act):
    two, lessons, by = lives()
    quiz = QuizActivityFactory(quiz=definition(3))
    module = ModuleFactory()
    enrol(learner=two[place], module=quiz.module, actor=ACTOR)
    attempt = begin(learner=two[place], activity=quiz) if act == "answer" else None
    own = {"learner": two[place], "actor": ACTOR}
    does = {
        "enrol": lambda: enrol(module=module, **own),
        "begin": lambda: begin(learner=two[place], activity=quiz),
        "withdraw": lambda: withdraw(module=lessons[0].module, **own),
        "answer": lambda: save_answers(attempt=attempt, answers={"id-0": "right"}),
    }[act]

    def merge():
        return merge_people(merged=two[0], into=two[1], by=by)

    results = crossing(does, merge) if is_first else crossing(merge, does)
    assert set(raised(results)) <= {AttemptRefused, NotEnrolled}  # who knows no enrolment any more
    assert User.objects.get(pk=two[0].pk).merged_into == two[1]
    assert_all_is_with(two[1])
    if act == "enrol":
        assert two[1].enrolments.filter(module=module).exists()
    if act == "answer":
        assert Attempt.objects.get().responses.count() == 1


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("forgets", [forget_now, lambda person: ask_to_forget(person, by=person)])
def test_who_is_erased_meanwhile_is_either_merged_or_erased(place, is_first, forgets):
    two, _lessons, by = lives()

    def erase():
        return forgets(two[place])

    def merge():
        return merge_people(merged=two[0], into=two[1], by=by)

    results = crossing(erase, merge) if is_first else crossing(merge, erase)
    assert set(raised(results)) <= {Refused, MergeRefused}
    for each in results:
        if isinstance(each, MergeRefused):
            assert each.reason in (Refusal.ERASED, Refusal.TO_BE_ERASED)
    accounts = list(User.objects.filter(pk__in=[each.pk for each in two]))
    if {each.merged_into_id for each in accounts} == {None}:
        assert Enrolment.objects.count() == 2
    else:  # both or none are erased
        assert len({bool(each.erased_at) for each in accounts}) == 1
        assert_all_is_with(two[1])
    assert not list(find_drifts())


def test_an_administrator_who_is_erased_meanwhile_blocks_nobody():
    (person, _other), _lessons, by = lives()
    boss = User.objects.create_superuser("another@example.org", "x")
    results = together(
        lambda: merge_people(merged=person, into=boss, by=by),
        lambda: ask_to_forget(person, by=by),
    )
    assert len(raised(results)) == 1
    assert set(raised(results)) <= {Refused, MergeRefused}
