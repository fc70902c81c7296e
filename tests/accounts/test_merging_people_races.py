"""Who meets a merge of two accounts of one person."""

import pytest

from accounts.models import User
from accounts.one_person.following import MergeRefused
from accounts.one_person.merge import merge_people
from learning.models import Enrolment
from learning.records.completion import complete_activity
from learning.records.drift import find_drifts
from learning.records.enrolment import enrol
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory
from tests.factories.people import UserFactory
from tests.threads import crossing, together

pytestmark = pytest.mark.django_db(transaction=True)


def lives():
    lessons = ActivityFactory.create_batch(2, module=ActivityFactory().module)
    two = UserFactory.create_batch(2)
    for person in two:
        enrol(learner=person, module=lessons[0].module, actor=ACTOR)
    return two, lessons, User.objects.create_superuser("boss@example.org", "x")


def test_of_two_merges_at_once_one_is_made():
    (old, new), _lessons, by = lives()
    results = together(
        lambda: merge_people(merged=old, into=new, by=by),
        lambda: merge_people(merged=new, into=old, by=by),
    )
    assert [type(each) for each in results if each] == [MergeRefused]
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
