from decimal import Decimal

import pytest
from django.utils.translation import override

from courses.templatetags.durations import hours_in_words


@pytest.mark.parametrize(
    ("language", "hours", "words"),
    [
        ("en", "1.0", "1 hour"),
        ("en", "1.5", "1.5 hours"),
        ("en", "2.0", "2 hours"),
        ("es", "1.5", "1,5 horas"),
        ("he", "1.0", "שעה אחת"),
        ("ar", "1.0", "ساعة واحدة"),
        ("ar", "2.0", "ساعتان"),
        ("ar", "2.5", "2.5 ساعة"),
        ("ar", "3.0", "3 ساعات"),
    ],
)
def test_hours_in_words(language, hours, words):
    with override(language):
        assert hours_in_words(Decimal(hours)) == words
