"""What the blocks derive from."""

from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

from content.blocks.visible import shows_text
from text.typed import clean_edited

# What reading a stream raises that is JSON of another shape.
UNREADABLE = (AttributeError, LookupError, TypeError, ValueError)


class NamedOnceBlock(blocks.StructBlock):
    """A block whose first field has the block's name; the repetition is read aloud, not shown."""

    class Meta:
        form_classname = "struct-block struct-block--named-once"


class ItemsBlock(blocks.ListBlock):
    """A list that begins with as many empty items as it needs, so that none is reported missing."""

    def get_default(self):
        """The value of a new list: `min_num` empty items."""
        values = [self.child_block.get_default() for _number in range(self.meta.min_num or 1)]
        return ListValue(self, values=values)

    def deconstruct(self):
        # For migrations it is the plain list: how it begins is not part of the data.
        _path, args, kwargs = super().deconstruct()
        return ("wagtail.blocks.ListBlock", args, kwargs)


class _Typed:
    """A text of an editor, in which no character may hide."""

    def clean(self, value):
        return super().clean(clean_edited(value or ""))


class ProseBlock(blocks.RichTextBlock):
    """A formatted text. One in which nothing can be seen is empty."""

    def clean(self, value):
        return super().clean(value if shows_text(value.source) else RichText(""))

    def deconstruct(self):
        _path, args, kwargs = super().deconstruct()
        return ("wagtail.blocks.RichTextBlock", args, kwargs)


class LineBlock(_Typed, blocks.CharBlock):
    """A text on one line."""

    def deconstruct(self):
        # For migrations it is the plain block: how it is cleaned is not part of the data.
        _path, args, kwargs = super().deconstruct()
        return ("wagtail.blocks.CharBlock", args, kwargs)


class LinesBlock(_Typed, blocks.TextBlock):
    """A text on several lines."""

    def deconstruct(self):
        _path, args, kwargs = super().deconstruct()
        return ("wagtail.blocks.TextBlock", args, kwargs)
