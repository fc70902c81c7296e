from decimal import Decimal

import pytest
from django.conf import settings
from django.utils.formats import get_format
from hypothesis import given
from hypothesis import strategies as st

from text.numbers import DECIMAL_MARKS, readings, write_number


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
        ("EUR 216.000,00", "216000"),
        ("\u200e216000\u200f", "216000"),
    ],
)
def test_numbers_are_read_as_people_write_them(text, number):
    assert readings(text, "EUR") == (Decimal(number),)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("50 m2", "m²"),
        ("50m²", "m2"),
        ("50 M2.", "m²"),
        ("٥٠ م²", "م2"),
        ("50 ºC", "°C"),
        ("50 ℃", "ºC"),
        ("50 min", "min."),
        ("50 ug", "ug"),
        ("50 μg", "µg"),
        ("50 KWh", "kWh"),
        ("50 t CO2", "t CO₂"),
        ("50٪", "%"),
        ("50", "m²"),
    ],
)
def test_units_are_read_however_they_are_written(text, unit):
    assert readings(text, unit) == (Decimal(50),)


@pytest.mark.parametrize(("text", "unit"), [("50 m3", "m²"), ("5²", "m²"), ("50 m²", "")])
def test_other_units_are_no_number(text, unit):
    assert readings(text, unit) == ()


def test_one_point_before_three_digits_may_be_either():
    assert readings("1.500") == (Decimal("1.5"), Decimal("1500"))
    assert readings("216,000") == (Decimal("216"), Decimal("216000"))
    assert readings("0.500") == (Decimal("0.5"),)


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("1.125", "en", ["1.125", "1125"]),
        ("1.125", "es", ["1125", "1.125"]),
        ("1,125", "es", ["1.125", "1125"]),
        ("1,125", "he", ["1125", "1.125"]),
        ("50,000", "en", ["50000"]),
        ("50,000", "es", ["50", "50000"]),
        ("50.000", "it", ["50000"]),
        ("-50.000", "it", ["-50000"]),
        ("1,250", "ar", ["1250", "1.25"]),
    ],
)
def test_the_language_tells_what_is_meant_first(text, language, numbers):
    assert readings(text, language=language) == tuple(map(Decimal, numbers))


@pytest.mark.parametrize(
    ("number", "language", "text"),
    [
        ("1.125", "es", "1,125"),
        ("1.125", "en", "1.125"),
        ("1.50", "it", "1,5"),
        ("216000", "es", "216000"),
        ("2.16E+5", "he", "216000"),
        ("-0.5", "ar", "-0.5"),
        ("0.00", "it", "0"),
        ("1.5", "", "1.5"),
    ],
)
def test_numbers_are_written_as_the_language_does(number, language, text):
    assert write_number(Decimal(number), language) == text


@pytest.mark.parametrize(
    ("number", "language", "beside", "text"),
    [
        ("1430000", "en", "A PCP pays out EUR 2,000,000.", "1,430,000"),
        ("1430000", "es", "Paga 2.000.000 EUR.", "1.430.000"),
        ("1430000", "it", "Paga 2 000 000 EUR.", "1\u00a0430\u00a0000"),
        ("1430000", "he", "2\u202f000\u202f000", "1\u202f430\u202f000"),
        ("-216000.5", "es", "20.000", "-216.000,5"),
        ("4500", "es", "20.000", "4500"),
        ("4500", "en", "Of 2,000 and 20,000", "4,500"),
        ("450", "en", "20,000", "450"),
        ("216000", "en", "1.125 kg in 2030", "216000"),
        ("216000", "es", "1,125 kg", "216000"),
        ("216000", "ar", "", "216000"),
    ],
)
def test_thousands_are_divided_where_the_text_does(number, language, beside, text):
    assert write_number(Decimal(number), language, beside) == text
    assert readings(text, language=language)[0] == Decimal(number)


@pytest.mark.parametrize("language", DECIMAL_MARKS)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=0, max_value=10**6))
def test_what_is_written_is_read_as_the_same_number(language, number):
    assert readings(write_number(number, language), language=language)[0] == number


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_the_marks_are_those_of_the_portal(language):
    assert DECIMAL_MARKS[language] == get_format("DECIMAL_SEPARATOR", language)


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
