"""The database keeps unique what must be."""

import pytest
from django.apps import apps
from django.db.models import UniqueConstraint

from tests.own_apps import OURS


def constraints():
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            for constraint in model._meta.constraints:
                if isinstance(constraint, UniqueConstraint):
                    yield pytest.param(model, constraint, id=constraint.name)


@pytest.mark.parametrize(("model", "constraint"), list(constraints()))
def test_uniqueness_binds(model, constraint):
    """Two empty values are never equal: a column that may be empty makes nothing unique."""
    nullable = [name for name in constraint.fields if model._meta.get_field(name).null]
    assert nullable == [] or constraint.nulls_distinct is False
