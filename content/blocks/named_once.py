from wagtail import blocks


class NamedOnceBlock(blocks.StructBlock):
    """A block whose first field would repeat its name: only screen readers hear it twice."""

    class Meta:
        form_classname = "struct-block struct-block--named-once"
