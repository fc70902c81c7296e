"""What a page lacks before it can be published, in the editor's words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


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
