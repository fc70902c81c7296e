"""A row that is stored in few words is the row that Django would have stored."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from learning.choices import EntryKind
from learning.models import Completion, HistoryEntry
from learning.records.insertion import insert_one
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, CompletionFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


def same_but_key(first, second):
    values = [type(row).objects.filter(pk=row.pk).values().get() for row in (first, second)]
    keys = [each.pop("id") for each in values]
    return values[0] == values[1] and keys[0] != keys[1]


def test_every_kind_of_value_is_stored_as_django_stores_it():
    learner, activity = EnrolmentFactory().learner, ActivityFactory()
    entry = {
        "learner": learner,
        "kind": EntryKind.ATTEMPT_STARTED,
        "activity": activity,
        "happened_at": timezone.now(),
        "actor_kind": ACTOR.kind,
        "actor_name": "%s 'quoted' %",
        "reason": "ñ\n",
        "data": {"number": 3, "why": ["%", None]},
    }
    ours = HistoryEntry(**entry)
    insert_one(ours)
    assert same_but_key(ours, HistoryEntry.objects.create(**entry))
    assert HistoryEntry.objects.get(pk=ours.pk) == ours


def test_a_stored_row_can_be_saved_and_is_there_once():
    kept = CompletionFactory()
    row = Completion(
        learner=EnrolmentFactory().learner, activity=kept.activity, completed_at=timezone.now()
    )
    insert_one(row)
    row.is_excused = True
    row.save()
    assert Completion.objects.count() == 2
    assert Completion.objects.get(pk=row.pk).is_excused
    again = Completion(learner=kept.learner, activity=kept.activity, completed_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_one(again)
