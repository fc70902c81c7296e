"""The language that a person prefers."""

from django.conf import settings
from django.db import models


class LanguageField(models.CharField):
    """The code of one of the portal's languages."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 10, "choices": settings.LANGUAGES} | kwargs)

    def deconstruct(self):
        # For migrations it names no languages: which there are is a setting, not part of the data.
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, "django.db.models.CharField", args, kwargs
