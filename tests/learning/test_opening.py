from datetime import timedelta
from itertools import pairwise, product

import pytest
from django.utils import timezone

from learning.models import Module
from learning.opening import Opening
from tests.factories.outline import ModuleFactory

NOW = timezone.now()
SECOND = timedelta(seconds=1)
ENDS = (None, NOW - SECOND, NOW, NOW + SECOND)
OPENINGS = [Opening(from_, until) for from_, until in product(ENDS, ENDS)]


@pytest.mark.parametrize(
    ("opening", "refusal"),
    [
        (Opening(), None),
        (Opening(NOW, NOW + SECOND), None),
        (Opening(NOW + SECOND), ("not_open_yet", NOW + SECOND)),
        (Opening(None, NOW), ("closed", NOW)),
        (Opening(NOW - SECOND, NOW), ("closed", NOW)),
        (Opening(NOW + SECOND, NOW), ("not_open_yet", NOW + SECOND)),
    ],
)
def test_it_opens_with_its_first_moment_and_closes_with_its_last(opening, refusal):
    assert opening.refusal(NOW) == refusal
    assert opening.is_open(NOW) is (refusal is None)


@pytest.mark.parametrize("opening", OPENINGS)
def test_it_changes_at_its_moments_alone(opening):
    tenths = [NOW + SECOND * step / 10 for step in range(-20, 21)]
    for before, after in pairwise(tenths):
        if opening.is_open(before) != opening.is_open(after):
            assert after in opening.moments


@pytest.mark.parametrize("opening", OPENINGS)
def test_an_empty_one_is_never_open(opening):
    moments = [NOW + SECOND * step for step in range(-2, 3)]
    assert opening.is_empty is not any(opening.is_open(moment) for moment in moments)


@pytest.mark.django_db
def test_the_database_finds_what_the_value_says():
    for opening in OPENINGS:
        ModuleFactory(opens_at=opening.from_, closes_at=opening.until)
    modules = set(Module.objects.all())
    for now in (NOW - SECOND, NOW, NOW + SECOND):
        found = set(Module.objects.open_at(now))
        assert found == {module for module in modules if module.opening.is_open(now)}
        assert found not in (set(), modules)
