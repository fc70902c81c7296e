"""What stands in the way of publishing a page: its declared gaps, and fields filled amiss."""

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page

from content.gaps.gap import Gap
from content.gaps.registry import declared_gaps

EMPTY = frozenset({"required", "blank", "null"})
# Wagtail's own fields are always filled; the pointer to them is no field of the form.
OF_EVERY_PAGE = frozenset({*(field.name for field in Page._meta.concrete_fields), "page_ptr"})


def all_gaps(page):
    """A list of Gap: all that publishing `page` would refuse, and its warnings."""
    return [*_field_gaps(page), *declared_gaps(page)]


def sentence_of_gaps(page):
    """A sentence that names `page` and what it lacks to be published; empty if it lacks nothing."""
    gaps = [gap for gap in all_gaps(page) if not gap.is_warning]
    words = " ".join(f"{gap.place}: {gap.message}" if gap.place else gap.message for gap in gaps)
    return f"“{page.title}”: {words}" if words else ""


def _field_gaps(page):
    fields = [field for field in page._meta.concrete_fields if field.name not in OF_EVERY_PAGE]
    streams = [field for field in fields if isinstance(field, StreamField)]
    try:
        page.clean_fields(exclude={*OF_EVERY_PAGE, *(field.name for field in streams)})
    except ValidationError as refusal:
        for name, errors in refusal.error_dict.items():
            label = page._meta.get_field(name).verbose_name
            yield from (Gap(name, _sentence(error, [label])) for error in errors)
    for field in streams:
        yield from _stream_gaps(field, field.value_from_object(page))


def _stream_gaps(field, value):
    if not value:
        if not field.blank:
            yield Gap(field.name, _empty([field.verbose_name]))
        return
    try:
        field.stream_block.clean(value)
    except ValidationError as refusal:
        for error in refusal.non_block_errors.as_data():
            yield Gap(field.name, _sentence(error, [field.verbose_name]))
        for place, error in refusal.block_errors.items():
            block = value[place].block
            for message in _sentences(error, block, []):
                yield Gap(field.name, message, place, block.label)


def _sentences(error, block, labels):
    """One sentence for each thing that is wrong in the value of `block`, however deep inside."""
    if not hasattr(error, "non_block_errors"):
        yield from (_sentence(one, labels or [block.label]) for one in error.error_list)
        return
    for one in error.non_block_errors.as_data():
        yield _sentence(one, labels or [block.label])
    if getattr(error, "cell_errors", None):
        yield _("A cell of the table is not filled as it should be.")
    for key, inside in getattr(error, "block_errors", {}).items():
        if isinstance(key, int):  # a list's item
            yield from _sentences(inside, block.child_block, [*labels, str(key + 1)])
        else:
            child = block.child_blocks[key]
            yield from _sentences(inside, child, [*labels, child.label])


def _sentence(error, labels):
    if error.code in EMPTY:
        return _empty(labels)
    return _("%(field)s: %(fault)s") % {"field": _name(labels), "fault": " ".join(error.messages)}


def _empty(labels):
    return _("%(field)s is still empty.") % {"field": _name(labels)}


def _name(labels):
    return "“" + " › ".join(capfirst(str(label)) for label in labels) + "”"
