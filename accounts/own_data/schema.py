"""The JSON schema of the file that holds what is kept about a person."""

from django.db import models

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT, NUMBER, LIST = {"type": ["string", "null"]}, {"type": ["number", "null"]}, {"type": "array"}
# The first that fits counts; everything else is a text.
TYPES = (
    (models.DateTimeField, TEXT | {"format": "date-time"}),
    (models.DateField, TEXT | {"format": "date"}),
    (models.BooleanField, {"type": ["boolean", "null"]}),
    (models.IntegerField, NUMBER),
    (models.FloatField, NUMBER),
    (models.JSONField, {}),
)


def make_schema(parts):
    """The schema of the JSON of these `parts` (of `read_everything`), as plain values."""
    tables = {
        table.source.key: {"type": "array", "items": _record(table.source)}
        for part in parts
        for kept in part.kinds
        for table in kept.tables
    }
    kind = _object(
        what={"type": "string"},
        why={"type": "string"},
        legal_basis={"type": "string"},
        period={"type": "string"},
        kept_back={"type": "object", "additionalProperties": {"type": "string"}},
        records={"type": "object", "properties": tables, "additionalProperties": False},
    )
    part = _object(part={"type": "string"}, kinds={"type": "array", "items": kind})
    person = _object(id={"type": "integer"}, email={"type": "string"})
    return {
        "$schema": DRAFT,
        **_object(
            made_at={"type": "string", "format": "date-time"},
            language={"type": "string"},
            person=person,
            parts={"type": "array", "items": part},
        ),
    }


def _record(source):
    columns = {column.path: _type_of(column) for column in source.columns}
    return _object(id={"type": ["integer", "string"]}, **columns)


def _type_of(column):
    if column.is_only_in_words:
        return TEXT
    if column.is_many:
        return LIST | {"items": {"type": "string"}}
    if column.leads_to_a_person:
        roles = LIST | {"items": {"type": "string"}}
        return _object(is_you={"type": "boolean"}, roles=roles) | {"type": ["object", "null"]}
    if column.field.is_relation:
        named = _object(id={"type": ["integer", "string"]}, name={"type": "string"})
        return named | {"type": ["object", "null"]}
    return next((each for kind, each in TYPES if isinstance(column.field, kind)), TEXT)


def _object(**properties):
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
