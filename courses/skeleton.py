"""What is the same in all languages of a quiz: questions, their parts, points and key."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Locale

from courses.formats import read_question


def check_translation(page):
    """Raise ValidationError if a translated QuizPage differs from English in more than texts."""
    source_locale = Locale.get_default()
    if page.alias_of_id or page.locale_id == source_locale.pk:
        return
    source = (
        type(page)
        .objects.filter(translation_key=page.translation_key, locale=source_locale, live=True)
        .first()
    )
    if source and skeleton(source) != skeleton(page):
        raise ValidationError(
            {
                "questions": _(
                    "The questions, their points and their right answers must be the same as in "
                    "English. Change them there; only texts differ between languages."
                )
            }
        )


def skeleton(page):
    """The questions of a QuizPage without their texts, as plain values."""
    return [read_question(block).skeleton() for block in page.questions]
