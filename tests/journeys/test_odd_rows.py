"""Rows that hold what no form and no code writes: no address answers 500 for them."""

import json

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db.models import CharField, JSONField, Value
from django.db.models.functions import Cast
from wagtail.models import Page

from learning.records.history import rewriting_history
from tests.journeys.trial import ROUTES, Trial
from tests.journeys.undoing import undone
from tests.own_apps import OURS

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
RECORDS = ("assessments", "learning")
GROUPS = [*([label] for label in RECORDS), sorted({*OURS} - {*RECORDS})]


def damage(labels):
    """Give each JSON field of these apps a list, and each field with choices one that is none.

    Pages stay as they are: test_one_bad_thing.py and test_damaged_pages.py damage them.
    """
    odd = Cast(Value(json.dumps([1]), CharField()), JSONField())
    for label in labels:
        for model in apps.get_app_config(label).get_models():
            if issubclass(model, Page):
                continue
            changed = {}
            for field in model._meta.concrete_fields:
                if isinstance(field, JSONField):
                    changed[field.name] = odd
                elif field.choices and isinstance(field, CharField):
                    changed[field.name] = "xx"
            if changed:
                model._base_manager.update(**changed)


@pytest.mark.parametrize("labels", GROUPS, ids=lambda labels: labels[0])
def test_every_address_answers(labels):
    administrator = Trial("administrator")
    learner = Trial("learner", administrator.things)
    with undone():
        with rewriting_history():
            damage(labels)
        caches["default"].clear()
        for trial in (administrator, learner):
            for route in ROUTES:
                trial.answer("get", trial.path(route))
    assert [*administrator.faults, *learner.faults] == []
