"""Fields that hold folded names, so that people and organisations are found and sorted."""

from django.db import models
from django.db.models import Q

from text.typed import clean_line
from text.words import folded, terms_of

MAX_TERMS = 12


def as_searched(text):
    """The value of a SearchedField for `text`: its folded words, or the text if it has none."""
    return folded(text) or text.strip()


class SearchedField(models.TextField):
    """A text column with the folded words of the fields named in `sources`, filled when saved.

    Its model derives from `Searched`. `fold` makes of a text what is kept of it.
    """

    def __init__(self, *sources, fold=as_searched, **kwargs):
        self.sources = sources
        self.fold = fold
        super().__init__(**kwargs | {"editable": False, "default": ""})

    def deconstruct(self):
        # For migrations it is a plain text column: how it is filled is not part of the schema.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def clone(self):
        _name, _path, _args, kwargs = self.deconstruct()
        return type(self)(*self.sources, fold=self.fold, **kwargs)

    def pre_save(self, model_instance, add):
        words = self.fold(" ".join(getattr(model_instance, source) for source in self.sources))
        setattr(model_instance, self.attname, words)
        return words


class Searched(models.Model):
    """Base of models with SearchedFields: keeps these in step with their sources when saved.

    The sources are names of people, organisations and cities: clean lines, for what is invisible
    would turn the list around that shows it, or break the file that holds it.
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


def matches_words(text, *fields, **few):
    """A Q that finds rows where each word of `text` is part of at least one of `fields`.

    `fields` are names of SearchedFields. So is what `few` holds by the name of a foreign key: the
    model that it leads to, which has few rows, and the field there. They are looked through once,
    and not joined with very many others. Only the first twelve words count; an elided article
    before one makes no difference. Nothing is found where `text` has no letter and no digit.
    """
    terms = terms_of(text)[:MAX_TERMS]
    found = Q() if terms else Q(pk__in=[])
    for term in terms:
        in_one = Q()
        for field in fields:
            in_one |= Q(**{f"{field}__contains": term})
        for key, (model, field) in few.items():
            rows = model.objects.filter(**{f"{field}__contains": term})
            in_one |= Q(**{f"{key}__in": rows})
        found &= in_one
    return found
