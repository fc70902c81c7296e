"""Numbers as people write them in the five languages."""

import re
import unicodedata
from decimal import Decimal

from text.letters import letters
from text.typed import clean_text

# What stands before the decimals; the other one of the two may stand between thousands.
DECIMAL_MARKS = {"en": ".", "es": ",", "it": ",", "he": ".", "ar": "."}
OTHER_MARK = {".": ",", ",": "."}
MAX_DIGITS = 30
SIGNS = str.maketrans({"−": "-", "–": "-", "٫": ".", "٬": "", "'": "", "’": ""})
MONEY_OR_PER_CENT = {"€", "$", "₪", "£", "%"}
AROUND_A_NUMBER = re.compile(r"([^\d.,+-]*)([+-]?[\d.,]+)(\D.*)?", re.DOTALL)
GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}([.,'’ \u00a0\u202f])\d{3}(?:\1\d{3})*(?![\d])")
PLAIN = re.compile(r"[+-]?\d+(\.\d+)?|[+-]?\.\d+")


def readings(text, unit="", language=""):
    """Every number that `text` may mean, as a tuple of Decimals; empty if it is no number.

    It may hold digits of any script, a point or a comma before the decimals, spaces, apostrophes,
    points or commas between thousands, and on either side a currency sign, a per-cent sign or the
    `unit`, in any of its spellings. "1.500" may be one and a half or fifteen hundred; first comes
    what it means in `language` (a code such as "es").
    """
    match = AROUND_A_NUMBER.fullmatch("".join(map(_digit, clean_text(text).translate(SIGNS))))
    if not match or not _is_unit(match[1], unit) or not _is_unit(match[3] or "", unit):
        return ()
    number = match[2]
    if len(number) > MAX_DIGITS:
        return ()
    mark = DECIMAL_MARKS.get(language, "")
    plain = [each for each in _without_thousands(number, mark) if PLAIN.fullmatch(each)]
    return tuple(dict.fromkeys(Decimal(each) for each in plain))


def write_number(number, language, beside=""):
    """The Decimal `number` as a text in `language`: Decimal("1.125") gives "1,125" in Spanish.

    Its thousands are divided as the text `beside` it divides those of its numbers, where it does.
    No zeros are added or kept that change nothing. `readings` in the same language gives the number
    back, and gives it first.
    """
    plain = format(number.normalize(), "f") if number else "0"
    mark = DECIMAL_MARKS.get(language, ".")
    whole, _point, decimals = plain.partition(".")
    grouped = [each for each in GROUPED.finditer(beside) if each[1] != mark]
    # Of four digits some texts divide none.
    if grouped and len(whole.lstrip("-")) >= min(5, *(_digits(each[0]) for each in grouped)):
        sign = grouped[0][1].replace(" ", "\u00a0")
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", sign, whole)
    return f"{whole}{mark}{decimals}" if decimals else whole


def _digits(text):
    """How many digits `text` has."""
    return sum(character.isdigit() for character in text)


def _digit(character):
    """A character in Western digits; nothing for a blank."""
    return "" if character.isspace() else str(unicodedata.decimal(character, character))


def _is_unit(text, unit):
    """Whether `text` is nothing, a currency or per-cent sign, or another writing of `unit`."""
    bare = _bare_unit(text)
    return not bare or bare in MONEY_OR_PER_CENT or bare == _bare_unit(unit)


def _bare_unit(text):
    return "".join(letters(text).split()).strip(".")


def _without_thousands(text, decimal_mark):
    """`text` with a point for the decimals: one or two ways to read its points and commas."""
    marks = [c for c in text if c in ".,"]
    if not marks:
        return [text]
    last = marks[-1]
    other = OTHER_MARK[last]
    as_decimal = text.replace(other, "").replace(last, ".")
    as_thousands = text.replace(last, "")
    grouped = re.fullmatch(rf"[+-]?[1-9]\d{{0,2}}(\{last}\d{{3}})+", text)
    if other in marks:
        return [as_decimal]
    if len(marks) > 1:
        return [as_thousands] if grouped else []
    if not grouped:
        return [as_decimal]
    if decimal_mark != other:
        return [as_decimal, as_thousands]
    # Nobody whose language puts the other mark before decimals adds three zeros to a whole number.
    return [as_thousands] if text.endswith("000") else [as_thousands, as_decimal]


def in_western_digits(text):
    """`text` with the digits of every script as 0 to 9, without blanks."""
    return "".join(map(_digit, text))


def key_in(text):
    """The primary key that `text` says, which anybody may have written; None where it is none."""
    is_key = text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if is_key else None
