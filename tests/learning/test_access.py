from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import override

from learning.access import (
    ALLOWED,
    can_complete_activity,
    can_enrol,
    can_open_activity,
    refused,
)
from learning.choices import AccessRule, Reason
from tests.factories.outline import (
    ActivityFactory,
    CompletionFactory,
    EnrolmentFactory,
    ModuleFactory,
)
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def people(module):
    """Everyone who might try: by name."""
    now = timezone.now()
    return {
        "anonymous": AnonymousUser(),
        "stranger": EnrolmentFactory(module=ModuleFactory(track=module.track)).learner,
        "withdrawn": EnrolmentFactory(module=module, withdrawn_at=now).learner,
        "enrolled": EnrolmentFactory(module=module).learner,
        "finished": EnrolmentFactory(module=module, completed_at=now).learner,
    }


def reasons(predicate, activity):
    return {
        name: predicate(user, activity).reason or "yes"
        for name, user in people(activity.module).items()
    }


READERS = {
    AccessRule.ENROLLED: ["log_in", "enrol", "enrol", "yes", "yes"],
    AccessRule.SIGNED_IN: ["log_in", "yes", "yes", "yes", "yes"],
    AccessRule.EVERYONE: ["yes", "yes", "yes", "yes", "yes"],
}


@pytest.mark.parametrize("access", AccessRule.values)
@pytest.mark.parametrize("kind", ["lesson", "case_study"])
def test_who_may_read(access, kind):
    activity = ActivityFactory(module__access=access, kind=kind)
    assert [*reasons(can_open_activity, activity).values()] == READERS[access]


@pytest.mark.parametrize("access", AccessRule.values)
def test_a_quiz_always_needs_enrolment(access):
    quiz = ActivityFactory(module__access=access, kind="quiz")
    assert [*reasons(can_open_activity, quiz).values()] == READERS[AccessRule.ENROLLED]


@pytest.mark.parametrize("access", AccessRule.values)
def test_completing_always_needs_enrolment(access):
    activity = ActivityFactory(module__access=access)
    assert [*reasons(can_complete_activity, activity).values()] == READERS[AccessRule.ENROLLED]


@pytest.mark.parametrize("level", ["retired_at", "module__retired_at", "module__track__retired_at"])
def test_what_is_retired_opens_to_nobody(level):
    activity = ActivityFactory(module__access=AccessRule.EVERYONE, **{level: timezone.now()})
    assert set(reasons(can_open_activity, activity).values()) == {"retired"}


@pytest.mark.parametrize(
    ("dates", "reason"),
    [
        ({"module__opens_at": timezone.now() + DAY}, "not_open_yet"),
        ({"module__closes_at": timezone.now() - DAY}, "closed"),
    ],
)
@pytest.mark.parametrize("access", AccessRule.values)
def test_dates_bind_all_but_those_who_finished(access, dates, reason):
    activity = ActivityFactory(module__access=access, **dates)
    assert reasons(can_open_activity, activity) == {
        "anonymous": reason,
        "stranger": reason,
        "withdrawn": reason,
        "enrolled": reason,
        "finished": "yes",
    }


def test_a_new_prerequisite_turns_nobody_out():
    activity = ActivityFactory()
    learners = people(activity.module)
    activity.module.prerequisites.add(ModuleFactory())
    found = {name: can_open_activity(user, activity) for name, user in learners.items()}
    assert found["enrolled"].allowed
    assert found["finished"].allowed
    assert found["stranger"].reason == "prerequisites"
    assert found["anonymous"].reason == "log_in"


def test_the_order_locks_what_comes_later():
    module = ModuleFactory(in_sequence=True)
    first, second, third = ActivityFactory.create_batch(3, module=module)
    optional = ActivityFactory(module=module, is_required=False)
    learner = EnrolmentFactory(module=module).learner
    CompletionFactory(learner=learner, activity=first)
    assert can_open_activity(learner, first)
    assert can_open_activity(learner, second)
    locked = can_open_activity(learner, third)
    assert (locked.reason, locked.missing) == ("sequence", (second,))
    assert can_open_activity(learner, optional).missing == (second, third)


