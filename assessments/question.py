"""What all questions have in common. Each format is a subclass in `assessments/formats/`."""

from dataclasses import asdict, dataclass, field, fields, is_dataclass
from fractions import Fraction
from typing import Annotated, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.choices import Verdict
from text.typed import clean_text

MAX_ANSWER_LENGTH = 500
WORDS = {
    (Verdict.RIGHT, True): gettext_lazy("your answer, right"),
    (Verdict.WRONG, True): gettext_lazy("your answer, not right"),
    (Verdict.RIGHT, False): gettext_lazy("right answer"),
    (Verdict.OPEN, True): gettext_lazy("your answer"),
}

PLAIN = (str, int, bool)
WORDING = "may differ between languages"
Wording = Annotated[str, WORDING]
Points = Annotated[int, range(1, 100_001)]  # editors give at most 100, for each gap of a text


@dataclass(frozen=True)
class Option:
    """A possible answer."""

    id: str
    text: Wording
    is_correct: bool = False
    feedback: Wording = ""


@dataclass(frozen=True)
class Picture:
    """An image of the content library, by its number there, and its description."""

    id: int
    alt: str = ""


@dataclass(frozen=True)
class Parsed:
    """An answer read from a form: None when blank. `message` says what seems wrong with it.

    A refused answer is not to be saved; it is here to be shown again.
    """

    answer: object = None
    message: str = ""
    is_refused: bool = False


@dataclass(frozen=True)
class Mark:
    """The points for an answer, and whether it was wholly right."""

    points: Fraction
    is_correct: bool


@dataclass(frozen=True)
class Row:
    """One line of a question's form: an option, a text field or a select with its choices.

    `is_right`, `right` and `feedback` are the key: filled by `Question.review` alone.
    """

    name: str
    label: str = ""
    value: str = ""
    is_chosen: bool = False
    own: str = ""
    choices: tuple = ()
    is_right: bool | None = None
    right: str = ""
    feedback: str = ""

    @property
    def verdict(self):
        """The Verdict on it when reviewed; OPEN also for an option that was rightly left alone."""
        if self.is_right:
            return Verdict.RIGHT
        is_wrong = self.is_right is False and (self.is_chosen or self.right)
        return Verdict.WRONG if is_wrong else Verdict.OPEN

    @property
    def words(self):
        """What to say of it as an option, in few words; nothing where it is of no interest."""
        return WORDS.get((self.verdict, self.is_chosen), "")


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question, its key and its feedback. Rich text stands as the content library stores it.

    `language` is the code of the one that its numbers are written in; it comes with the version,
    whose JSON does not repeat it. Empty stands for the active language.
    """

    kind: ClassVar[str] = ""
    parts: ClassVar[dict] = {}  # names of the fields that hold tuples of dataclasses
    is_answered_in_words: ClassVar[bool] = False  # of the language that it is asked in

    id: str
    prompt: Wording
    points: Points = 1
    feedback: Wording = ""
    picture: Annotated[Picture | None, WORDING] = None
    lesson: str = ""
    language: Wording = field(default="", compare=False)

    @classmethod
    def from_dict(cls, data):
        """The question from `to_dict()`'s form. Keys that it does not know are left aside."""
        known = read_fields(cls, data)
        if known.get("picture"):
            known["picture"] = Picture(**read_fields(Picture, known["picture"]))
        return cls(**known)

    def to_dict(self):
        """The question as plain values for JSON, without its language."""
        values = asdict(self)
        del values["language"]
        return {"kind": self.kind, **values}

    def skeleton(self):
        """What of `to_dict()` is the same in every language: all but the fields of wording."""
        return {"kind": self.kind, **without_wording(self)}

    def as_asked(self, source):
        """The question to ask where `source` is the same one in the source language, or None.

        What is asked in the very words of the source is not translated: then words in another
        language can be no answer, and the source's question is asked with its own key.
        """
        if not self.is_answered_in_words or type(source) is not type(self):
            return self
        is_same = (self.asked_text or self.prompt) == (source.asked_text or source.prompt)
        return source if is_same else self

    @property
    def field(self):
        """The name of its form field, and the prefix of the fields of its parts."""
        return f"q-{self.id}"

    @property
    def key(self):
        """What answers are compared with, as plain values: two of equal keys mark alike.

        A format that compares with wording, such as that of a text, adds it.
        """
        return [self.kind, *(without_wording(getattr(self, name)) for name in self.parts)]

    def draw(self, rng, shuffle):
        """The order in which its parts are offered, as a list of their ids."""
        return []

    def parse(self, data):
        """`Parsed` from the form data (a QueryDict). Never raises, whatever was sent."""
        raise NotImplementedError

    def doubt(self, answer):
        """What seems wrong with an answer as `parse` gave it, in words; empty for nothing."""
        return ""

    def is_complete(self, answer):
        """Whether `answer` leaves nothing open."""
        return answer is not None

    def share(self, answer):
        """How much of the question was answered rightly, a Fraction from 0 to 1."""
        raise NotImplementedError

    def mark(self, answer):
        """The `Mark` of an answer as `parse` gave it; None and foreign values give no points."""
        share = self.share(answer)
        return Mark(points=share * self.points, is_correct=share == 1)

    @property
    def asked_text(self):
        """What is asked beside the prompt, as plain text; empty where the prompt says it all."""
        return ""

    def rows(self, answer=None, order=()):
        """The lines of the form, without the key."""
        raise NotImplementedError

    def review(self, answer=None, order=()):
        """The lines with the key: which is right, what would have been, and why."""
        raise NotImplementedError

    def given_words(self, answer, order=()):
        """An answer in words, a line for each part of it."""
        raise NotImplementedError

    def without_words(self, answer):
        """The `answer` without what a person typed freely; choices are none of that."""
        return answer

    def right_words(self, order=()):
        """What would have been right in words, a line for each part of it."""
        raise NotImplementedError

    def right_answer(self):
        """The answer, as parsed, that gives all points."""
        raise NotImplementedError

    def wrong_answer(self):
        """An answer, as parsed, as someone might give it who does not know."""
        raise NotImplementedError


