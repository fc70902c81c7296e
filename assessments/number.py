"""Numbers as people write them in the five languages."""

import re
import unicodedata
from decimal import Decimal

MAX_DIGITS = 30
SIGNS = str.maketrans({"−": "-", "–": "-", "٫": ".", "٬": "", "'": "", "’": ""})
UNITS = re.compile(r"^[€$₪£%]+|[€$₪£%٪]+$")
PLAIN = re.compile(r"[+-]?\d+(\.\d+)?|[+-]?\.\d+")


def readings(text, unit=""):
    """Every number that `text` may mean, as Decimals; none where it is no number.

    Reads 1,5 and 1.5, digits of any script, spaces and apostrophes between thousands, a currency or
    per-cent sign, and the question's own `unit` at the end. “1.500” may be one and a half or
    fifteen hundred: both are given.
    """
    text = "".join(
        str(unicodedata.decimal(c)) if unicodedata.decimal(c, None) is not None else c for c in text
    )
    text = "".join(text.casefold().split())
    text = text.removesuffix("".join(unit.casefold().split())).translate(SIGNS)
    text = UNITS.sub("", text)
    if len(text) > MAX_DIGITS:
        return ()
    plain = [candidate for candidate in _without_thousands(text) if PLAIN.fullmatch(candidate)]
    return tuple(dict.fromkeys(Decimal(candidate) for candidate in plain))


def _without_thousands(text):
    """`text` with a point for the decimals: one or two ways to read its points and commas."""
    marks = [c for c in text if c in ".,"]
    if not marks:
        return [text]
    last = marks[-1]
    other = "," if last == "." else "."
    as_decimal = text.replace(other, "").replace(last, ".")
    as_thousands = text.replace(last, "")
    grouped = re.fullmatch(rf"[+-]?[1-9]\d{{0,2}}(\{last}\d{{3}})+", text)
    if other in marks:
        return [as_decimal] if marks.count(last) == 1 else []
    if len(marks) > 1:
        return [as_thousands] if grouped else []
    return [as_decimal, as_thousands] if grouped else [as_decimal]