def test_an_optional_activity_locks_nothing():
    module = ModuleFactory(in_sequence=True)
    ActivityFactory(module=module, is_required=False)
    required = ActivityFactory(module=module)
    assert can_open_activity(EnrolmentFactory(module=module).learner, required)


def test_a_lesson_added_before_finished_work_locks_nothing_for_the_finished():
    module = ModuleFactory(in_sequence=True)
    done = ActivityFactory(module=module, position=5)
    enrolment = EnrolmentFactory(module=module, completed_at=timezone.now())
    behind = EnrolmentFactory(module=module).learner
    CompletionFactory(learner=behind, activity=done)
    ActivityFactory(module=module, position=1)
    optional = ActivityFactory(module=module, position=9, is_required=False)
    assert can_open_activity(enrolment.learner, optional)
    assert can_open_activity(behind, done)
    assert not can_open_activity(behind, optional)


def test_the_order_does_not_bind_free_reading():
    module = ModuleFactory(in_sequence=True, access=AccessRule.SIGNED_IN)
    _first, second = ActivityFactory.create_batch(2, module=module)
    learner = EnrolmentFactory(module=module).learner
    assert can_open_activity(learner, second)
    assert can_complete_activity(learner, second).reason == "sequence"


def test_enrolment_asks_dates_before_log_in():
    module = ModuleFactory(opens_at=timezone.now() + DAY)
    assert can_enrol(AnonymousUser(), module).reason == "not_open_yet"
    assert can_enrol(AnonymousUser(), ModuleFactory()).reason == "log_in"
    assert can_enrol(UserFactory(), ModuleFactory()).allowed


@pytest.mark.parametrize("rows", [1, 30])
def test_asking_costs_the_same_however_long_the_module(django_assert_num_queries, rows):
    module = ModuleFactory(in_sequence=True)
    activities = ActivityFactory.create_batch(rows, module=module)
    learner = EnrolmentFactory(module=module).learner
    with django_assert_num_queries(2):
        can_open_activity(learner, activities[-1])


@pytest.mark.parametrize(
    ("access", "words"),
    [
        (ALLOWED, ""),
        (refused(Reason.RETIRED), "This is no longer offered."),
        (
            refused(Reason.NOT_OPEN_YET, date=datetime(2027, 3, 1, 9, 5, tzinfo=UTC)),
            "The module opens on 1 March 2027 at 10:05 CET.",
        ),
        (
            refused(Reason.CLOSED, date=datetime(2027, 3, 1, 23, 30, tzinfo=UTC)),
            "The module closed on 2 March 2027.",
        ),
        (refused(Reason.PREREQUISITES, missing=("one",)), "Another module comes first."),
        (refused(Reason.PREREQUISITES, missing=("one", "two")), "Other modules come first."),
    ],
)
def test_a_refusal_says_why_in_the_time_of_the_reader(access, words, settings):
    settings.TIME_ZONE = "Europe/Madrid"
    assert access.words == words


def test_every_reason_has_words_in_every_language(settings):
    for code, _name in settings.LANGUAGES:
        with override(code):
            words = {refused(reason, date=timezone.now()).words for reason in Reason}
        assert len(words) == len(Reason)
        assert not any("%" in each for each in words)


def test_where_the_order_is_fixed_only_the_first_of_what_is_missing_is_open():
    missing = ("first", "second", "third")
    locked = refused(Reason.SEQUENCE, missing=missing)
    assert (locked.missing_open, locked.missing_locked) == (missing[:1], missing[1:])
    door = refused(Reason.PREREQUISITES, missing=missing)
    assert (door.missing_open, door.missing_locked) == (missing, ())
