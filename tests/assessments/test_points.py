"""Points are exact; two decimals are for showing."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.models import Response
from assessments.points import percent, share_of


def test_the_share_of_nothing_is_nothing():
    assert share_of(Fraction(0), 0) == 0
    assert share_of(Fraction(4, 3), 2) == Fraction(2, 3)


@pytest.mark.parametrize(
    ("share", "shown"),
    [("2/3", "66.67"), ("1/3", "33.33"), ("1", "100"), ("69999/100000", "69.99"), ("0", "0")],
)
def test_two_decimals_never_show_a_whole_number_that_was_not_reached(share, shown):
    assert percent(Fraction(share)) == Decimal(shown)


@given(st.fractions(min_value=0, max_value=1))
def test_the_whole_number_shown_is_the_one_reached(share):
    assert int(percent(share)) == share.numerator * 100 // share.denominator


def test_a_record_keeps_numerator_and_denominator():
    response = Response(points=Fraction(2, 3))
    assert (response.points_numerator, response.points_denominator) == (2, 3)
    assert response.points == Fraction(2, 3)
    assert Response().points is None
