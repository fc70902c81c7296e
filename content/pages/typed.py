"""The texts of a page without what cannot be seen, whoever writes them.

Forms clean what editors type; translations, imports and scripts go past the forms.
"""

from django.db import models
from wagtail.fields import StreamField

from text.typed import clean_edited_line, visible


def clean_texts(page):
    """Take from all texts of `page` what is invisible: lines, rich text, blocks at any depth."""
    for field in page._meta.concrete_fields:
        value = getattr(page, field.attname)
        if isinstance(field, StreamField):
            _clean_stream(page, field, value)
        elif isinstance(value, str):
            is_line = isinstance(field, models.CharField)
            setattr(page, field.attname, (clean_edited_line if is_line else visible)(value))


def _clean_stream(page, field, value):
    plain = field.stream_block.get_prep_value(value)
    clean = _cleaned(plain)
    if clean != plain:
        setattr(page, field.attname, field.to_python(clean))


def _cleaned(value):
    """`value` of a stream, as it is kept, with each text in it made `visible`."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {name: _cleaned(part) for name, part in value.items()}
    return [_cleaned(part) for part in value] if isinstance(value, list | tuple) else value
