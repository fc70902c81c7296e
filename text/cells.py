"""Cells of tables that a spreadsheet opens."""

from text.typed import visible

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_text(value):
    """`value` as a text, without invisible characters, which a workbook refuses."""
    return visible(str(value))


def without_formula(value):
    """`value` as a text that no spreadsheet runs as a formula, without invisible characters.

    If it begins like a formula, an apostrophe is put in front, as OWASP's page "CSV Injection"
    advises.
    """
    text = as_text(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def with_formula(text):
    """The text of which `without_formula` made `text`; any other as it is."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text
