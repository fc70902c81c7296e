"""Dates and shares are written as each language writes them."""

import re
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from courses.templatetags.durations import moment_in_words
from courses.templatetags.shares import per_cent

FORMATS = ["DATE_FORMAT", "SHORT_DATE_FORMAT", "SHORT_DATETIME_FORMAT", "MONTH_DAY_FORMAT"]
LONG = {
    "en": ["5 December 2026, 20:33", "20:33"],
    "es": ["5 de diciembre de 2026 a las 20:33", "20:33"],
    "it": ["5 dicembre 2026, 20:33", "20:33"],
    "he": ["5 בדצמבר 2026, 20:33", "20:33"],
    "ar": ["5 كانون الأول/ديسمبر 2026، 20:33", "20:33"],
}
WRITTEN = {
    "en": ["5 December 2026", "5 Dec 2026", "5 Dec 2026, 20:33", "5 Dec"],
    "es": ["5 de diciembre de 2026", "5 dic 2026", "5 dic 2026, 20:33", "5 dic"],
    "it": ["5 dicembre 2026", "5 dic 2026", "5 dic 2026, 20:33", "5 dic"],
    "he": ["5 בדצמבר 2026", "5 דצמ 2026", "5 דצמ 2026, 20:33", "5 דצמ"],
    "ar": ["5 كانون الأول/ديسمبر 2026", "5 ديسمبر 2026", "5 ديسمبر 2026، 20:33", "5 ديسمبر"],
}


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_a_date_is_long_in_sentences_and_short_in_tables(language):
    moment = datetime(2026, 12, 5, 20, 33, tzinfo=UTC)
    with translation.override(language):
        assert [date_format(moment, name) for name in FORMATS] == WRITTEN[language]
        times = [date_format(moment, name) for name in ("DATETIME_FORMAT", "TIME_FORMAT")]
        assert times == LONG[language]
        assert moment_in_words(moment) == f"{LONG[language][0].replace('20:33', '21:33')} CET"


def test_a_short_month_in_arabic_is_the_second_name_of_the_long_one():
    with translation.override("ar"):
        for month in range(1, 13):
            day = datetime(2026, month, 5, tzinfo=UTC)
            assert date_format(day, "F").endswith("/" + date_format(day, "M"))


def test_no_template_writes_a_date_in_an_order_of_its_own():
    fixed = re.compile(r'date:"(?:[^"]* )?[FMNb][ "]')
    templates = settings.BASE_DIR.glob("templates/**/*.html")
    assert [path.name for path in templates if fixed.search(path.read_text())] == []


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_a_share_is_closed_up_from_right_to_left(language):
    with translation.override(language):
        written = per_cent(50).strip("\u2066\u2069")
    assert written == ("50%" if language in settings.LANGUAGES_BIDI else "50 %")
