"""What is the same in all languages of a quiz: rules, questions, their parts, points and key."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Locale

from assessments.quiz_rules import RULES
from courses.formats import read_question


def check_translation(page):
    """Raise ValidationError if a translated QuizPage differs from English in more than texts."""
    source = source_of(page)
    if source is None:
        return
    faults = {
        name: _("This must be the same as in English. Change it there.")
        for name in RULES
        if getattr(source, name) != getattr(page, name)
    }
    if skeleton(source) != skeleton(page):
        faults["questions"] = _(
            "The questions, their points, lessons and right answers must be the same as in "
            "English. Change them there; only texts differ between languages."
        )
    if faults:
        raise ValidationError(faults)


def source_of(page):
    """The live English page that the QuizPage `page` translates, or None."""
    source_locale = Locale.get_default()
    if page.alias_of_id or page.locale_id in (None, source_locale.pk):
        return None
    pages = type(page).objects.live()
    return pages.filter(translation_key=page.translation_key, locale=source_locale).first()


def skeleton(page):
    """The questions of a QuizPage without their texts, as plain values."""
    return [read_question(block).skeleton() for block in page.questions]
