"""Who may read which activity: asked of one, and of all at once, it is the same answer."""

from datetime import timedelta
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from learning.access import can_complete_activity, can_open_activity
from learning.activity_type import ACTIVITY_TYPES
from learning.choices import AccessRule, ActivityAccess, Reason
from learning.derived.standing import read_standings
from learning.models import Activity, Enrolment
from learning.reading import activities_open_to, readable_keys
from tests.factories.outline import ActivityFactory, EnrolmentFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOW = timezone.now()
STATES = (
    {},
    {"module__opens_at": NOW + DAY},
    {"module__closes_at": NOW - DAY},
    {"module__retired_at": NOW},
    {"module__track__retired_at": NOW},
    {"retired_at": NOW},
)


@pytest.fixture
def activities():
    """An activity of each kind under each combination of rules and states.

    Each stands in a module of its own, behind a first lesson where there is an order.
    """
    for state, rule, access, in_sequence, kind in product(
        STATES, AccessRule.values, ActivityAccess.values, (False, True), ACTIVITY_TYPES
    ):
        activity = ActivityFactory(
            kind=kind,
            access=access,
            position=2,
            module__access=rule,
            module__in_sequence=in_sequence,
            **state,
        )
        if in_sequence:
            ActivityFactory(module=activity.module, position=1)
    return list(Activity.objects.select_related("module__track"))


@pytest.fixture
def people(activities):
    """Everyone who might try, by name. Who is enrolled is so in every module."""
    people = {"visitor": AnonymousUser(), "stranger": UserFactory()}
    states = {
        "enrolled": {},
        "withdrawn": {"withdrawn_at": NOW},
        "finished": {"completed_at": NOW},
        "finished and withdrawn": {"completed_at": NOW, "withdrawn_at": NOW},
    }
    modules = {activity.module for activity in activities}
    for name, state in states.items():
        learner = people[name] = UserFactory()
        Enrolment.objects.bulk_create(
            EnrolmentFactory.build(learner=learner, module=module, **state) for module in modules
        )
    return people


def opened(user, activities):
    """Those of `activities` that open to `user`, asked one by one."""
    standings = read_standings(user, {activity.module for activity in activities})
    return [
        activity
        for activity in activities
        if can_open_activity(user, activity, standings[activity.module_id])
    ]


def test_one_by_one_and_all_at_once_agree(activities, people):
    for name, user in people.items():
        one_by_one = {activity.key for activity in opened(user, activities)}
        assert readable_keys(user) == one_by_one, name
        assert 0 < len(one_by_one) < len(activities), name


def test_what_needs_no_enrolment_is_the_same_for_the_database(activities, people):
    for user in (people["visitor"], people["stranger"]):
        keys = set(activities_open_to(user).values_list("key", flat=True))
        assert keys == {activity.key for activity in opened(user, activities)}


def test_an_opened_activity_opens_to_everyone_unless_it_needs_enrolment(activities, people):
    for activity in opened(people["visitor"], activities):
        assert "everyone" in (activity.access, activity.module.access)
        assert not activity.type.needs_enrolment
        assert can_complete_activity(people["visitor"], activity).reason == Reason.LOG_IN
        assert can_complete_activity(people["stranger"], activity).reason == Reason.ENROL
