"""Values of rows about a person: as a reader understands them, and as a program does.

Another person is told by role alone: the groups that they are in.
"""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePosixPath

from django.contrib.auth import get_user_model
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext as _

from accounts.personal_data import declared_personal_data


def read_roles(people):
    """{id: names of the groups} of `people` (ids). One query, none without people."""
    roles = {}
    if people:
        through = get_user_model().groups.through
        rows = through.objects.filter(user__in=people).order_by("group__name")
        for person, name in rows.values_list("user_id", "group__name"):
            roles.setdefault(person, []).append(name)
    return roles


def subject_path(model):
    """The first key of `model` to something that is about nobody, such as a module; empty if none.

    By it a row of the person's own is recognised in another one.
    """
    whole = {name for kind in declared_personal_data() for name in kind.held_in}
    for field in model._meta.concrete_fields:
        if field.many_to_one and field.related_model._meta.label not in whole:
            return field.name
    return ""


def joins_of(columns):
    """The keys that are to be read with the rows, so that these `columns` take no more queries."""
    joins = set()
    for column in columns:
        if not column.field.is_relation or column.is_many or column.leads_to_a_person:
            joins |= {column.path.rpartition("__")[0]} - {""}
            continue
        subject = subject_path(column.field.related_model) if is_own(column) else ""
        joins.add(f"{column.path}__{subject}" if subject else column.path)
    return sorted(joins)


def is_own(column):
    """Whether `column` is a key to another row about the same person."""
    label = column.field.related_model._meta.label
    return any(label in kind.held_in for kind in declared_personal_data())


def value_at(row, path):
    """What stands in `row` at the end of `path`; None where a key on the way is empty."""
    for step in path.split("__"):
        row = getattr(row, step, None)
    return row


def machine_value(row, column, person, roles):
    """What `column` holds in `row`, as plain values for JSON."""
    if column.is_many:
        return [str(each) for each in value_at(row, column.path).all()]
    if column.leads_to_a_person:
        other = getattr(row, column.field.attname)
        return other and {"is_you": other == person.pk, "roles": roles.get(other, [])}
    value = value_at(row, column.path)
    if column.field.is_relation:
        return value and {"id": value.pk, "name": _name_of(value, column)}
    if isinstance(value, FieldFile):
        return name_of_file(row, value)
    return value


def word_value(row, column, person, roles):
    """What `column` holds in `row`, as a text in the active language; empty for nothing."""
    if column.leads_to_a_person:
        return _person_in_words(getattr(row, column.field.attname), person, roles)
    if column.is_many:
        return ", ".join(_(str(each)) for each in value_at(row, column.path).all())
    value = value_at(row, column.path)
    if value is None or value == "":
        return ""
    if column.field.is_relation:
        return _name_of(value, column)
    if isinstance(value, FieldFile):
        return name_of_file(row, value) or ""
    if column.field.choices:
        return column.labels.get(value, str(value))
    return in_words(value)


def in_words(value):
    """A plain `value` as a text: dates in the portal's time zone."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(localtime(value, get_default_timezone()), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Decimal):
        return floatformat(value, -2)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder) if value else ""
    return str(value)


def name_of_file(row, file):
    """Where `file` of `row` stands among the person's files; None where there is none."""
    if not file:
        return None
    return f"files/{row._meta.label_lower}/{row.pk}-{PurePosixPath(file.name).name}"


def _person_in_words(other, person, roles):
    if other is None:
        return ""
    if other == person.pk:
        return _("You")
    return ", ".join(_(role) for role in roles.get(other, [])) or _("Somebody else")


def _name_of(value, column):
    """How a row that another one leads to is called: one's own by its subject and its number."""
    if not is_own(column):
        return str(value)
    subject = subject_path(type(value))
    parts = [str(getattr(value, subject))] if subject else []
    return " ".join([*parts, f"({value.pk})"])
