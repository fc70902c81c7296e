"""Matching: what belongs to what."""

from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256

from assessments.question import (
    Option,
    Parsed,
    QuestionOfParts,
    Row,
    Wording,
    in_order,
    shuffled,
)


@dataclass(frozen=True)
class Pair:
    """Two things that belong together."""

    id: str
    prompt: Wording
    match: Wording
    feedback: Wording = ""


def token(text):
    """A short name for `text` that tells nothing about its place in the key."""
    return sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True, kw_only=True)
class Matching(QuestionOfParts):
    """The answer maps a pair's id to the id of the pair or distractor whose text was chosen."""

    kind = "matching"
    parts = {"pairs": Pair, "distractors": Option}

    pairs: tuple[Pair, ...]
    distractors: tuple[Option, ...] = ()

    @property
    def choices(self):
        """What can be chosen, each text once."""
        offered = [Option(pair.id, pair.match) for pair in self.pairs] + list(self.distractors)
        return tuple({choice.text: choice for choice in reversed(offered)}.values())[::-1]

    @property
    def texts(self):
        """{id: text} of everything that an answer may choose."""
        return {pair.id: pair.match for pair in self.pairs} | {
            distractor.id: distractor.text for distractor in self.distractors
        }

    @property
    def key(self):
        return [super().key, self.texts]

    def draw(self, rng, shuffle):
        """The choices, always shuffled: their own order is the key."""
        return shuffled([choice.id for choice in self.choices], rng)

    def part_name(self, pair):
        return f"{self.field}-{pair.id}"

    def parse(self, data):
        """The choices made; pairs left open are not in the answer."""
        by_token = {token(choice.text): choice.id for choice in self.choices}
        sent = {pair.id: by_token.get(data.get(self.part_name(pair))) for pair in self.pairs}
        return Parsed(answer={k: v for k, v in sent.items() if v} or None)

    def own_texts(self, answer):
        """{id of a pair: text chosen for it}; empty texts for pairs left open."""
        answer = answer if isinstance(answer, dict) else {}
        return {pair.id: self.texts.get(str(answer.get(pair.id)), "") for pair in self.pairs}

    def share(self, answer):
        """The share of pairs matched rightly."""
        own = self.own_texts(answer)
        right = sum(own[pair.id] == pair.match for pair in self.pairs)
        return Fraction(right, len(self.pairs) or 1)

    def rows(self, answer=None, order=()):
        """One row for each pair: a select."""
        own = self.own_texts(answer)
        choices = tuple((token(c.text), c.text) for c in in_order(self.choices, order))
        return [
            Row(
                name=self.part_name(pair),
                label=pair.prompt,
                value=token(own[pair.id]) if own[pair.id] else "",
                own=own[pair.id],
                is_chosen=bool(own[pair.id]),
                choices=choices,
            )
            for pair in self.pairs
        ]

    def review(self, answer=None, order=()):
        """The selects with what belongs to each."""
        return [
            replace(row, is_right=row.own == pair.match, right=pair.match, feedback=pair.feedback)
            for row, pair in zip(self.rows(answer, order), self.pairs, strict=True)
        ]

    def right_answer(self):
        return {pair.id: pair.id for pair in self.pairs}

    def wrong_answer(self):
        """Each pair with the answer of the next."""
        ids = [pair.id for pair in self.pairs]
        return dict(zip(ids, ids[1:] + ids[:1], strict=True))
