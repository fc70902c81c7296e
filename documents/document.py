"""What stands in a document, whatever the kind of file. Texts are as typed, never markup."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class Heading:
    """`level` is 1 for the parts of a document, 2 for what is within; none may be left out."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    text: str
    is_small: bool = False


@dataclass(frozen=True)
class Table:
    """`headings` name the columns, the first of them what the rows are; each of `rows` is as long.

    Raises ValueError otherwise: a table without headings cannot be read by ear.
    """

    headings: list
    rows: list

    def __post_init__(self):
        lengths = {len(row) for row in self.rows} | {len(self.headings)}
        if not all(self.headings) or len(lengths) != 1 or 0 in lengths:
            raise ValueError("Each column of a table needs a heading.")


@dataclass(frozen=True)
class Picture:
    """The picture in the file `path`, below the folder of the portal, `height` centimetres high.

    `alt` says what it shows. Raises ValueError without `alt`.
    """

    path: Path
    alt: str
    height: int = 2

    def __post_init__(self):
        if not self.alt:
            raise ValueError("A picture needs words for those who cannot see it.")


@dataclass(frozen=True)
class Document:
    """`blocks` below a title, in one `language`; `made_at` is the date that the file carries."""

    title: str
    subtitle: str
    language: str
    is_right_to_left: bool
    made_at: datetime
    blocks: list
