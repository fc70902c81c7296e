"""The size class of Recommendation 2003/361/EC, at its edges."""

from decimal import Decimal

import pytest

from accounts.size_class import Figures, is_sme_in_israel, size_class_of

M = 1_000_000
NOT_KNOWN = None


@pytest.mark.parametrize(
    ("headcount", "turnover", "balance_sheet", "size_class"),
    [
        (0, 0, 0, "micro"),
        (9, 2 * M, 50 * M, "micro"),  # one of the two sums is enough
        (9, 50 * M, 2 * M, "micro"),
        (Decimal("9.9"), 2 * M, None, "micro"),
        (10, 2 * M, 2 * M, "small"),
        (9, 2 * M + 1, 2 * M + 1, "small"),
        (49, 10 * M, None, "small"),
        (50, 10 * M, 10 * M, "medium"),
        (9, 10 * M + 1, 10 * M + 1, "medium"),
        (249, 50 * M, 44 * M, "medium"),
        (249, 51 * M, 43 * M, "medium"),
        (249, 50 * M + 1, 43 * M, "medium"),
        (249, 50 * M + 1, 43 * M + 1, "large"),
        (249, 50 * M, 43 * M + 1, "medium"),
        (Decimal("249.9"), 50 * M, None, "medium"),
        (250, 1, 1, "large"),
        (250, None, None, "large"),  # whatever the sums are
        (None, 51 * M, 44 * M, "large"),  # whatever the headcount is
        (None, None, None, NOT_KNOWN),
        (9, None, None, NOT_KNOWN),
        (249, None, None, NOT_KNOWN),
        (249, 51 * M, None, NOT_KNOWN),  # the balance sheet total could keep it medium-sized
        (9, 3 * M, None, NOT_KNOWN),
        (None, 1, 1, NOT_KNOWN),
        (None, 50 * M, None, NOT_KNOWN),
        (100, 11 * M, None, "medium"),  # micro and small are out by the headcount
    ],
)
def test_the_class_is_what_the_figures_say(headcount, turnover, balance_sheet, size_class):
    assert size_class_of(Figures(headcount, turnover, balance_sheet)) == size_class


@pytest.mark.parametrize(
    ("headcount", "is_sme"), [(None, None), (100, True), (Decimal("100.1"), False)]
)
def test_israel_counts_people_alone(headcount, is_sme):
    assert is_sme_in_israel(headcount) is is_sme
