"""What a trainer decides for one learner: a further attempt, more time, an excuse."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.attempt import AttemptRefused
from assessments.giving import give_attempt, give_time, take_back
from assessments.models import Allowance
from assessments.quiz_rules import QuizRules
from assessments.standing import read_quiz_standing, used_up_by
from learning.actor import Actor
from learning.choices import EntryKind
from learning.derived.standing import read_standing, read_standings, standings_among
from learning.models import Completion, Enrolment, Excuse, HistoryEntry, Module
from learning.records.completion import complete_activity
from learning.records.decision import DecisionRefusal, DecisionRefused
from learning.records.drift import find_drifts, repair_drifts
from learning.records.earning import credit_earned
from learning.records.enrolment import enrol, withdraw
from learning.records.excuse import end_excuse, excuse_activity
from learning.syllabus import read_syllabus
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, ModuleFactory
from tests.factories.people import UserFactory
from tests.factories.quizzes import (
    QuizActivityFactory,
    begin,
    change_rules,
    definition,
    enrolled_learner,
    finish,
)
from tests.threads import together

pytestmark = pytest.mark.django_db
WHY = "The line broke down."


@pytest.fixture
def trainer():
    return Actor.person(UserFactory())


@pytest.fixture
def quiz():
    """A quiz with one attempt of ten minutes, behind a lesson."""
    module = ModuleFactory()
    ActivityFactory(module=module, position=0)
    rules = {"attempts_allowed": 1, "time_limit": 10}
    return QuizActivityFactory(module=module, quiz=definition(**rules), position=5)


@pytest.fixture
def learner(quiz):
    """Has used up the attempt."""
    learner = UserFactory()
    enrol(learner=learner, module=quiz.module, actor=Actor.person(learner))
    finish(begin(learner=learner, activity=quiz), right=False)
    return learner


def standing_of(learner, quiz):
    return read_quiz_standing(learner, quiz, QuizRules.objects.get(activity=quiz))


def refused(act, **details):
    with pytest.raises(DecisionRefused) as refusal:
        act(reason=WHY, **details)
    return refusal.value.reason


class TestAttempt:
    def test_it_is_given_once_used_once_and_told(self, quiz, learner, trainer):
        give = {"learner": learner, "activity": quiz, "actor": trainer}
        give_attempt(**give, reason=WHY)
        own = standing_of(learner, quiz)
        assert (own.left, own.allowed, own.may_start, own.is_used_up) == (1, 2, True, False)
        assert list(used_up_by([learner.pk])) == []
        assert refused(give_attempt, **give) == DecisionRefusal.ATTEMPTS_LEFT
        entry = HistoryEntry.objects.get(kind=EntryKind.ATTEMPT_GIVEN)
        assert (entry.reason, entry.actor, entry.subject) == (WHY, trainer, quiz)
        finish(begin(learner=learner, activity=quiz), right=False)
        with pytest.raises(AttemptRefused):
            begin(learner=learner, activity=quiz)
        give_attempt(**give, reason=WHY)
        finish(begin(learner=learner, activity=quiz), right=True)
        assert refused(give_attempt, **give) == DecisionRefusal.ATTEMPTS_LEFT
        assert not list(find_drifts())

    def test_it_counts_beside_rules_that_change(self, quiz, learner, trainer):
        give_attempt(learner=learner, activity=quiz, actor=trainer, reason=WHY)
        change_rules(quiz, attempts_allowed=3)
        assert (standing_of(learner, quiz).left, standing_of(learner, quiz).allowed) == (2, 3)

    def test_it_is_taken_back_before_it_is_begun(self, quiz, learner, trainer):
        give = {"learner": learner, "activity": quiz, "actor": trainer, "reason": WHY}
        for _time in range(2):
            given = give_attempt(**give)
            for _click in range(2):
                take_back(allowance=given, actor=trainer, reason="A mistake.")
            assert standing_of(learner, quiz).is_used_up
        kinds = HistoryEntry.objects.filter(kind=EntryKind.ATTEMPT_TAKEN_BACK)
        assert [entry.reason for entry in kinds] == ["A mistake."] * 2
        given = give_attempt(**give)
        begin(learner=learner, activity=quiz)
        assert refused(take_back, allowance=given, actor=trainer) == DecisionRefusal.USED
        assert not list(find_drifts())


class TestTime:
    def test_it_holds_for_the_attempt_under_way_and_for_later_ones(self, quiz, trainer):
        change_rules(quiz, attempts_allowed=3, time_limit=10)
        learner = enrolled_learner(quiz)
        attempt = begin(learner=learner, activity=quiz)
        give = {"learner": learner, "activity": quiz, "actor": trainer, "reason": WHY}
        given = give_time(**give, minutes=5)
        attempt.refresh_from_db()
        assert attempt.deadline_at - attempt.started_at == timedelta(minutes=15)
        assert standing_of(learner, quiz).time_limit == 15
        with pytest.raises(DecisionRefused):
            give_time(**give, minutes=5)
        finish(attempt, right=False)
        again = begin(learner=learner, activity=quiz)
        assert again.deadline_at - again.started_at == timedelta(minutes=15)
        take_back(allowance=given, actor=trainer, reason=WHY)
        again.refresh_from_db()
        assert again.deadline_at - again.started_at == timedelta(minutes=15)
        assert standing_of(learner, quiz).time_limit == 10
        entry = HistoryEntry.objects.get(kind=EntryKind.TIME_GIVEN)
        assert ": 5 min" in entry.words
        assert not list(find_drifts())

    def test_minutes_in_place_of_others_are_not_added_to_them(self, quiz, trainer):
        learner = enrolled_learner(quiz)
        attempt = begin(learner=learner, activity=quiz)
        give = {"learner": learner, "activity": quiz, "actor": trainer, "reason": WHY}
        for minutes, limit in ((30, 40), (3, 40), (45, 55)):
            given = give_time(**give, minutes=minutes)
            attempt.refresh_from_db()
            assert attempt.deadline_at - attempt.started_at == timedelta(minutes=limit)
            take_back(allowance=given, actor=trainer, reason=WHY)

    def test_an_attempt_whose_time_was_up_stays_closed_by_the_clock(self, quiz, trainer):
        learner = enrolled_learner(quiz)
        attempt = begin(learner=learner, activity=quiz)
        attempt.deadline_at = timezone.now() - timedelta(hours=1)
        attempt.save(update_fields=["deadline_at"])
        deadline = attempt.deadline_at
        give_time(learner=learner, activity=quiz, minutes=5, actor=trainer, reason=WHY)
        attempt.refresh_from_db()
        assert attempt.deadline_at == attempt.submitted_at == deadline
        assert attempt.is_cut_short

    def test_a_lesson_has_neither_attempts_nor_time(self, quiz, learner, trainer):
        lesson = quiz.module.activities.first()
        give = {"learner": learner, "activity": lesson, "actor": trainer}
        assert refused(give_attempt, **give) == DecisionRefusal.NOT_OFFERED
        assert refused(give_time, **give, minutes=5) == DecisionRefusal.NOT_OFFERED

    def test_a_quiz_without_a_limit_needs_none(self, quiz, learner, trainer):
        change_rules(quiz, attempts_allowed=1)
        give = {"learner": learner, "activity": quiz, "actor": trainer, "minutes": 5}
        assert refused(give_time, **give) == DecisionRefusal.NO_LIMIT


class TestExcuse:
    def test_it_completes_the_module_and_says_so(self, quiz, learner, trainer):
        lesson = quiz.module.activities.first()
        complete_activity(learner=learner, activity=lesson, actor=ACTOR)
        excuse = {"learner": learner, "activity": quiz, "actor": trainer}
        first = excuse_activity(**excuse, reason=WHY)
        assert excuse_activity(**excuse, reason=WHY) == first
        enrolment = Enrolment.objects.get(learner=learner)
        assert (enrolment.done, bool(enrolment.completed_at)) == (2, True)
        assert not learner.passes.exists()
        syllabus = read_syllabus(quiz.module.key)
        for standing in (
            read_standing(learner, quiz.module),
            *read_standings(learner, [quiz.module]).values(),
            *standings_among(learner, [syllabus], {}),
        ):
            assert (standing.excused, standing.progress.is_complete) == ({quiz.pk}, True)
        told = HistoryEntry.objects.filter(learner=learner, activity=quiz)
        assert not told.filter(kind=EntryKind.ACTIVITY_COMPLETED).exists()
        assert refused(end_excuse, excuse=first, actor=trainer) == DecisionRefusal.USED
        assert not list(find_drifts())

    def test_it_is_taken_back_while_nothing_was_completed_by_it(self, quiz, learner, trainer):
        excuse = {"learner": learner, "activity": quiz, "actor": trainer, "reason": WHY}
        for _time in range(2):
            given = excuse_activity(**excuse)
            assert Enrolment.objects.get(learner=learner).done == 1
            for _click in range(2):
                end_excuse(excuse=given, actor=trainer, reason="A mistake.")
            assert Enrolment.objects.get(learner=learner).done == 0
            assert not read_standing(learner, quiz.module).completed
        assert HistoryEntry.objects.filter(kind=EntryKind.EXCUSE_ENDED).count() == 2
        assert not list(find_drifts())

    @pytest.mark.parametrize("offline", ["activity", "module", "track"])
    def test_what_is_offline_is_refused_as_such(self, quiz, learner, trainer, offline):
        excuse = {"learner": learner, "actor": trainer, "reason": WHY}
        lesson = quiz.module.activities.first()
        given = excuse_activity(**excuse, activity=lesson)
        for each in (lesson, quiz):
            rows = {"activity": each, "module": each.module, "track": each.module.track}
            rows[offline].retired_at = timezone.now()
            rows[offline].save()
        given.refresh_from_db()
        assert refused(end_excuse, excuse=given, actor=trainer) == DecisionRefusal.NOT_OFFERED
        for act in (excuse_activity, give_attempt):
            decision = {"learner": learner, "activity": quiz, "actor": trainer}
            assert refused(act, **decision) == DecisionRefusal.NOT_OFFERED

    def test_in_sequence_what_was_completed_behind_it_keeps_it(self, quiz, learner, trainer):
        quiz.module.in_sequence = True
        quiz.module.save()
        behind = ActivityFactory(module=quiz.module, position=9)
        lesson = quiz.module.activities.first()
        complete_activity(learner=learner, activity=lesson, actor=ACTOR)
        given = excuse_activity(learner=learner, activity=quiz, actor=trainer, reason=WHY)
        complete_activity(learner=learner, activity=behind, actor=ACTOR)
        assert refused(end_excuse, excuse=given, actor=trainer) == DecisionRefusal.USED

    def test_who_passes_all_the_same_has_completed_it(self, quiz, learner, trainer, time_machine):
        given = excuse_activity(learner=learner, activity=quiz, actor=trainer, reason=WHY)
        change_rules(quiz, attempts_allowed=3)
        time_machine.move_to(timezone.now() + timedelta(days=1))
        attempt = finish(begin(learner=learner, activity=quiz), right=True)
        completion = Completion.objects.get(learner=learner, activity=quiz)
        assert not completion.is_excused
        assert completion.completed_at == attempt.submitted_at
        assert refused(end_excuse, excuse=given, actor=trainer) == DecisionRefusal.DONE
        assert not list(find_drifts())

    def test_what_was_earned_all_the_same_is_dated_by_what_earned_it(
        self, quiz, learner, trainer, time_machine
    ):
        lessons = [quiz.module.activities.first(), ActivityFactory(module=quiz.module, position=9)]
        earned, now = (timezone.now() + timedelta(hours=hours) for hours in (1, 24))
        for lesson in lessons:
            excuse_activity(learner=learner, activity=lesson, actor=trainer, reason=WHY)
        time_machine.move_to(now, tick=False)
        for lesson, moment in zip(lessons, (earned, None), strict=True):
            complete_activity(learner=learner, activity=lesson, actor=ACTOR, earned_at=moment)
        completions = Completion.objects.filter(activity__in=lessons).order_by("completed_at")
        dates = completions.values_list("is_excused", "completed_at")
        assert list(dates) == [(False, earned), (False, now)]

    def test_a_pass_while_the_module_is_closed_counts_when_it_was_open_after_all(
        self, quiz, learner, trainer, time_machine
    ):
        excuse_activity(learner=learner, activity=quiz, actor=trainer, reason=WHY)
        change_rules(quiz, attempts_allowed=3)
        attempt = begin(learner=learner, activity=quiz)
        now = timezone.now()
        own = Module.objects.filter(pk=quiz.module_id)
        own.update(closes_at=now)
        time_machine.move_to(now + timedelta(minutes=5))
        attempt = finish(attempt, right=True)
        assert attempt.is_passed
        assert credit_earned(modules=own, actor=ACTOR) == 0
        completion = Completion.objects.get(learner=learner, activity=quiz)
        assert completion.is_excused
        own.update(closes_at=now + timedelta(days=1))
        assert credit_earned(modules=own, actor=ACTOR) == 1
        completion.refresh_from_db()
        assert (completion.is_excused, completion.completed_at) == (False, attempt.submitted_at)
        assert credit_earned(modules=own, actor=ACTOR) == 0
        told = HistoryEntry.objects.filter(learner=learner, kind=EntryKind.ACTIVITY_COMPLETED)
        assert told.get().date == attempt.submitted_at
        assert not list(find_drifts())

    def test_what_differs_is_found_and_mended(self, quiz, learner, trainer):
        excuse_activity(learner=learner, activity=quiz, actor=trainer, reason=WHY)
        Completion.objects.all().delete()
        list(repair_drifts())
        assert Completion.objects.get().is_excused
        assert Enrolment.objects.get(learner=learner).done == 1
        Excuse.objects.update(taken_back_at=timezone.now())
        assert any("no excuse stands" in drift.what for drift in find_drifts())


def test_nobody_decides_about_themselves(quiz, learner):
    own = {"learner": learner, "activity": quiz, "actor": Actor.person(learner)}
    for act, more in ((give_attempt, {}), (give_time, {"minutes": 5}), (excuse_activity, {})):
        assert refused(act, **own, **more) == DecisionRefusal.ONESELF
    assert not HistoryEntry.objects.exclude(reason="").exists()


def test_nothing_is_decided_for_who_left_or_about_what_is_gone(quiz, learner, trainer):
    decide = {"learner": learner, "activity": quiz, "actor": trainer}
    quiz.retired_at = timezone.now()
    quiz.save()
    assert refused(excuse_activity, **decide) == DecisionRefusal.NOT_OFFERED
    withdraw(learner=learner, module=quiz.module, actor=ACTOR)
    assert refused(give_attempt, **decide) == DecisionRefusal.NOT_ENROLLED
    assert refused(excuse_activity, **decide) == DecisionRefusal.NOT_ENROLLED


@pytest.mark.django_db(transaction=True)
def test_two_trainers_at_once_give_one(quiz, learner):
    def acts(act, **details):
        decide = {"learner": learner, "activity": quiz, "reason": WHY, **details}
        trainers = [Actor.person(UserFactory()) for _each in range(2)]
        return [lambda each=each: act(actor=each, **decide) for each in trainers]

    for act, details in ((give_attempt, {}), (give_time, {"minutes": 5})):
        results = together(*acts(act, **details))
        assert sorted(type(each).__name__ for each in results) == ["Allowance", "DecisionRefused"]
    first, second = together(*acts(excuse_activity))
    assert first == second
    kinds = [EntryKind.ATTEMPT_GIVEN, EntryKind.TIME_GIVEN, EntryKind.EXCUSED]
    told = HistoryEntry.objects.filter(kind__in=kinds)
    assert sorted(told.values_list("kind", flat=True)) == sorted(kinds)
    assert (Allowance.objects.count(), Excuse.objects.count()) == (2, 1)
