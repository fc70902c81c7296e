"""What a page lacks before it can be published, in the editor's words."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import StreamBlockValidationError, StreamValue


@dataclass(frozen=True)
class Gap:
    """Something that a page lacks. A gap that is a warning does not prevent publishing."""

    field: str
    message: str
    block: int | None = None  # the place of the block in the field's stream
    kind: str = ""  # what the editor calls that kind of block
    is_warning: bool = False

    @property
    def place(self):
        """Which block it is about, in words; empty if it is about the whole field."""
        if self.block is None:
            return ""
        return _("Block %(n)d (%(kind)s)") % {"n": self.block + 1, "kind": self.kind}


def gaps_of_draft(page):
    """The Gaps of the last saved draft of `page`, whose `latest_revision` is at hand: no query."""
    page_class = page.cached_content_type.model_class()
    content = page.latest_revision.content
    return page_class.from_serializable_data(content, check_fks=False).gaps()


def errors_by_field(page, gaps):
    """{field name: ValidationError} that a page form can show, each gap where it belongs."""
    by_field = {}
    for gap in gaps:
        if not gap.is_warning:
            by_field.setdefault(gap.field, []).append(gap)
    return {field: _error(page, field, found) for field, found in by_field.items()}


def _error(page, field, gaps):
    if not isinstance(getattr(page, field, None), StreamValue):
        return ValidationError([gap.message for gap in gaps])
    blocks = {}
    for gap in gaps:
        if gap.block is not None:
            blocks.setdefault(gap.block, []).append(gap.message)
    return StreamBlockValidationError(
        block_errors={place: ValidationError(messages) for place, messages in blocks.items()},
        non_block_errors=[gap.message for gap in gaps if gap.block is None],
    )
