"""What a browser would send of an editor's form that is filled: `posted(form)`."""

import json

from django.forms import FileField
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks import ListBlock, StaticBlock, StreamBlock, StructBlock
from wagtail.blocks.base import BlockField
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock


def posted(form):
    """The fields of `form` as {name: text}, blocks and formsets too, as they are shown."""
    sent = {}
    for name, field in form.fields.items():
        if isinstance(field, FileField):
            continue
        value = form.initial.get(name, field.initial)
        value = value() if callable(value) else value
        prefix = form.add_prefix(name)
        if isinstance(field, BlockField):
            sent |= _block(field.block, value, prefix)
        else:
            sent |= _field(field, value, prefix)
    for formset in getattr(form, "formsets", {}).values():
        sent |= posted(formset.management_form)
        for row in formset.initial_forms:
            sent |= posted(row)
    return sent


def _block(block, value, prefix):
    if isinstance(block, StaticBlock):
        return {}
    if isinstance(block, StreamBlock):
        rows = [(child.block_type, child.block, child.value, child.id) for child in value]
        return _rows(rows, prefix)
    if isinstance(block, ListBlock):
        rows = [("item", block.child_block, row.value, row.id) for row in value.bound_blocks]
        return _rows(rows, prefix)
    if isinstance(block, StructBlock):
        sent = {}
        for name, child in block.child_blocks.items():
            sent |= _block(child, value.get(name), f"{prefix}-{name}")
        return sent
    if isinstance(block, TypedTableBlock):
        return _table(value, prefix)
    return _field(block.field, block.value_for_form(value), prefix)


def _rows(rows, prefix):
    sent = {f"{prefix}-count": str(len(rows))}
    for place, (kind, block, value, key) in enumerate(rows):
        row = f"{prefix}-{place}"
        sent |= {f"{row}-deleted": "", f"{row}-order": str(place), f"{row}-type": kind}
        sent |= {f"{row}-id": key or ""} | _block(block, value, f"{row}-value")
    return sent


def _table(table, prefix):
    sent = {f"{prefix}-caption": table.caption}
    sent |= {f"{prefix}-column-count": str(len(table.columns))}
    sent |= {f"{prefix}-row-count": str(len(table.row_data))}
    for place, column in enumerate(table.columns):
        start = f"{prefix}-column-{place}"
        sent |= {f"{start}-type": column["block"].name, f"{start}-heading": column["heading"]}
        sent |= {f"{start}-order": str(place), f"{start}-deleted": ""}
    for place, row in enumerate(table.rows):
        start = f"{prefix}-row-{place}"
        sent |= {f"{start}-order": str(place), f"{start}-deleted": ""}
        for number, cell in enumerate(row):
            sent |= _block(cell.block, cell.value, f"{prefix}-cell-{place}-{number}")
    return sent


def _field(field, value, name):
    value = field.prepare_value(value)
    if isinstance(field.widget, BaseChooser):
        chosen = field.widget.get_value_data(value)
        return {name: chosen["id"] if chosen else ""}
    shown = field.widget.get_context(name, value, {})["widget"]
    if "subwidgets" in shown:
        return {part["name"]: part["value"] or "" for part in shown["subwidgets"]}
    if shown.get("type") == "checkbox":
        return {name: "on"} if shown["attrs"].get("checked") else {}
    value = shown["value"]
    if isinstance(value, dict):
        return {name: json.dumps(value)}
    if isinstance(value, list) and not getattr(field.widget, "allow_multiple_selected", False):
        value = value[0] if value else ""
    return {name: "" if value is None else value}
