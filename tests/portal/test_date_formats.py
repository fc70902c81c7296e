"""Dates are written as each language writes them."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "5 Dec 2026, 20:33"),
        ("es", "5 Dic 2026, 20:33"),
        ("it", "5 Dic 2026, 20:33"),
        ("he", "5 דצמ 2026, 20:33"),
        ("ar", "5 ديسمبر 2026، 20:33"),
    ],
)
def test_a_moment_has_its_month_in_words_and_the_comma_of_its_language(language, written):
    with translation.override(language):
        assert (
            date_format(datetime(2026, 12, 5, 20, 33, tzinfo=UTC), "SHORT_DATETIME_FORMAT")
            == written
        )
