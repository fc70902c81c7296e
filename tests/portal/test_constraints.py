"""The database keeps unique what must be."""

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, Q, UniqueConstraint

from tests.own_apps import OURS


def constraints():
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            for constraint in model._meta.constraints:
                if isinstance(constraint, UniqueConstraint):
                    yield pytest.param(model, constraint, id=constraint.name)


def is_filled(model, name, condition):
    """Whether the column may not be empty in the rows of which the constraint speaks."""
    rule = ~(condition or Q()) | Q(**{f"{name}__isnull": False})
    checks = [check for check in model._meta.constraints if isinstance(check, CheckConstraint)]
    return not model._meta.get_field(name).null or rule in [check.condition for check in checks]


@pytest.mark.parametrize(("model", "constraint"), list(constraints()))
def test_uniqueness_binds(model, constraint):
    """Two empty values are never equal: a column that may be empty makes nothing unique."""
    empty = [name for name in constraint.fields if not is_filled(model, name, constraint.condition)]
    assert empty == [] or constraint.nulls_distinct is False
