"""Whether what is stored as a body can be read, block by block."""

from wagtail.blocks import ChoiceBlock, ListBlock, StreamBlock, StructBlock


def is_stream_readable(stream):
    """Whether each block of the StreamValue `stream` has a value of its kind."""
    try:
        stream.stream_block.get_form_state(stream)
        return stream.raw_text is None and _is_known(stream.stream_block, stream)
    except Exception:
        return False  # there is no end to what a damaged value may raise


def _is_known(block, value):
    """Whether each choice in the `value` of `block` is one that there is."""
    if isinstance(block, ChoiceBlock):
        return not value or block.field.valid_value(value)
    children = ()
    if isinstance(block, StreamBlock):
        children = [(child.block, child.value) for child in value]
    if isinstance(block, ListBlock):
        children = [(block.child_block, item) for item in value]
    if isinstance(block, StructBlock):
        children = [(child, value.get(name)) for name, child in block.child_blocks.items()]
    return all(_is_known(*child) for child in children)
