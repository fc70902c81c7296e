from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.choices import GradingMethod
from assessments.grading import counting_score

SCORES = [Fraction(4, 10), Fraction(9, 10), Fraction(5, 9)]
SHARES = st.lists(st.fractions(min_value=0, max_value=1), min_size=1)


@pytest.mark.parametrize(
    ("method", "score"), [("best", "9/10"), ("last", "5/9"), ("average", "167/270")]
)
def test_the_method_decides_which_score_counts(method, score):
    assert counting_score(SCORES, method) == Fraction(score)
    assert counting_score([], method) is None


@given(SHARES, st.sampled_from(GradingMethod.values))
def test_it_stays_between_the_lowest_and_the_highest(scores, method):
    assert min(scores) <= counting_score(scores, method) <= max(scores)
