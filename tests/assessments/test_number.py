from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.number import readings


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        (" 1.5 ", "1.5"),
        ("-2", "-2"),
        ("−2", "-2"),
        ("+2", "2"),
        (".5", "0.5"),
        (",5", "0.5"),
        ("216 000", "216000"),
        ("216\u00a0000", "216000"),
        ("216\u202f000,50", "216000.5"),
        ("216'000", "216000"),
        ("216.000,5", "216000.5"),
        ("216,000.5", "216000.5"),
        ("1.216.000", "1216000"),
        ("٢١٦٬٠٠٠", "216000"),
        ("١٫٥", "1.5"),
        ("۱٫۵", "1.5"),
        ("71,5 %", "71.5"),
        ("€216000", "216000"),
        ("216000 EUR", "216000"),
        ("216000 eur", "216000"),
    ],
)
def test_numbers_are_read_as_people_write_them(text, number):
    assert readings(text, "EUR") == (Decimal(number),)


def test_one_point_before_three_digits_may_be_either():
    assert readings("1.500") == (Decimal("1.5"), Decimal("1500"))
    assert readings("216,000") == (Decimal("216"), Decimal("216000"))
    assert readings("0.500") == (Decimal("0.5"),)


@pytest.mark.parametrize(
    "text", ["", " ", "abc", "1e5", "nan", "inf", "--1", "1.2.3", "1,2,3.4.5", "½", "1" * 40]
)
def test_what_is_no_number_has_no_reading(text):
    assert readings(text) == ()


@given(st.text(max_size=60))
def test_no_text_raises(text):
    readings(text, text[:3])


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9
    )
)
def test_every_plain_number_is_read(number):
    assert number in readings(f"{number:f}")
    assert number in readings(f"{number:f}".replace(".", ","))
