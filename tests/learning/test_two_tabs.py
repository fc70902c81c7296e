"""A learner with two tabs: the track has one row, which tells where they were last."""

import pytest

from learning.models import Enrolment, TrackEnrolment
from learning.records.completion import complete_activity
from learning.records.drift import find_drifts
from learning.records.enrolment import enrol, withdraw
from learning.records.visit import record_visit
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, TrackFactory
from tests.factories.people import UserFactory
from tests.threads import crossing, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lessons():
    """The first lesson of each of two modules of one track; each has another one."""
    track = TrackFactory()
    lessons = [ActivityFactory(module__track=track) for _number in range(2)]
    for lesson in lessons:
        ActivityFactory(module=lesson.module)
    return lessons


@pytest.fixture
def learner():
    return UserFactory()


def enrolling(learner, lesson):
    return lambda: enrol(learner=learner, module=lesson.module, actor=ACTOR)


def completing(learner, lesson):
    return lambda: complete_activity(learner=learner, activity=lesson, actor=ACTOR)


def visiting(learner, lesson):
    return lambda: record_visit(learner=learner, activity=lesson)


def leaving(learner, lesson):
    return lambda: withdraw(learner=learner, module=lesson.module, actor=ACTOR)


def assert_in_line(results):
    assert not [result for result in results if isinstance(result, Exception)]
    assert list(find_drifts()) == []
    return TrackEnrolment.objects.get()


@pytest.mark.parametrize("meet", [crossing, together])
def test_enrolling_in_two_modules(learner, lessons, meet):
    row = assert_in_line(meet(*(enrolling(learner, lesson) for lesson in lessons)))
    assert row.current in Enrolment.objects.all()
    assert Enrolment.objects.count() == 2


@pytest.mark.parametrize("second", [completing, visiting, leaving])
@pytest.mark.parametrize("first", [completing, visiting, leaving])
@pytest.mark.parametrize("current", [0, 1])
def test_working_in_two_modules(learner, lessons, first, second, current):
    for lesson in (lessons[1 - current], lessons[current]):
        enrolling(learner, lesson)()
        record_visit(learner=learner, activity=lesson.module.activities.last())
    assert_in_line(crossing(first(learner, lessons[0]), second(learner, lessons[1])))


@pytest.mark.parametrize("act", [completing, visiting])
def test_working_in_one_module_and_enrolling_in_another(learner, lessons, act):
    enrolling(learner, lessons[0])()
    results = crossing(enrolling(learner, lessons[1]), act(learner, lessons[0]))
    assert assert_in_line(results).current.module == lessons[0].module
