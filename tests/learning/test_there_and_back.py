"""Migrations of learners' records, with records, in both directions."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from learning.models import HistoryEntry, Watching
from learning.records.enrolment import enrol
from learning.records.history import rewriting_history
from learning.records.watching import record_watching
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, VisitFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def migrate_to(name):
    MigrationExecutor(connection).migrate([("learning", name)])


@pytest.fixture(autouse=True)
def _as_it_is(transactional_db):
    """In the end the tables are as they are."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.fixture
def lesson():
    """A lesson with somebody enrolled in its module, of which the history tells."""
    lesson = ActivityFactory()
    lesson.learner = UserFactory()
    enrol(learner=lesson.learner, module=lesson.module, actor=ACTOR)
    return lesson


def assert_guarded(entries):
    """As many entries are there, and none can be changed or deleted."""
    assert HistoryEntry.objects.count() == entries
    for change in (lambda rows: rows.update(reason="?"), lambda rows: rows._raw_delete(rows.db)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(HistoryEntry.objects.all())


def completion_of_nothing(lesson):
    """An entry that an activity was completed, which says of a module alone."""
    return HistoryEntry.objects.create(
        learner=lesson.learner,
        kind="activity_completed",
        module=lesson.module,
        happened_at=timezone.now(),
        actor_kind="import",
    )


def test_the_history_is_guarded_before_and_after_its_subjects_were(lesson):
    assert_guarded(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        completion_of_nothing(lesson)
    migrate_to("0009_corrections")
    assert_guarded(1)
    odd = completion_of_nothing(lesson)
    with rewriting_history():
        HistoryEntry.objects.filter(pk=odd.pk).delete()
    migrate_to("0010_subjects_of_history")
    assert_guarded(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        completion_of_nothing(lesson)


def test_what_was_watched_is_dated_by_the_last_visit(lesson):
    days = [timezone.now() - timedelta(days=days) for days in (9, 4)]
    for moment in days:
        VisitFactory(learner=lesson.learner, activity=lesson, visited_at=moment)
    watch = {"learner": lesson.learner, "activity": lesson}
    for block, percent in (("whole", 95), ("half", 50)):
        record_watching(**watch, block_id=block, percent=percent)
    unseen = ActivityFactory(module=lesson.module)
    record_watching(learner=lesson.learner, activity=unseen, block_id="whole", percent=100)
    migrate_to("0010_subjects_of_history")
    migrate_to("0011_watched_and_returned")
    dates = dict(Watching.objects.filter(activity=lesson).values_list("block_id", "watched_at"))
    assert dates == {"whole": days[1], "half": None}
    watched_at = Watching.objects.values_list("watched_at", flat=True).get(activity=unseen)
    assert timezone.now() - watched_at < timedelta(minutes=5)
