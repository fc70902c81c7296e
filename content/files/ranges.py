"""Ranges of a file, as media players ask for them (RFC 9110, section 14)."""

import re

ONE_RANGE = re.compile(r"bytes=([0-9]{0,20})-([0-9]{0,20})")  # no file is longer


class RangeNotSatisfiable(Exception):
    """The range asked for lies outside the file."""


def parse_range(header, size):
    """(first, last): the bytes that a Range `header` asks for, of a file of `size` bytes.

    None means the whole file: for no header, several ranges, another unit or nonsense, which a
    server may ignore. Raises RangeNotSatisfiable.
    """
    match = ONE_RANGE.fullmatch(header.replace(" ", ""))
    if not match or match.group(1) == match.group(2) == "":
        return None
    first, last = (int(digits) if digits else None for digits in match.groups())
    if first is None:  # the last so many bytes
        first, last = max(size - last, 0), size - 1 if last else -1
    elif last is None or last >= size:
        if last is not None and last < first:
            return None
        last = size - 1
    elif last < first:
        return None
    if first >= size or last < first:
        raise RangeNotSatisfiable
    return first, last
