"""Texts of files in which no program has noted how their letters are written."""

import re

HIGH = re.compile(rb"[\xc0-\xff]")  # letters, in the encodings of Windows
RUNS = re.compile(rb"[\xc0-\xff]{3,}")
LATIN, HEBREW, ARABIC = "cp1252", "cp1255", "cp1256"
MOST = 0.5  # of the letters above ASCII: what stands in runs where the script is not Latin
FIRST_OF_HEBREW = 0xE0
QUOTES_OF_HEBREW = b"\xd7\xd8"  # in abbreviations
# How many of the letters stand below those of Hebrew.
MOST_IN_HEBREW = 0.02
IN_ARABIC = (0.35, 0.9)


class UnclearError(ValueError):
    """The letters may be of several scripts."""


def decoded(data: bytes) -> str:
    """The text of `data`: in UTF-8, in UTF-16 with its mark, or as older Windows programs write.

    Latin letters above ASCII stand alone or in pairs, those of other scripts in runs: in Hebrew all
    in the upper half of the table, in Arabic in both. Raises UnclearError where runs are neither,
    as in Greek, for then every letter would be a guess.
    """
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeError:
        return data.decode(_encoding_of(data), errors="replace")


def _encoding_of(data):
    letters = b"".join(RUNS.findall(data))
    if not letters:
        return LATIN
    letters = letters.translate(None, QUOTES_OF_HEBREW) or letters
    low = sum(letter < FIRST_OF_HEBREW for letter in letters) / len(letters)
    if len(letters) >= MOST * len(HIGH.findall(data)):
        if low <= MOST_IN_HEBREW:
            return HEBREW
        if IN_ARABIC[0] <= low <= IN_ARABIC[1]:
            return ARABIC
    raise UnclearError
