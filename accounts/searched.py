"""Names that are found, and put in order, however they are written."""

from django.db import models
from django.db.models import Q

from text.typed import clean_line
from text.words import folded

MAX_TERMS = 12


def as_searched(text):
    """What a SearchedField keeps of `text`: its folded words, or the text if it has no letter."""
    return folded(text) or text.strip()


class SearchedField(models.TextField):
    """Keeps the folded words of the fields `sources`. Its model is a `Searched` one."""

    def __init__(self, *sources, **kwargs):
        self.sources = sources
        super().__init__(**kwargs | {"editable": False, "default": ""})

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        del kwargs["editable"], kwargs["default"]
        return name, path, self.sources, kwargs

    def pre_save(self, model_instance, add):
        words = as_searched(" ".join(getattr(model_instance, source) for source in self.sources))
        setattr(model_instance, self.attname, words)
        return words


class Searched(models.Model):
    """For models with SearchedFields: each is saved with each of its sources.

    These are the names of people, organisations and cities, which are kept clean: what is hidden in
    one would turn the list around that shows it, or break the file that holds it.
    """

    class Meta:
        abstract = True

    def save(self, *, update_fields=None, **options):
        searched = [
            field for field in self._meta.concrete_fields if isinstance(field, SearchedField)
        ]
        for source in {source for field in searched for source in field.sources}:
            if not update_fields or source in update_fields:
                setattr(self, source, clean_line(getattr(self, source)))
        if update_fields:
            update_fields = set(update_fields)
            update_fields |= {
                field.name for field in searched if not update_fields.isdisjoint(field.sources)
            }
        super().save(update_fields=update_fields, **options)


def having(text, *fields):
    """A Q: each of the first twelve words in `text` is a part of one of `fields`.

    An address, which has no blanks, is one word. Nothing has them where `text` holds no letter.
    """
    terms = [term for word in text.split() if (term := folded(word))][:MAX_TERMS]
    found = Q() if terms else Q(pk__in=[])
    for term in terms:
        in_one = Q()
        for field in fields:
            in_one |= Q(**{f"{field}__contains": term})
        found &= in_one
    return found
