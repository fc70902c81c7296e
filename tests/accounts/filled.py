"""A person of whom something stands in every text of everything that is declared."""

import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.db import models

from accounts.models import User
from accounts.own_data.sources import all_sources, field_at

NOW = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # half past three in Madrid, just after the change
# The first that fits counts.
PLAIN = (
    (models.DateTimeField, NOW),
    (models.DateField, NOW.date()),
    (models.BooleanField, True),
    (models.DecimalField, Decimal(1)),
    (models.IntegerField | models.FloatField, 1),
)
# Where not just anything may stand: {"app.Model": values, or functions of the letter}.
PROPER = {
    "account.EmailAddress": {"verified": False, "primary": False},
    "learning.HistoryEntry": {"track": None, "activity": None},
    "reporting.ParticipantsReport": {  # one for each period
        "begins_on": lambda letter: NOW.date() - timedelta(days=ord(letter)),
    },
    "wagtailcore.Page": {"depth": 9, "alias_of": None, "latest_revision": None},
}


class Filled:
    """`person`, and in `sentinels` where each text stands that is kept about them: {text: where}.

    The rows are made by walking the declarations and the fields of the models.
    """

    def __init__(self, person, letter):
        self.person, self.letter, self._words, self._rows = person, letter, {}, {}
        sources = all_sources()
        for source in sources:
            if source.model is not User:
                self._lead_to_person(source, self._row(source.model))
        told = {(each.model, column.field) for each in sources for column in each.columns}
        free = [field for field in User._meta.fields if _is_free(field) and (User, field) in told]
        User.objects.filter(pk=person.pk).update(**{each.name: self._text(each) for each in free})
        person.refresh_from_db()
        self.sentinels = {
            word: f"{model._meta.label}.{field.name}"
            for word, (model, field) in self._words.items()
            if (model, field) in told
        }

    def _lead_to_person(self, source, row):
        """Let `row` lead to the person where no key does."""
        found = {}
        for way in source.ways:
            if callable(way):
                continue  # a key leads there as well
            field = field_at(source.model, way)
            if isinstance(field, models.EmailField):
                found = {way: self.person.email}
            elif not field.is_relation:
                found = {way: str(self.person.pk), "content_type": _type_of(User)}
        if found:
            source.model._base_manager.filter(pk=row.pk).update(**found)

    def _row(self, model):
        """A row of `model`, one for all that needs one."""
        if model is User:
            return self.person
        if model not in self._rows:
            self._rows[model] = None  # what leads back to it while it is made leads nowhere
            values = {
                field.name: self._value(field)
                for field in model._meta.concrete_fields
                if not isinstance(field, models.AutoField)
            }
            proper = PROPER.get(model._meta.label, {})
            values |= {
                name: value(self.letter) if callable(value) else value
                for name, value in proper.items()
            }
            [self._rows[model]] = model._base_manager.bulk_create([model(**values)])
        return self._rows[model]

    def _value(self, field):
        if field.related_model is ContentType:
            return _type_of(ContentType)
        if field.is_relation:
            return self._row(field.related_model)
        if field.choices:
            return field.choices[0][0]
        if isinstance(field, models.UUIDField):
            return uuid.uuid4()
        plain = [value for kind, value in PLAIN if isinstance(field, kind)]
        return plain[0] if plain else self._text(field)

    def _text(self, field):
        """A text that stands nowhere else; in JSON as the title in English would."""
        word = f"{self.letter}{len(self._words):03}z"
        if _is_free(field):
            self._words[word] = field.model, field
        return {"en": word} if isinstance(field, models.JSONField) else word


def _is_free(field):
    """Whether `field` holds whatever text."""
    is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
    return is_text and not (field.choices or isinstance(field, models.EmailField))


def _type_of(model):
    return ContentType.objects.get_for_model(model)
