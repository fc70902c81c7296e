"""Questions that are answered by typing: a number, a few words."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.question import (
    MAX_ANSWER_LENGTH,
    Option,
    Parsed,
    Question,
    Row,
    Wording,
    parse_text,
    right_first,
)
from text.answers import is_same_answer
from text.numbers import readings, write_number

INFINITY = Decimal("Infinity")


@dataclass(frozen=True)
class NumericAnswer:
    """A number, right or a common mistake, and how far an answer may be from it."""

    id: str
    value: str
    tolerance: str = "0"
    is_correct: bool = True
    feedback: Wording = ""

    def covers(self, number):
        """Whether `number` (a Decimal) is within the tolerance."""
        return abs(number - Decimal(self.value)) <= Decimal(self.tolerance)


@dataclass(frozen=True, kw_only=True)
class TypedQuestion(Question):
    """A question with one text field. The answer is the text as it was typed."""

    unit = ""
    max_length = MAX_ANSWER_LENGTH

    def match(self, answer):
        """The authored answer that `answer` meets: a right one before a common mistake; or None."""
        raise NotImplementedError

    def share(self, answer):
        """All or nothing."""
        matched = self.match(answer) if isinstance(answer, str) else None
        return Fraction(bool(matched and matched.is_correct))

    def rows(self, answer=None, order=()):
        """One row: the text field."""
        text = answer if isinstance(answer, str) else ""
        return [Row(name=self.field, value=text, own=text, is_chosen=bool(text))]

    def review(self, answer=None, order=()):
        """The text field, with the right answer and the feedback to the one given."""
        (row,) = self.rows(answer)
        matched = self.match(answer) if row.value else None
        return [
            replace(
                row,
                is_right=bool(matched and matched.is_correct),
                right=self.right_text,
                feedback=matched.feedback if matched else "",
            )
        ]

    def given_words(self, answer, order=()):
        return [row.own for row in self.rows(answer) if row.own]

    def without_words(self, answer):
        return answer if isinstance(answer, str) and self.match(answer) else ""

    def right_words(self, order=()):
        return [self.right_text] if self.right_text else []


@dataclass(frozen=True, kw_only=True)
class Numeric(TypedQuestion):
    """A number within a tolerance."""

    kind = "numeric"
    parts = {"answers": NumericAnswer}

    answers: tuple[NumericAnswer, ...]
    unit: Wording = ""

    @classmethod
    def from_dict(cls, data):
        """As above. Raises ArithmeticError or ValueError where it has no number to compare with."""
        question = super().from_dict(data)
        for answer in question.answers:
            answer.covers(Decimal(0))
            if (
                not Decimal(answer.value).is_finite()
                or not 0 <= Decimal(answer.tolerance) < INFINITY
            ):
                raise ValueError(f"{answer.value} ± {answer.tolerance} is no number")
        return question

    @property
    def key(self):
        return [super().key, self.unit]

    def parse(self, data):
        """The text; with a message if it cannot be read as a number."""
        parsed = parse_text(data.get(self.field, ""))
        return parsed if parsed.message else Parsed(parsed.answer, self.doubt(parsed.answer))

    def doubt(self, answer):
        """A message if the text is no number; else empty."""
        if not answer or not isinstance(answer, str) or self.numbers_in(answer):
            return ""
        return _("Please write a number in digits, such as 1.5 or 1,5.")

    def match(self, answer):
        """As above. Of the numbers that an answer may mean, the first that meets one decides."""
        found = (
            right_first(each for each in self.answers if each.covers(number))
            for number in self.numbers_in(answer)
        )
        return next(filter(None, found), None)

    def numbers_in(self, answer):
        """The numbers that the text `answer` may mean, as Decimals."""
        return readings(answer, self.unit, self.language or get_language())

    def write(self, value):
        """The number `value` (a text, as authored) as the question writes its numbers."""
        return write_number(Decimal(value), self.language or get_language(), self.prompt)

    @property
    def right_text(self):
        """The right number with its unit."""
        return f"{self.right_answer() or ''} {self.unit}".strip()

    def right_answer(self):
        return next((self.write(a.value) for a in self.answers if a.is_correct), None)

    def wrong_answer(self):
        return next((self.write(a.value) for a in self.answers if not a.is_correct), "1")


@dataclass(frozen=True, kw_only=True)
class ShortAnswer(TypedQuestion):
    """A few words, in one of the accepted wordings."""

    kind = "short_answer"
    parts = {"answers": Option}
    is_answered_in_words = True

    answers: tuple[Option, ...]

    @property
    def key(self):
        return [super().key, [answer.text for answer in self.answers]]

    def parse(self, data):
        """The text."""
        return parse_text(data.get(self.field, ""))

    def match(self, answer):
        return right_first(each for each in self.answers if is_same_answer(each.text, answer))

    @property
    def right_text(self):
        """The wording that the editor put first."""
        return self.right_answer() or ""

    def right_answer(self):
        return next((a.text for a in self.answers if a.is_correct), None)

    def wrong_answer(self):
        return next((a.text for a in self.answers if not a.is_correct), "?")
