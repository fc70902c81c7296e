from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.choices import GradingMethod
from assessments.grading import counting_score

SCORES = [Decimal(40), Decimal(90), Decimal("55.55")]


@pytest.mark.parametrize(
    ("method", "score"), [("best", "90"), ("last", "55.55"), ("average", "61.85")]
)
def test_the_method_decides_which_score_counts(method, score):
    assert counting_score(SCORES, method) == Decimal(score)
    assert counting_score([], method) is None


@given(
    st.lists(st.decimals(min_value=0, max_value=100, places=2), min_size=1),
    st.sampled_from(GradingMethod.values),
)
def test_it_stays_between_the_lowest_and_the_highest(scores, method):
    assert min(scores) <= counting_score(scores, method) <= max(scores)
