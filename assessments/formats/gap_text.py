"""Gap text: a running text with blanks to fill in, each typed or chosen from what is offered."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from assessments.question import (
    MAX_ANSWER_LENGTH,
    Option,
    Parsed,
    Points,
    QuestionOfParts,
    Row,
    Wording,
    in_order,
    parse_text,
    right_first,
    shuffled,
)
from text.answers import is_same_answer

MARK = re.compile(r"\[(\d{1,3})\]")


@dataclass(frozen=True)
class Blank:
    """A place to fill in. The right answers are the accepted ones; the others are offered as well,
    or, where the answer is typed, they are common mistakes.
    """

    parts = {"answers": Option}

    id: str
    answers: tuple[Option, ...]
    is_chosen: bool = False
    points: Points = 1

    @property
    def right_text(self):
        """The accepted answer that the editor put first."""
        return next((answer.text for answer in self.answers if answer.is_correct), "")

    def match(self, value):
        """The authored answer that `value` meets, a right one before a mistake; or None.

        `value`: the id of the answer chosen, or what was typed.
        """
        if not isinstance(value, str):
            return None
        if self.is_chosen:
            return next((answer for answer in self.answers if answer.id == value), None)
        return right_first(each for each in self.answers if is_same_answer(each.text, value))

    def example(self, is_right):
        """A value, as an answer holds it, that is right or is not."""
        answer = next((one for one in self.answers if one.is_correct == is_right), None)
        if answer is None:
            return "?"
        return answer.id if self.is_chosen else answer.text

    def is_right(self, value):
        """Whether `value` is accepted."""
        matched = self.match(value)
        return bool(matched and matched.is_correct)


@dataclass(frozen=True)
class BlankRow(Row):
    """A blank and the text that leads to it."""

    before: str = ""
    is_select: bool = False


@dataclass(frozen=True, kw_only=True)
class GapText(QuestionOfParts):
    """The answer maps a blank's id to what was typed, or to the id of the answer chosen.

    In `text`, [1] is the place of the first blank, [2] that of the second. The points are those of
    the blanks together.
    """

    kind = "gap_text"
    max_length = MAX_ANSWER_LENGTH
    parts = {"blanks": Blank}
    is_answered_in_words = True

    text: Wording
    blanks: tuple[Blank, ...]

    @property
    def key(self):
        typed = [blank for blank in self.blanks if not blank.is_chosen]
        return [super().key, [answer.text for blank in typed for answer in blank.answers]]

    def laid_out(self):
        """The text before each blank with the blank, as they are read, and the text after the last.

        A blank without a place of its own comes last, so that a draft can be seen.
        """
        places, end = [], 0
        left = dict(enumerate(self.blanks, 1))
        for mark in MARK.finditer(self.text):
            if blank := left.pop(int(mark[1]), None):
                places.append((self.text[end : mark.start()], blank))
                end = mark.end()
        if left:
            places.append((self.text[end:], left.pop(min(left))))
            places += [(" ", blank) for blank in left.values()]
            return places, ""
        return places, self.text[end:]

    @property
    def asked_text(self):
        """The text with [1], [2] … where blanks are, numbered as they are read."""
        places, ending = self.laid_out()
        return "".join(f"{before}[{n}]" for n, (before, _blank) in enumerate(places, 1)) + ending

    @property
    def ending(self):
        """The text after the last blank."""
        return self.laid_out()[1]

    def draw(self, rng, shuffle):
        """What is offered in each blank, always shuffled: its own order may be the key."""
        offered = [blank.answers for blank in self.blanks if blank.is_chosen]
        return [pk for answers in offered for pk in shuffled([a.id for a in answers], rng)]

    def part_name(self, blank):
        return f"{self.field}-{blank.id}"

    def parse(self, data):
        """What was filled in; blanks left open are not in the answer."""
        answer, refusals = {}, []
        for blank in self.blanks:
            sent = data.get(self.part_name(blank), "")
            parsed = Parsed(sent if blank.match(sent) else None)
            if not blank.is_chosen:
                parsed = parse_text(sent)
            if parsed.answer:
                answer[blank.id] = parsed.answer
            refusals += [parsed.message] if parsed.is_refused else []
        return Parsed(answer or None, " ".join(refusals[:1]), is_refused=bool(refusals))

    def values(self, answer):
        """What was filled into each blank's id, where something was."""
        answer = answer if isinstance(answer, dict) else {}
        return {key: value for key, value in answer.items() if isinstance(value, str)}

    def without_words(self, answer):
        values = self.values(answer)
        kept = {blank.id: values.get(blank.id) for blank in self.blanks}
        authored = (blank.id for blank in self.blanks if blank.match(kept[blank.id]))
        return {key: kept[key] for key in authored}

    def share(self, answer):
        """The points of the blanks filled rightly, of those of all."""
        values = self.values(answer)
        right = sum(blank.points for blank in self.blanks if blank.is_right(values.get(blank.id)))
        return Fraction(right, sum(blank.points for blank in self.blanks) or 1)

    def rows(self, answer=None, order=()):
        """One field for each blank, as the text has them."""
        values = self.values(answer)
        rows = []
        for number, (before, blank) in enumerate(self.laid_out()[0], 1):
            value = own = values.get(blank.id, "")
            choices = ()
            if blank.is_chosen:
                choices = tuple((a.id, a.text) for a in in_order(blank.answers, order))
                own = dict(choices).get(value, "")
            rows.append(
                BlankRow(
                    name=self.part_name(blank),
                    label=str(number),
                    value=value,
                    own=own,
                    is_chosen=bool(own),
                    choices=choices,
                    before=before,
                    is_select=blank.is_chosen,
                )
            )
        return rows

    def review(self, answer=None, order=()):
        """The fields with what belongs into each."""
        reviewed = []
        for row, (_before, blank) in zip(self.rows(answer, order), self.laid_out()[0], strict=True):
            matched = blank.match(row.value)
            reviewed.append(
                replace(
                    row,
                    is_right=bool(matched and matched.is_correct),
                    right=blank.right_text,
                    feedback=matched.feedback if matched else "",
                )
            )
        return reviewed

    def right_answer(self):
        return {blank.id: blank.example(is_right=True) for blank in self.blanks}

    def wrong_answer(self):
        return {blank.id: blank.example(is_right=False) for blank in self.blanks}
