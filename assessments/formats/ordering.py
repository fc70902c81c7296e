"""Ordering: what comes first, second, third."""

from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.formats.matching import token
from assessments.question import Parsed, QuestionOfParts, Row, Wording, in_order, shuffled


@dataclass(frozen=True)
class Item:
    """One item of a sequence."""

    id: str
    text: Wording
    feedback: Wording = ""


@dataclass(frozen=True, kw_only=True)
class Ordering(QuestionOfParts):
    """The items stand in the right order. The answer maps an item's id to its position from 1."""

    kind = "ordering"
    parts = {"items": Item}

    items: tuple[Item, ...]

    def draw(self, rng, shuffle):
        """The items, always shuffled: their own order is the key."""
        return shuffled([item.id for item in self.items], rng)

    def part_name(self, item):
        return f"{self.field}-{token(item.text)}"

    def parse(self, data):
        """The positions given; with a message if one is given twice."""
        allowed = {str(n): n for n in range(1, len(self.items) + 1)}
        sent = {item.id: allowed.get(data.get(self.part_name(item))) for item in self.items}
        answer = {item_id: position for item_id, position in sent.items() if position} or None
        return Parsed(answer, self.doubt(answer))

    def doubt(self, answer):
        """A message if two items have the same position; else empty."""
        given = self.positions(answer)
        if len(set(given.values())) == len(given):
            return ""
        return _("Two items have the same position. Please give each its own.")

    def positions(self, answer):
        """{id of an item: position given}, where one was given."""
        answer = answer if isinstance(answer, dict) else {}
        return {k: v for k, v in answer.items() if isinstance(v, int)}

    def share(self, answer):
        """The share of items in their right place."""
        given = self.positions(answer)
        right = sum(given.get(item.id) == n for n, item in enumerate(self.items, 1))
        return Fraction(right, len(self.items) or 1)

    def rows(self, answer=None, order=()):
        """One select of positions for each item, in the order drawn."""
        given = self.positions(answer)
        choices = tuple((str(n), str(n)) for n in range(1, len(self.items) + 1))
        return [
            Row(
                name=self.part_name(item),
                label=item.text,
                value=str(given.get(item.id, "")),
                own=str(given.get(item.id, "")),
                is_chosen=item.id in given,
                choices=choices,
            )
            for item in in_order(self.items, order)
        ]

    def review(self, answer=None, order=()):
        """The items in the right order, each with the position that it was given."""
        right_order = [item.id for item in self.items]
        return [
            replace(row, is_right=row.own == str(n), right=str(n), feedback=item.feedback)
            for n, (row, item) in enumerate(
                zip(self.rows(answer, right_order), self.items, strict=True), 1
            )
        ]

    def right_answer(self):
        return {item.id: n for n, item in enumerate(self.items, 1)}

    def wrong_answer(self):
        """Each item one place too early, so that none keeps its own."""
        return {item.id: n or len(self.items) for n, item in enumerate(self.items)}
