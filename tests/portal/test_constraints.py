"""The database keeps unique what must be."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Lower

from tests.own_apps import OURS


def own_models():
    return [model for label in OURS for model in apps.get_app_config(label).get_models()]


def constraints():
    for model in own_models():
        for constraint in model._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                yield pytest.param(model, constraint, id=constraint.name)


def columns_of(constraint):
    """The names of the columns that are unique together, also within expressions."""
    parts = [part for each in constraint.expressions for part in each.flatten()]
    return [*constraint.fields, *(part.name for part in parts if isinstance(part, F))]


def is_filled(model, name, condition):
    """Whether the column may not be empty in the rows of which the constraint speaks.

    A check counts that says so of all rows, or of just these.
    """
    filled = Q(**{f"{name}__isnull": False})
    rules = [filled] if condition is None else [filled, ~condition | filled]
    checks = [each.condition for each in model._meta.constraints if type(each) is CheckConstraint]
    return not model._meta.get_field(name).null or any(rule in checks for rule in rules)


def empty_columns(model, constraint):
    """The columns because of which the constraint does not bind: two empty values are not equal.

    `nulls_distinct` is no way out, for SQLite leaves such a constraint out.
    """
    names = columns_of(constraint)
    assert names
    return [name for name in names if not is_filled(model, name, constraint.condition)]


@pytest.mark.parametrize(("model", "constraint"), list(constraints()))
def test_uniqueness_binds(model, constraint):
    assert empty_columns(model, constraint) == []
    assert constraint.nulls_distinct is None


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_what_is_unique_alone_is_filled_or_may_be_missing_in_many(model):
    """A field that is unique and may be empty is a link that not every row has."""
    loose = [f for f in model._meta.concrete_fields if f.unique and f.null and not f.is_relation]
    assert loose == []


FILLED = Q(place__isnull=False)
ONCE = Q(kind__in=["a", "b"])


@pytest.mark.parametrize(
    ("condition", "check", "binds"),
    [
        (None, None, False),
        (None, FILLED, True),
        (None, ~ONCE | FILLED, False),
        (ONCE, None, False),
        (ONCE, FILLED, True),
        (ONCE, ~ONCE | FILLED, True),
        (ONCE, ONCE | FILLED, False),
        (ONCE, ~Q(kind__in=["a"]) | FILLED, False),
        (ONCE, ~ONCE | Q(other__isnull=False), False),
        (ONCE, ~ONCE | Q(place__isnull=True), False),
    ],
)
@pytest.mark.parametrize("by", [{"fields": ["place"]}, {"expressions": [Lower("place")]}], ids=str)
def test_only_a_check_of_the_same_rows_fills_a_column(condition, check, binds, by):
    checks = [CheckConstraint(condition=check, name="check")] if check is not None else []
    place = SimpleNamespace(null=True)
    model = SimpleNamespace(_meta=SimpleNamespace(constraints=checks, get_field=lambda name: place))
    unique = UniqueConstraint(
        *by.get("expressions", []), fields=by.get("fields", []), name="once", condition=condition
    )
    assert (empty_columns(model, unique) == []) is binds
