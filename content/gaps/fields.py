"""The field of a form in which editors write blocks."""

from threading import Lock

from wagtail.blocks import BlockField

_looking_through = Lock()


class BlocksField(BlockField):
    """Looks through the blocks of one form at a time.

    All requests of a process share the blocks, and Wagtail tells these while it looks through a
    draft that nothing is required: a page that is published meanwhile could lack something.
    """

    def clean(self, value):
        """The `value` as it is stored. Raises StreamBlockValidationError."""
        with _looking_through:
            return super().clean(value)
