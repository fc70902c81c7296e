"""Languages: the one that a person prefers, and texts that are kept in several."""

import logging

from django.conf import settings
from django.db import models
from django.utils.translation import get_language

logger = logging.getLogger(__name__)
SOURCE_LANGUAGE = "en"


class LanguageField(models.CharField):
    """The code of one of the portal's languages."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 10, "choices": settings.LANGUAGES} | kwargs)

    def deconstruct(self):
        # For migrations it names no languages: which there are is a setting, not part of the data.
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, "django.db.models.CharField", args, kwargs


def language_among(languages, language=None):
    """That of `languages` (codes) which a reader of `language` (default: the active one) is shown.

    Falls back to English, then to the first; `""` where there is none.
    """
    for code in (language or get_language(), SOURCE_LANGUAGE):
        if code in languages:
            return code
    return next(iter(languages), "")


def in_language(texts, language=None):
    """The entry of `texts` ({language code: text}) in `language`; `""` where there is none.

    Falls back as `language_among` does.
    """
    return texts.get(language_among(texts, language), "")


class TextsField(models.JSONField):
    """{language code: text}; empty where something else is stored."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def from_db_value(self, value, expression, connection):
        if value is None:  # the other side of a join that found no row
            return {}
        stored = super().from_db_value(value, expression, connection)
        is_readable = isinstance(stored, dict) and all(
            isinstance(text, str) for text in stored.values()
        )
        if not is_readable:
            logger.error("%s cannot be read: %r", self, stored)
        return stored if is_readable else {}
