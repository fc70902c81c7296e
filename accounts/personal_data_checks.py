"""A system check: whether everything that leads to a person is declared."""

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.checks import Error
from django.db import models

from accounts.own_data.sources import NoWay, sources_of
from accounts.personal_data import DATED, Anonymised, declared_personal_data, impersonal_fields

# What such a field holds may be about a person, whatever the model is about.
OPEN_FIELDS = (models.EmailField, models.FileField, models.GenericIPAddressField, models.JSONField)
WAY = (
    "Say in the declaration what it `tells`, how it is `found_by`, or why it is `kept_back`: see "
    "accounts/personal_data.py."
)
ERASING = "Say it in `on_erasure` of its declaration: Deleted, Anonymised or Proof."
FREE_FIELDS = (models.CharField, models.TextField, models.JSONField, models.FileField)
MERGING = (
    "Say in `on_merge` of its declaration what becomes of it where both accounts have one: see "
    "accounts/one_person/rows.py."
)
STAYS = "Say in its Anonymised that it is `emptied` or `changed`, or why it `stays`."
HINT = "Say it in kept_about_people.py of its app, or that it leads to nobody."


def check_personal_data(app_configs=None, **kwargs):
    """Errors for what leads to a person undeclared, for names that are of nothing, and for no way.

    What is declared has a way to the person who asks for it, or says why it has none.
    """
    declared = {name for kind in declared_personal_data() for name in kind.held_in}
    people = {name for name in declared if name.count(".") == 1} | {settings.AUTH_USER_MODEL}
    known = declared | impersonal_fields().keys()
    errors, names = [], set()
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        fields = {f"{label}.{field.name}": field for field in _own_fields(model)}
        names |= {label, *fields}
        if label in people or _label(model._meta.auto_created) in people:
            continue
        errors += [
            Error(
                "leads to a person, and nobody says why.", hint=HINT, obj=name, id="accounts.E001"
            )
            for name, field in fields.items()
            if name not in known and _leads_to_a_person(field, people)
        ]
    unknown = known - names
    errors += _without_a_way(unknown)
    errors += [error for kind in declared_personal_data() for error in _not_erased(kind, unknown)]
    errors += _not_merged(names)
    return errors + [
        Error(
            "is declared as personal data or as none, but is not there.",
            obj=name,
            id="accounts.E002",
        )
        for name in sorted(unknown)
    ]


def _without_a_way(unknown):
    """Errors for kinds whose rows nobody can be given, but for those with `unknown` names."""
    errors = []
    for kind in declared_personal_data():
        if unknown.isdisjoint(kind.held_in):
            try:
                sources_of(kind)
            except NoWay as lacking:
                errors.append(
                    Error(
                        "is declared as personal data, and cannot be given to the person.",
                        hint=WAY,
                        obj=lacking.name,
                        id="accounts.E003",
                    )
                )
    return errors


def _not_merged(names):
    """Errors for what cannot simply follow a merge of two accounts, and for names of nothing."""
    declared = {name for kind in declared_personal_data() for name in kind.on_merge}
    for name in sorted(declared - names):
        yield Error("is said to follow a merge, but is not there.", obj=name, id="accounts.E008")
    for relation in get_user_model()._meta.get_fields(include_hidden=True):
        is_key = relation.auto_created and not (relation.concrete or relation.many_to_many)
        if is_key and is_unique(relation.field) and str(relation.field) not in declared:
            yield Error(
                "is unique for each person, and nobody says how it follows a merge.",
                hint=MERGING,
                obj=str(relation.field),
                id="accounts.E007",
            )


def is_unique(field):
    """Whether there may be one row for each value of `field` and of some others at most."""
    meta = field.model._meta
    unique = (each for each in meta.constraints if isinstance(each, models.UniqueConstraint))
    named = [*meta.unique_together, *(each.fields for each in unique)]
    return field.unique or any(field.name in fields for fields in named)


def _not_erased(kind, unknown):
    """Errors for what nobody says what becomes of when a person is forgotten, and for its texts."""
    for name in kind.held_in:
        erased = kind.erased(name)
        if kind.period in DATED and ".".join(name.split(".")[:2]) not in kind.ended:
            yield Error(
                "is kept for a certain time, and nothing erases it when that is over.",
                hint="Say in `ended` of its declaration which rows these are.",
                obj=name,
                id="accounts.E006",
            )
        if erased is None:
            yield Error(
                "is kept about people, and nobody says what becomes of it when one is forgotten.",
                hint=ERASING,
                obj=name,
                id="accounts.E004",
            )
        elif isinstance(erased, Anonymised) and name not in unknown and not erased.by:
            texts, fields = _texts(name, kind)
            for text in sorted((texts - erased.named) | (erased.named - fields)):
                yield Error(
                    "is a text that would stay when the person is forgotten, or is not there.",
                    hint=STAYS,
                    obj=f"{'.'.join(name.split('.')[:2])}.{text}",
                    id="accounts.E005",
                )


def _texts(name, kind):
    """(the fields with free text that `name` declares, all fields of its model)."""
    own = name.split(".")
    model = apps.get_model(*own[:2])
    fields = {field.name: field for field in _own_fields(model)}
    elsewhere = {each for other in declared_personal_data() for each in other.held_in}
    told = kind.tells.get(name, own[2:]) if own[2:] else fields
    texts = {
        text
        for text in told
        if text in fields
        and isinstance(fields[text], FREE_FIELDS)
        and not fields[text].choices
        and (own[2:] or f"{name}.{text}" not in elsewhere)
    }
    return texts, fields.keys()


def _own_fields(model):
    return [*model._meta.local_fields, *model._meta.local_many_to_many]


def _leads_to_a_person(field, people):
    """Whether what `field` holds may be about somebody, or names a row that is."""
    if isinstance(field, OPEN_FIELDS) or _names_any_row(field):
        return True
    return field.is_relation and not people.isdisjoint(_labels(field.related_model))


def _names_any_row(field):
    """Whether `field` is the id of a row of whatever model the row says."""
    model = field.model._meta
    generic = (each for each in model.private_fields if isinstance(each, GenericForeignKey))
    says_model = any(each.related_model is ContentType for each in model.fields)
    return field.name in {each.fk_field for each in generic} or (
        says_model and field.name.endswith("object_id")
    )


def _labels(model):
    """The names of `model` and of all that its rows are besides: a proxy's model, the parents."""
    every = (model, model._meta.concrete_model, *model._meta.get_parent_list())
    return {_label(each) for each in every}


def _label(model):
    return model._meta.label if model else None
