"""What the form of a translation says."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from wagtail_localize.models import StringTranslation


@pytest.mark.parametrize(("language", "day"), [("es", "4 de mayo de 2026"), ("ar", "4 مايو 2026")])
def test_the_day_of_a_translation_is_written_in_the_language_of_the_reader(language, day):
    text = StringTranslation(tool_name="demo", updated_at=datetime(2026, 5, 4, 12, tzinfo=UTC))
    with translation.override(language):
        assert text.get_comment().endswith(day)


def test_a_text_that_nobody_translated_has_no_day():
    text = StringTranslation(translation_type="", updated_at=datetime(2026, 5, 4, tzinfo=UTC))
    assert text.get_comment() is None
