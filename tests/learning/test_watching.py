import pytest
from django.utils import timezone

from learning.derived.played import MOST_SPANS, join_spans
from learning.models import Watching
from learning.records.completion import ActivityLocked
from learning.records.watching import Played, record_watching, watchings_of
from tests.factories.outline import ActivityFactory, EnrolmentFactory
from tests.factories.people import UserFactory
from tests.threads import together

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
    watched = watchings_of(learner, lesson)
    assert {pk for pk in watched if watched[pk].watched_at} == {"v2", "v3"}


def play(learner, lesson, *spans, length=50, position=0):
    return record_watching(
        learner=learner, activity=lesson, block_id="v1", played=Played(spans, length, position)
    )


def test_what_was_played_adds_up_however_often_and_wherever(learner, lesson):
    assert play(learner, lesson, (0, 28), position=28).percent == 56
    assert play(learner, lesson, (10, 20), (12, 14), position=20).percent == 56
    watching = play(learner, lesson, (25, 49.9), position=49.9)
    assert (watching.percent, watching.spans, watching.position) == (100, [[0, 49.9]], 49)
    assert watching.watched_at


def test_the_word_of_the_learner_stays_beside_what_was_played(learner, lesson):
    watch(learner, lesson, 60, "v1")
    assert play(learner, lesson, (0, 10)).percent == 60
    assert play(learner, lesson, (10, 40)).percent == 80


def test_nothing_beyond_the_video_counts(learner, lesson):
    odd = [(49, 99999), (60, 70), (30, 20), (5, 5)]
    watching = play(learner, lesson, *odd, position=1e9)
    assert (watching.percent, watching.spans, watching.position) == (2, [[49, 50]], 50)
    play(learner, lesson, (0, 20))
    watching = play(learner, lesson, (0, 1), length=1)  # another length takes nothing away
    assert watching.spans == [[0, 20], [49, 50]]


def test_so_many_stretches_are_kept_the_longest():
    spans = [(n * 10, n * 10 + (9 if n % 2 else 5)) for n in range(MOST_SPANS * 2)]
    kept = join_spans(spans)
    assert len(kept) == MOST_SPANS
    assert kept == sorted(kept)
    assert {end - start for start, end in kept} == {9}


@pytest.mark.django_db(transaction=True)
def test_two_devices_at_once_lose_nothing(learner, lesson):
    spans = [(n * 10, n * 10 + 10) for n in range(4)]
    results = together(*(lambda span=span: play(learner, lesson, span) for span in spans))
    assert not [result for result in results if isinstance(result, Exception)]
    assert Watching.objects.get().spans == [[0, 40]]


def test_watching_without_enrolment_leaves_no_record(lesson):
    with pytest.raises(ActivityLocked):
        watch(UserFactory(), lesson, 50)
    lesson.retired_at = timezone.now()
    assert not Watching.objects.exists()
