"""What is wrong with the demo's data, in one sentence."""

from django.core.management.base import CommandError


class ContentError(CommandError):
    """A data file cannot be loaded. The message names the file, and the key in it."""


def explain(error):
    """The first message in `error`, a ValidationError of a page or of nested blocks.

    Comes with the way to it, such as `options: 2: text: This field is required.`
    """
    nested = getattr(error, "block_errors", None) or getattr(error, "cell_errors", None)
    if nested:
        pairs = nested.items() if isinstance(nested, dict) else enumerate(nested)
        name, inner = next((name, inner) for name, inner in pairs if inner)
        if isinstance(inner, dict):  # the cells of a table's row
            name, inner = next(iter(inner.items()))
        return f"{name}: {explain(inner)}"
    if hasattr(error, "error_dict"):
        field, errors = next(iter(error.error_dict.items()))
        return f"{field}: {explain(errors[0])}"
    return " ".join(str(message) for message in error.messages)
