"""Where a declaration finds what is kept about a person, and what it tells of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import EmailField, Field, FileField, Model, Q
from django.db.models.constants import LOOKUP_SEP
from django.utils.text import capfirst
from django.utils.translation import gettext

from accounts.personal_data import PersonalData, declared_personal_data, declared_words
from accounts.searched import SearchedField


class NoWay(Exception):
    """A declaration does not say how what it names is given to the person. `name` is of it."""

    def __init__(self, name):
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class Column:
    """One thing that is told of each row: the field at the end of `path`."""

    path: str
    field: Field
    in_words: Callable | None = None
    name: str = ""
    is_for_programs: bool = False
    is_only_in_words: bool = False

    @cached_property
    def heading(self):
        """Its name in the active language; of a key without one, that of what it leads to."""
        if self.name:
            return capfirst(str(self.name))
        named = self.field.verbose_name != self.field.name.replace("_", " ")
        if self.field.is_relation and not named and not self.leads_to_a_person:
            return capfirst(str(self.field.related_model._meta.verbose_name))
        return capfirst(gettext(str(self.field.verbose_name)))

    @cached_property
    def labels(self):
        """{value: its name in the active language} of its choices."""
        return {value: str(label) for value, label in self.field.flatchoices}

    @cached_property
    def leads_to_a_person(self):
        """Whether it names somebody."""
        return _is_key_to_person(self.field)

    @property
    def is_many(self):
        """Whether it holds several rows."""
        return self.field.many_to_many


@dataclass(frozen=True, eq=False)
class Source:
    """Rows of a model that lead to a person by `ways`, paths or functions: what `columns` tell.

    `key` is the name in the declaration. What is kept back stands in the declaration as well.
    """

    key: str
    kind: PersonalData
    model: type[Model]
    ways: tuple[str | Callable, ...]
    columns: tuple[Column, ...]

    @property
    def title(self):
        """What its rows are called; those about something else with what the person is to them."""
        if name := self.kind.names.get(self.key):
            return capfirst(str(name))
        meta = self.model._meta
        names = [meta.verbose_name if self.model is get_user_model() else meta.verbose_name_plural]
        if self.key.count(".") == 2:
            names.append(meta.get_field(self.key.rsplit(".", 1)[1]).verbose_name)
        return capfirst(" – ".join(gettext(str(name)) for name in names))

    @property
    def is_of_account(self):
        """Whether its one row is the person."""
        return self.model is get_user_model()

    @property
    def shown_columns(self):
        """Those of its columns that tell a person something."""
        return [column for column in self.columns if not column.is_for_programs]

    @property
    def file_columns(self):
        """Those of its columns that hold files."""
        return [column for column in self.columns if isinstance(column.field, FileField)]

    def rows_of(self, whose):
        """The rows of a person (a Whose), in the order of their ids."""
        return rows_of(self.model, self.ways, whose)


@dataclass(frozen=True)
class Whose:
    """A person: the ids of the account and of those merged into it, and confirmed addresses."""

    ids: tuple[int, ...]
    addresses: tuple[str, ...]


def whose(person):
    """The Whose of the User `person`. One query."""
    own = Q(pk=person.pk) | Q(merged_into=person.pk)
    found = ("pk", "emailaddress__email", "emailaddress__verified")
    rows = list(get_user_model()._base_manager.filter(own).values_list(*found))
    ids = dict.fromkeys(pk for pk, _email, _is_confirmed in rows)
    return Whose(tuple(ids), tuple(email for _pk, email, is_confirmed in rows if is_confirmed))


def rows_of(model, ways, whose):
    """The rows of `model` that lead to a person (a Whose) by these `ways`, in the order of ids.

    What merely holds an address counts where it is nobody else's.
    """
    people, written, special = [], [], []
    for way in ways:
        if callable(way):
            special += [way(pk) for pk in whose.ids]
            continue
        field = None if way == "pk" else field_at(model, way)
        (written if isinstance(field, EmailField) else people).append((way, field))
    direct = (_is_of(whose.ids, way, field) for way, field in people)
    found = Q(*direct, *special, _connector=Q.OR)
    nobodys = Q(*(Q(**{f"{way}__isnull": True}) for way, _field in people))
    for way, _field in written:
        for address in whose.addresses:
            found |= Q(**{f"{way}__iexact": address}) & nobodys
    return model._base_manager.filter(found or Q(pk__in=[])).order_by("pk")


def ways_of(name, kind):
    """(the model that `name` of a declaration is of, the paths by which its rows lead to people).

    Raises NoWay.
    """
    if name.count(".") == 2:
        label, way = name.rsplit(".", 1)
        return apps.get_model(label), ("pk" if _is_of_a_person(name) else way,)
    model = apps.get_model(name)
    ways = kind.found_by.get(name) or _ways(model)
    if len(ways) != 1 and name not in kind.found_by:
        raise NoWay(name)
    for way in kind.found_by.get(name, ()):
        if not callable(way):
            field_at(model, way)
    return model, tuple(ways)


def sources_of(kind):
    """The Sources of a PersonalData, in the order of `held_in`. Raises NoWay."""
    if kind.withheld:
        return []
    sources = []
    told_of = {f"{_model_of(name)}.{path}" for name in kind.tells for path in kind.tells[name]}
    for name in kind.held_in:
        if name in kind.kept_back:
            continue
        if name.count(".") == 1:
            sources.append(_whole(name, kind))
        elif name in kind.tells or _is_of_a_person(name):
            sources.append(_part(name, kind))
        elif name not in told_of:
            raise NoWay(name)
    return sources


def all_sources():
    """The Sources of everything that is declared."""
    return [source for kind in declared_personal_data() for source in sources_of(kind)]


def field_at(model, path):
    """The field of `model` at the end of `path`. Raises NoWay."""
    field = None
    try:
        for step in path.split(LOOKUP_SEP):
            field = (field.related_model if field else model)._meta.get_field(step)
    except FieldDoesNotExist as error:
        raise NoWay(f"{model._meta.label}.{path}") from error
    return field


def _whole(name, kind):
    """The Source of a model whose rows are about a person: every field not told elsewhere."""
    model, ways = ways_of(name, kind)
    elsewhere = {each for other in declared_personal_data() for each in other.held_in}
    elsewhere |= kind.kept_back.keys()
    columns = [
        _column(field.name, model, kind)
        for field in model._meta.concrete_fields
        if f"{name}.{field.name}" not in elsewhere
        and not field.primary_key
        and not isinstance(field, SearchedField)
        and not (field.name in ways and _is_key_to_person(field))
    ]
    return Source(name, kind, model, ways, tuple(columns))


def _part(name, kind):
    """The Source of a field that leads to a person, or of a field of a person."""
    model, ways = ways_of(name, kind)
    paths = kind.tells.get(name, (name.rsplit(".", 1)[1],))
    columns = tuple(_column(path, model, kind) for path in paths)
    return Source(name, kind, model, ways, columns)


def _column(path, model, kind):
    name = f"{model._meta.label}.{path}"
    return Column(
        path,
        field_at(model, path),
        in_words=kind.in_words.get(name) or declared_words().get(name),
        name=kind.names.get(name) or kind.names.get(path, ""),
        is_for_programs=not {name, path}.isdisjoint(kind.for_programs),
        is_only_in_words=name in kind.only_in_words,
    )


def _model_of(name):
    return name.rsplit(".", 1)[0]


def _is_of_a_person(name):
    return _model_of(name) == get_user_model()._meta.label


def _ways(model, seen=()):
    """The paths by which rows of `model` lead to a person, through what is declared as a whole."""
    if model is get_user_model():
        return ["pk"]
    whole = {name for kind in declared_personal_data() for name in kind.held_in}
    keys = [field for field in model._meta.concrete_fields if field.is_relation]
    direct = [field.name for field in keys if _is_key_to_person(field)]
    if direct or model in seen:
        return direct
    through = [
        f"{field.name}{LOOKUP_SEP}{way}"
        for field in keys
        if field.related_model._meta.label in whole
        for way in _ways(field.related_model, (*seen, model))
    ]
    return through


def _is_key_to_person(field):
    return field.is_relation and field.related_model is get_user_model()


def _is_of(ids, way, field):
    """A Q: the row leads by `way` to an account with one of these `ids`."""
    one = ids[0] if len(ids) == 1 else None
    if way == "pk" or field.is_relation:
        return Q(**{way: one} if one else {f"{way}__in": ids})
    is_person = ContentType.objects.get_for_model(get_user_model()).pk
    return Q(**{f"{way}__in": list(map(str, ids)), "content_type": is_person})
