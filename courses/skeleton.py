"""What of a quiz is the same in all languages: its questions, their parts, points and key."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Locale

from courses.definition import quiz_definition

TEXTS = {"alt", "feedback", "lesson", "match", "picture", "prompt", "text", "unit"}


def check_translation(page):
    """Raise ValidationError where a translated QuizPage differs from English in more than texts."""
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
    """The questions of a QuizPage without their texts."""
    return [_without_texts(question.to_dict()) for question in quiz_definition(page).questions]


def _without_texts(value):
    if isinstance(value, dict):
        return {name: _without_texts(inner) for name, inner in value.items() if name not in TEXTS}
    if isinstance(value, (list, tuple)):
        return [_without_texts(inner) for inner in value]
    return value
