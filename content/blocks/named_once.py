from wagtail import blocks


class NamedOnceBlock(blocks.StructBlock):
    """A block whose first field has the block's name; the repetition is read aloud, not shown."""

    class Meta:
        form_classname = "struct-block struct-block--named-once"