class QuestionOfParts(Question):
    """A question of which each row is answered by itself, and all of them make the answer."""

    def is_complete(self, answer):
        return answer is not None and all(row.is_chosen for row in self.rows(answer))

    def given_words(self, answer, order=()):
        return [f"{row.label}: {row.own or '–'}" for row in self.review(answer, order)]

    def right_words(self, order=()):
        return [f"{row.label}: {row.right}" for row in self.review(None, order)]


def read_fields(cls, data):
    """The fields of the dataclass `cls` from its form in JSON; keys that it does not know are left.

    What `cls.parts` names is a list in JSON and a tuple of that dataclass here. Raises TypeError
    where a text, a whole number or a yes or no is something else, and ValueError for Points that
    no question has.
    """
    known = {field.name: data[field.name] for field in fields(cls) if field.name in data}
    for each in fields(cls):
        wanted = getattr(each.type, "__origin__", each.type)
        if each.name in known and wanted in PLAIN and type(known[each.name]) is not wanted:
            raise TypeError(f"{cls.__name__}.{each.name} is no {wanted.__name__}")
        for limit in getattr(each.type, "__metadata__", ()):
            if isinstance(limit, range) and known.get(each.name, limit[0]) not in limit:
                raise ValueError(f"{cls.__name__}.{each.name} is {known[each.name]}")
    for name, part in getattr(cls, "parts", {}).items():
        if name in known:
            known[name] = tuple(part(**read_fields(part, item)) for item in known[name])
    return known


def without_wording(value):
    """`value`, a question or a part of one, as plain values without its fields of wording."""
    if is_dataclass(value):
        return {
            field.name: without_wording(getattr(value, field.name))
            for field in fields(value)
            if WORDING not in getattr(field.type, "__metadata__", ())
        }
    return [without_wording(part) for part in value] if isinstance(value, tuple) else value


def parse_text(text):
    """`Parsed` from a text field: cleaned, refused when longer than MAX_ANSWER_LENGTH."""
    text = clean_text(text)
    if len(text) > MAX_ANSWER_LENGTH:
        return Parsed(
            answer=text,
            is_refused=True,
            message=_(
                "This answer is too long: it has %(length)s characters, "
                "and %(limit)s are allowed. Please shorten it."
            )
            % {"length": len(text), "limit": MAX_ANSWER_LENGTH},
        )
    return Parsed(answer=text or None)


def right_first(found):
    """The first right one of the authored answers `found`, else a common mistake, else None."""
    return min(found, key=lambda authored: not authored.is_correct, default=None)


def shuffled(ids, rng):
    """`ids` in a random order that differs from theirs, where there are two or more."""
    drawn = list(ids)
    rng.shuffle(drawn)
    return drawn[1:] + drawn[:1] if drawn == list(ids) else drawn


def in_order(items, order):
    """`items` (with an `id`) as `order` lists their ids; those it does not name come last."""
    rank = {item_id: n for n, item_id in enumerate(order)}
    return sorted(items, key=lambda item: rank.get(item.id, len(rank)))
