"""Dates and shares are written as each language writes them."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.formats import date_format

from courses.templatetags.shares import per_cent
from tests.own_apps import OURS

FORMATS = ["DATE_FORMAT", "SHORT_DATE_FORMAT", "MONTH_DAY_FORMAT"]
WITH_TIME = ["DATETIME_FORMAT", "SHORT_DATETIME_FORMAT", "TIME_FORMAT"]
MOMENT = datetime(2026, 12, 5, 20, 33, tzinfo=ZoneInfo("Asia/Amman"))
TIMED = {
    "en": ["5 December 2026, 20:33 +03", "5 Dec 2026, 20:33 +03", "20:33 +03"],
    "es": ["5 de diciembre de 2026 a las 20:33 +03", "5 dic 2026, 20:33 +03", "20:33 +03"],
    "it": ["5 dicembre 2026, 20:33 +03", "5 dic 2026, 20:33 +03", "20:33 +03"],
    "he": ["5 בדצמבר 2026, 20:33 \u200e+03", "5 דצמ 2026, 20:33 \u200e+03", "20:33 \u200e+03"],
    "ar": [
        "5 كانون الأول/ديسمبر 2026، 20:33 \u200e+03",
        "5 ديسمبر 2026، 20:33 \u200e+03",
        "20:33 \u200e+03",
    ],
}
WRITTEN = {
    "en": ["5 December 2026", "5 Dec 2026", "5 Dec"],
    "es": ["5 de diciembre de 2026", "5 dic 2026", "5 dic"],
    "it": ["5 dicembre 2026", "5 dic 2026", "5 dic"],
    "he": ["5 בדצמבר 2026", "5 דצמ 2026", "5 דצמ"],
    "ar": ["5 كانون الأول/ديسمبر 2026", "5 ديسمبر 2026", "5 ديسمبر"],
}


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_a_date_is_long_in_sentences_and_short_in_tables(language):
    with translation.override(language):
        assert [date_format(MOMENT, name) for name in FORMATS] == WRITTEN[language]
        assert [date_format(MOMENT, name) for name in WITH_TIME] == TIMED[language]


def test_a_time_is_in_the_zone_of_its_reader_and_says_which():
    page = Template('{{ at|date:"DATETIME_FORMAT" }}')
    with timezone.override("Asia/Jerusalem"):
        assert page.render(Context({"at": MOMENT})) == "5 December 2026, 19:33 IST"


def test_a_short_month_in_arabic_is_the_second_name_of_the_long_one():
    with translation.override("ar"):
        for month in range(1, 13):
            day = datetime(2026, month, 5, tzinfo=UTC)
            assert date_format(day, "F").endswith("/" + date_format(day, "M"))


DATE_IN_TEMPLATE = re.compile(r"""\|\s*(?:date|time):"([^"]*)"|{% now "([^"]*)\"""")
DATE_IN_CODE = re.compile(r"""(?:date|time)_format\((?:[^"'()[]|\([^()]*\))*["']([^"']*)["']""")
FOR_MACHINES = {"c", "Y-m-d", "Y"}


def orders(pattern, files):
    """(File, format) of what `files` write of dates and times with a format."""
    for path in files:
        for found in pattern.finditer(path.read_text()):
            yield path.name, next(filter(None, found.groups()))


def test_dates_and_times_are_written_by_the_formats_of_the_languages():
    templates = [*settings.BASE_DIR.glob("templates/**/*.html")]
    templates += settings.BASE_DIR.glob("templates/**/*.txt")
    code = [path for app in OURS for path in (settings.BASE_DIR / app).rglob("*.py")]
    found = [*orders(DATE_IN_TEMPLATE, templates), *orders(DATE_IN_CODE, code)]
    named = {*FORMATS, *WITH_TIME, "YEAR_MONTH_FORMAT"}
    assert len(found) > 80
    assert [each for each in found if each[1] not in named | FOR_MACHINES] == []


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_a_share_is_closed_up_from_right_to_left(language):
    with translation.override(language):
        written = per_cent(50).strip("\u2066\u2069")
    assert written == ("50%" if language in settings.LANGUAGES_BIDI else "50 %")
