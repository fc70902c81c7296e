import pytest
from django.utils import timezone

from learning.models import Watching
from learning.records.completion import ActivityLocked
from learning.records.watching import record_watching, videos_watched
from tests.factories.outline import ActivityFactory, EnrolmentFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    return ActivityFactory()


@pytest.fixture
def learner(lesson):
    return EnrolmentFactory(module=lesson.module).learner


def watch(learner, lesson, percent, block_id="v1"):
    return record_watching(
        learner=learner, activity=lesson, block_id=block_id, percent=percent
    ).percent


def test_the_share_only_grows(learner, lesson):
    assert [watch(learner, lesson, percent) for percent in (10, 60, 30)] == [10, 60, 60]
    assert Watching.objects.get().percent == 60


@pytest.mark.parametrize(("given", "kept"), [(-5, 0), (0, 0), (100, 100), (4000, 100)])
def test_the_share_stays_between_0_and_100(learner, lesson, given, kept):
    assert watch(learner, lesson, given) == kept


def test_a_video_counts_from_90_per_cent(learner, lesson):
    for block_id, percent in (("v1", 89), ("v2", 90), ("v3", 100)):
        watch(learner, lesson, percent, block_id)
    assert videos_watched(learner, lesson) == {"v2", "v3"}


def test_watching_without_enrolment_leaves_no_record(lesson):
    with pytest.raises(ActivityLocked):
        watch(UserFactory(), lesson, 50)
    lesson.retired_at = timezone.now()
    assert not Watching.objects.exists()
