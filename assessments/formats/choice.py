"""Single choice, multiple choice, true or false."""

from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.question import Option, Parsed, Question, Row, in_order


def is_id(value, options):
    """Whether `value` is the id of one of the options."""
    return isinstance(value, str) and any(option.id == value for option in options)


@dataclass(frozen=True, kw_only=True)
class ChoiceQuestion(Question):
    """A question with options to choose from."""

    input_type = "radio"
    parts = {"options": Option}

    options: tuple[Option, ...]

    @property
    def key(self):
        return [self.kind, {option.id: option.is_correct for option in self.options}]

    def draw(self, rng, shuffle):
        """The order of the options: the editor's, or a random one."""
        ids = [option.id for option in self.options]
        if shuffle:
            rng.shuffle(ids)
        return ids

    def chosen(self, answer):
        """The ids that an answer chose, as a set."""
        return {answer} if isinstance(answer, str) else set()

    def rows(self, answer=None, order=()):
        """One row for each option."""
        chosen = self.chosen(answer)
        return [
            Row(
                name=self.field,
                value=option.id,
                label=option.text,
                is_chosen=option.id in chosen,
            )
            for option in in_order(self.options, order)
        ]

    def review(self, answer=None, order=()):
        """The rows with the right options marked, and the feedback to those chosen."""
        options = {option.id: option for option in self.options}
        return [
            replace(
                row,
                is_right=options[row.value].is_correct,
                feedback=options[row.value].feedback if row.is_chosen else "",
            )
            for row in self.rows(answer, order)
        ]

    def given_words(self, answer, order=()):
        return [row.label for row in self.rows(answer, order) if row.is_chosen]

    def right_words(self, order=()):
        return [row.label for row in self.review(None, order) if row.is_right]


@dataclass(frozen=True, kw_only=True)
class SingleChoice(ChoiceQuestion):
    """One option is right. The answer is its id."""

    kind = "single_choice"

    def parse(self, data):
        """The id of the option chosen; None for an unknown one."""
        value = data.get(self.field)
        return Parsed(answer=value if is_id(value, self.options) else None)

    def share(self, answer):
        """1 for the right option, else 0."""
        chosen = self.chosen(answer)
        return Fraction(any(o.is_correct and o.id in chosen for o in self.options))

    def right_answer(self):
        return next((option.id for option in self.options if option.is_correct), None)

    def wrong_answer(self):
        return next((option.id for option in self.options if not option.is_correct), None)


@dataclass(frozen=True, kw_only=True)
class TrueFalse(SingleChoice):
    """A statement that is true or false. The answer is "true" or "false"."""

    kind = "true_false"

    def draw(self, rng, shuffle):
        """True always stands before false."""
        return [option.id for option in self.options]

    def rows(self, answer=None, order=()):
        """The two rows, labelled in the active language."""
        labels = {"true": _("True"), "false": _("False")}
        return [
            replace(row, label=labels.get(row.value, row.label))
            for row in super().rows(answer, order)
        ]


@dataclass(frozen=True, kw_only=True)
class MultipleChoice(ChoiceQuestion):
    """One or more options are right. The answer is a list of ids."""

    kind = "multiple_choice"
    input_type = "checkbox"

    def parse(self, data):
        """The ids of the options chosen, in the editor's order."""
        sent = set(data.getlist(self.field))
        return Parsed(answer=[o.id for o in self.options if o.id in sent] or None)

    def chosen(self, answer):
        return {v for v in answer if isinstance(v, str)} if isinstance(answer, list) else set()

    def share(self, answer):
        """(right chosen − wrong chosen) ÷ all right, never below 0: guessing all gains nothing."""
        chosen = self.chosen(answer)
        right = sum(o.is_correct and o.id in chosen for o in self.options)
        wrong = sum(not o.is_correct and o.id in chosen for o in self.options)
        all_right = sum(o.is_correct for o in self.options)
        return max(Fraction(0), Fraction(right - wrong, all_right or 1))

    def right_answer(self):
        return [option.id for option in self.options if option.is_correct]

    def wrong_answer(self):
        return [option.id for option in self.options if not option.is_correct][:1] or None
