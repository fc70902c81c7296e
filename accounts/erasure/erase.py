"""Forgetting a person, by what the declarations of personal data say."""

from dataclasses import dataclass
from functools import partial
from itertools import islice

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Field, FileField, JSONField, Model, QuerySet

from accounts.erasure.gone import gone_of
from accounts.models import User
from accounts.own_data.sources import rows_of, ways_of
from accounts.personal_data import (
    Anonymised,
    Deleted,
    PersonalData,
    Proof,
    declared_personal_data,
)

AT_ONCE = 500


@dataclass(frozen=True, eq=False)
class Step:
    """What becomes of one thing that is kept about a person: `name`, of `kind.held_in`."""

    name: str
    kind: PersonalData
    does: Deleted | Anonymised | Proof
    model: type[Model]
    rows: QuerySet

    @property
    def field(self):
        """The field of the account that it is about; None where it is about rows."""
        if self.model is get_user_model() and self.name.count(".") == 2:
            return self.model._meta.get_field(self.name.rsplit(".", 1)[1])
        return None


def steps_of(gone):
    """The Steps to forget `gone` (a Gone), in their order: the account comes last."""
    steps = []
    for kind in declared_personal_data():
        for name in kind.held_in:
            model, ways = ways_of(name, kind)
            rows = model._base_manager.none()
            if not kind.erased(name).by:
                rows = rows_of(model, ways, gone.whose)
            steps.append(Step(name, kind, kind.erased(name), model, rows))
    return steps[::-1]


def forget(person):
    """Forget the User `person`, in one transaction: what identifies them is gone afterwards.

    What counts stays with a person without a name. Files go when the transaction is committed.
    So are the accounts that were merged into it.
    """
    with transaction.atomic():
        list(User.objects.select_for_update().filter(pk=person.pk))
        for each in _accounts_of(person):
            gone = gone_of(each)
            for step in steps_of(gone):
                _take(step, gone)


def _accounts_of(person):
    """The Users that are `person`: first those that were merged into the account."""
    return [*User.objects.filter(merged_into=person.pk), User.objects.get(pk=person.pk)]


def count_rows(person):
    """[(Step, how many rows it is about)] of forgetting `person`, where there are any."""
    accounts = map(gone_of, _accounts_of(person))
    steps = [step for gone in accounts for step in steps_of(gone) if not step.does.by]
    counted = [(step, step.rows.count()) for step in steps]
    return [(step, count) for step, count in counted if count]


def _take(step, gone):
    does = step.does
    if isinstance(does, Proof):
        return
    if does.by:
        does.by(gone)
    elif isinstance(does, Anonymised):
        with does.within():
            _anonymise(step)
    elif step.field:
        _empty_field(step.field, gone.person)
    else:
        forget_files(step.rows, step.model._meta.concrete_fields)
        step.rows.delete()


def _anonymise(step):
    """Empty and change the fields of the rows of a Step of Anonymised."""
    fields = {name: step.model._meta.get_field(name) for name in step.does.emptied}
    forget_files(step.rows, fields.values())
    changed = step.does.changed
    found = step.rows.iterator(AT_ONCE) if changed else iter(())
    while rows := list(islice(found, AT_ONCE)):
        for name, function in changed.items():
            for row, value in zip(rows, function(rows), strict=True):
                setattr(row, name, value)
        step.model._base_manager.bulk_update(rows, list(changed))
    if fields:
        step.rows.update(**{name: _nothing(field) for name, field in fields.items()})


def _empty_field(field: Field, person):
    if field.many_to_many:
        getattr(person, field.name).clear()
    else:
        setattr(person, field.name, _nothing(field))
        person.save(update_fields=[field.name])


def _nothing(field):
    """What stands in an empty `field`."""
    if field.null:
        return None
    if field.has_default():
        return field.get_default()
    return {} if isinstance(field, JSONField) else ""


def forget_files(rows, fields):
    """Delete the files of `rows` when the transaction is committed."""
    for field in fields:
        if isinstance(field, FileField):
            for name in rows.exclude(**{field.name: ""}).values_list(field.name, flat=True):
                if name:
                    transaction.on_commit(partial(field.storage.delete, name), robust=True)
