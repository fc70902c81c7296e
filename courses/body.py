"""The parts of a lesson's body."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from content.blocks.levels import heading_levels
from courses.formats import BLOCKS


@dataclass(frozen=True)
class Part:
    """A block of a lesson's body, read from the database's JSON only when it is rendered."""

    body: StreamValue
    place: int
    id: str
    kind: str
    level: int  # of a heading in it

    @property
    def is_check(self):
        """Whether it is a question."""
        return self.kind in BLOCKS

    @property
    def block(self):
        return self.body[self.place]


def parts_of(body):
    """The parts of a lesson's body, in their order."""
    levels = heading_levels(raw["type"] for raw in body.raw_data)
    return [
        Part(body, n, raw.get("id"), raw["type"], level)
        for n, (raw, level) in enumerate(zip(body.raw_data, levels, strict=True))
    ]


@dataclass(frozen=True)
class CheckHeading:
    """The heading of a check question: its level, and its number among those of its lesson."""

    level: int = 2
    number: int = 1
    total: int = 1

    def __str__(self):
        if self.total == 1:
            return _("Check yourself")
        words = _("Check yourself: %(number)s of %(total)s")
        return words % {"number": self.number, "total": self.total}


def check_headings(parts):
    """{id: CheckHeading} of the questions among all the `parts` of a body, in their order."""
    checks = [part for part in parts if part.is_check]
    return {part.id: CheckHeading(part.level, n, len(checks)) for n, part in enumerate(checks, 1)}
