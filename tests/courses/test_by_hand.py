"""What a trainer enters for a learner: enrolled, withdrawn, completed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.attempt import submit_attempt
from assessments.giving import give_attempt
from courses.views.enrolments import read_tracks
from learning.actor import Actor
from learning.choices import EntryKind, Reason
from learning.derived.standing import read_standing, read_standings, standings_among
from learning.models import Absence, Completion, Enrolment, HistoryEntry, Module, TrackEnrolment
from learning.records.by_hand import (
    complete_by_hand,
    end_by_hand,
    enrol_by_hand,
    withdraw_by_hand,
)
from learning.records.completion import complete_activity
from learning.records.decision import DecisionRefusal, DecisionRefused
from learning.records.drift import find_drifts, repair_drifts
from learning.records.enrolment import EnrolmentClosed, enrol
from learning.records.excuse import excuse_activity
from learning.syllabus import read_syllabus
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, ModuleFactory
from tests.factories.people import OrganisationFactory, UserFactory
from tests.factories.quizzes import QuizActivityFactory, begin, definition, finish
from tests.threads import together

pytestmark = pytest.mark.django_db
WHY = "Done on paper, in the session of 3 May."


@pytest.fixture
def trainer():
    return UserFactory()


@pytest.fixture
def quiz():
    """A quiz behind a lesson."""
    module = ModuleFactory()
    ActivityFactory(module=module, position=0)
    return QuizActivityFactory(module=module, quiz=definition(), position=5)


@pytest.fixture
def learner(quiz):
    learner = UserFactory(organisation=OrganisationFactory())
    enrol(learner=learner, module=quiz.module, actor=Actor.person(learner))
    return learner


@pytest.fixture
def act(learner, trainer):
    return {"learner": learner, "actor": Actor.person(trainer), "reason": WHY}


def refused(do, **details):
    with pytest.raises(DecisionRefused) as refusal:
        do(**details)
    return refusal.value.reason


def told(*kinds):
    return list(HistoryEntry.objects.filter(kind__in=kinds).order_by("pk"))


def assert_in_line():
    assert [str(drift) for drift in find_drifts()] == []


class TestCompletion:
    def test_it_completes_module_and_track_without_score_or_pass(self, quiz, learner, act):
        lesson = quiz.module.activities.first()
        complete_activity(learner=learner, activity=lesson, actor=ACTOR)
        first = complete_by_hand(activity=quiz, **act)
        assert complete_by_hand(activity=quiz, **act) == first
        first.refresh_from_db()
        assert (first.is_by_hand, first.is_excused) == (True, False)
        assert first.organisation == learner.organisation
        enrolment = Enrolment.objects.get(learner=learner)
        assert (enrolment.done, enrolment.completed_at) == (2, first.completed_at)
        assert TrackEnrolment.objects.get(learner=learner).completed_at == first.completed_at
        assert not learner.passes.exists()
        assert not learner.attempts.exists()
        syllabus = read_syllabus(quiz.module.key)
        for standing in (
            read_standing(learner, quiz.module),
            *read_standings(learner, [quiz.module]).values(),
            *standings_among(learner, [syllabus], {}),
        ):
            assert (standing.by_hand, standing.excused) == ({quiz.pk}, frozenset())
        [entry] = told(EntryKind.COMPLETED_BY_HAND)
        assert (entry.reason, entry.actor, entry.subject) == (WHY, act["actor"], quiz)
        assert refused(end_by_hand, activity=quiz, **act) == DecisionRefusal.USED
        assert_in_line()

    def test_it_asks_for_no_order(self, quiz, act):
        Module.objects.update(in_sequence=True)
        quiz.module.refresh_from_db()
        complete_by_hand(activity=quiz, **act)
        assert_in_line()

    def test_it_is_taken_back_and_given_again(self, quiz, learner, act):
        for _time in range(2):
            complete_by_hand(activity=quiz, **act)
            assert Enrolment.objects.get(learner=learner).done == 1
            for _click in range(2):
                end_by_hand(activity=quiz, **act)
            assert not Completion.objects.exists()
            assert Enrolment.objects.get(learner=learner).done == 0
            assert_in_line()
        assert len(told(EntryKind.BY_HAND_ENDED)) == 2

    def test_what_was_passed_meanwhile_counts_when_it_is_taken_back(self, quiz, learner, act):
        complete_by_hand(activity=quiz, **act)
        attempt = finish(begin(learner=learner, activity=quiz), right=True)
        assert Completion.objects.get(activity=quiz).is_by_hand
        assert_in_line()
        end_by_hand(activity=quiz, **act)
        completion = Completion.objects.get(activity=quiz)
        assert (completion.is_by_hand, completion.completed_at) == (False, attempt.submitted_at)
        assert refused(end_by_hand, activity=quiz, **act) == DecisionRefusal.DONE
        assert_in_line()

    def test_the_learner_completes_it_no_second_time(self, quiz, learner, act):
        lesson = quiz.module.activities.first()
        by_hand = complete_by_hand(activity=lesson, **act)
        again = complete_activity(learner=learner, activity=lesson, actor=ACTOR)
        assert (again.pk, again.is_by_hand) == (by_hand.pk, True)
        assert_in_line()

    def test_what_is_done_excused_or_offline_is_refused(self, quiz, learner, act):
        lesson = quiz.module.activities.first()
        complete_activity(learner=learner, activity=lesson, actor=ACTOR)
        assert refused(complete_by_hand, activity=lesson, **act) == DecisionRefusal.DONE
        third = ActivityFactory(module=quiz.module, position=9)
        excuse_activity(activity=third, **act)
        assert refused(complete_by_hand, activity=third, **act) == DecisionRefusal.EXCUSED
        quiz.retired_at = timezone.now()
        quiz.save()
        assert refused(complete_by_hand, activity=quiz, **act) == DecisionRefusal.NOT_OFFERED
        withdraw_by_hand(about=quiz.module, **act)
        assert refused(complete_by_hand, activity=quiz, **act) == DecisionRefusal.NOT_ENROLLED

    def test_what_differs_is_found_and_mended(self, quiz, learner, act):
        complete_by_hand(activity=quiz, **act)
        Completion.objects.all().delete()
        list(repair_drifts())
        assert Completion.objects.get().is_by_hand
        assert Enrolment.objects.get(learner=learner).done == 1
        assert_in_line()


class TestEnrolment:
    def test_somebody_who_was_nowhere_is_enrolled_once(self, quiz, trainer):
        person = UserFactory()
        act = {"learner": person, "actor": Actor.person(trainer), "reason": WHY}
        [enrolment] = enrol_by_hand(about=quiz.module, **act)
        assert refused(enrol_by_hand, about=quiz.module, **act) == DecisionRefusal.ENROLLED
        assert person.enrolments.get() == enrolment
        kinds = [EntryKind.ENROLLED_BY_HAND, EntryKind.ENROLLED]
        entries = told(*kinds)
        assert [entry.kind for entry in entries] == kinds
        assert {entry.actor for entry in entries} == {act["actor"]}
        assert entries[0].reason == WHY
        assert_in_line()

    def test_who_had_withdrawn_comes_back_and_lost_nothing(self, quiz, learner, act):
        lesson = quiz.module.activities.first()
        complete_activity(learner=learner, activity=lesson, actor=ACTOR)
        attempt = begin(learner=learner, activity=quiz)
        withdraw_by_hand(about=quiz.module, **act)
        assert refused(withdraw_by_hand, about=quiz.module, **act) == DecisionRefusal.NOT_ENROLLED
        attempt.refresh_from_db()
        assert attempt.submitted_at is None
        submit_attempt(attempt=attempt, actor=ACTOR)
        assert_in_line()
        enrol_by_hand(about=quiz.module, **act)
        enrolment = Enrolment.objects.get(learner=learner)
        assert (enrolment.withdrawn_at, enrolment.done) == (None, 1)
        assert Absence.objects.get().enrolment == enrolment
        decided = told(EntryKind.WITHDRAWN_BY_HAND, EntryKind.ENROLLED_BY_HAND)
        assert [entry.reason for entry in decided] == [WHY] * 2
        assert_in_line()

    def test_a_track_takes_the_learner_where_it_can(self, quiz, learner, act):
        track = quiz.module.track
        second, behind, later = (ModuleFactory(track=track, position=n) for n in (2, 3, 4))
        behind.prerequisites.add(second)
        later.opens_at = timezone.now() + timedelta(days=1)
        later.save()
        assert [each.module for each in enrol_by_hand(about=track, **act)] == [second]
        [entry] = told(EntryKind.ENROLLED_BY_HAND)
        assert entry.subject == track
        with pytest.raises(EnrolmentClosed) as refusal:
            enrol_by_hand(about=track, **act)
        assert refusal.value.reason == Reason.PREREQUISITES
        left = withdraw_by_hand(about=track, **act)
        assert {each.module for each in left} == {quiz.module, second}
        assert TrackEnrolment.objects.get(learner=learner).withdrawn_at
        [entry] = told(EntryKind.WITHDRAWN_BY_HAND)
        assert entry.subject == track
        assert_in_line()

    @pytest.mark.parametrize("change", ["closes_at", "retired_at"])
    def test_a_module_that_takes_nobody_takes_nobody_by_hand(self, trainer, change):
        module = ModuleFactory(**{change: timezone.now() - timedelta(days=1)})
        act = {"learner": UserFactory(), "actor": Actor.person(trainer), "reason": WHY}
        with pytest.raises(EnrolmentClosed) as refusal:
            enrol_by_hand(about=module, **act)
        assert refusal.value.access.words
        assert not HistoryEntry.objects.exists()

    def test_what_is_completed_is_not_withdrawn(self, quiz, learner, act):
        for activity in quiz.module.activities.all():
            complete_by_hand(activity=activity, **act)
        assert refused(withdraw_by_hand, about=quiz.module, **act) == DecisionRefusal.DONE

    def test_who_is_switched_off_is_withdrawn_and_not_enrolled(self, quiz, learner, act):
        learner.is_active = False
        learner.save()
        withdraw_by_hand(about=quiz.module, **act)
        assert refused(enrol_by_hand, about=quiz.module, **act) == DecisionRefusal.SWITCHED_OFF


def test_who_is_switched_off_is_given_nothing(quiz, learner, trainer):
    learner.is_active = False
    learner.save()
    act = {"learner": learner, "actor": Actor.person(trainer), "reason": WHY, "activity": quiz}
    for do in (complete_by_hand, excuse_activity, give_attempt):
        assert refused(do, **act) == DecisionRefusal.SWITCHED_OFF
    assert not HistoryEntry.objects.exclude(reason="").exists()


def test_nobody_decides_for_themselves_or_for_who_was_erased(quiz, learner, trainer):
    acts = [
        (enrol_by_hand, {"about": quiz.module}),
        (withdraw_by_hand, {"about": quiz.module}),
        (complete_by_hand, {"activity": quiz}),
        (end_by_hand, {"activity": quiz}),
    ]
    for do, about in acts:
        own = {"learner": learner, "actor": Actor.person(learner), "reason": WHY}
        assert refused(do, **about, **own) == DecisionRefusal.ONESELF
    learner.erased_at = timezone.now()
    for do, about in acts:
        act = {"learner": learner, "actor": Actor.person(trainer), "reason": WHY}
        assert refused(do, **about, **act) == DecisionRefusal.ERASED
    assert not HistoryEntry.objects.exclude(reason="").exists()


@pytest.mark.django_db(transaction=True)
def test_two_trainers_at_once_enter_one(quiz, learner):
    def both(do, **about):
        trainers = [Actor.person(UserFactory()) for _each in range(2)]
        decide = {"learner": learner, "reason": WHY, **about}
        return [lambda each=each: do(actor=each, **decide) for each in trainers]

    first, second = together(*both(complete_by_hand, activity=quiz))
    assert first == second
    together(*both(withdraw_by_hand, about=quiz.module))
    together(*both(enrol_by_hand, about=quiz.module))
    kinds = [
        EntryKind.COMPLETED_BY_HAND,
        EntryKind.WITHDRAWN_BY_HAND,
        EntryKind.ENROLLED_BY_HAND,
    ]
    assert [entry.kind for entry in told(*kinds)] == kinds
    assert Enrolment.objects.get().is_active
    assert_in_line()


def test_the_list_of_modules_takes_as_many_queries_for_many(trainer):
    trainer.is_superuser = True
    person = UserFactory()
    counts = []
    for _time in range(2):
        for _module in range(4):
            ModuleFactory().prerequisites.add(ModuleFactory())
        with CaptureQueriesContext(
            connection,
        ) as asked:
            rows = read_tracks(person, by=trainer)
            words = [module.words for row in rows for module in row.modules]
        counts.append(len(asked))
    assert counts == [counts[0]] * 2
    assert counts[0] <= 5
    assert sum(words_of.startswith("Another module comes first.") for words_of in words) == 8
