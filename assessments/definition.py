"""The schema of a quiz version's JSON: title and questions with their key.

The schema is our own: it knows nothing of pages. A version is read by the number of the schema that
it carries (`READERS`), so old ones stay readable for ever; a key that is not known is left aside.

    {"v": 1, "title": "…", "questions": [{"kind": …, "id": …, "prompt": …, …}]}

Ids are those that the content library gives to a question and its parts: the same in every
language, unique within one quiz only.
"""

import json
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from assessments.formats import FORMATS
from assessments.question import Question

SCHEMA = 1
UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class UnreadableQuiz(ValueError):
    """What is stored of a quiz, or of what an attempt drew from it, cannot be read."""


def read_question(data):
    """The question that `data`, a part of a version's JSON, holds. Raises what is UNREADABLE."""
    return FORMATS[data["kind"]].from_dict(data)


def read_first_schema(data):
    """Title and questions from a version of schema 1, by the definition's fields."""
    return {
        "title": data["title"],
        "questions": tuple(map(read_question, data["questions"])),
    }


READERS = {1: read_first_schema}


@dataclass(frozen=True)
class QuizDefinition:
    """A quiz as learners are asked it, in one language."""

    title: str
    questions: tuple[Question, ...]

    @classmethod
    def from_dict(cls, data):
        """The definition from a version's JSON. Raises UnreadableQuiz."""
        try:
            return cls(**READERS[data["v"]](data))
        except UNREADABLE as fault:
            raise UnreadableQuiz(f"This is no quiz: {fault!r}") from fault

    def in_language(self, language):
        """The same definition, whose questions know the code of their language."""
        questions = (replace(question, language=language) for question in self.questions)
        return replace(self, questions=tuple(questions))

    def to_dict(self):
        """The definition as plain values for JSON."""
        return {
            "v": SCHEMA,
            "title": self.title,
            "questions": [question.to_dict() for question in self.questions],
        }

    @cached_property
    def digest(self):
        """The SHA-256 of its content, in hexadecimal digits."""
        text = json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()

    @cached_property
    def by_id(self):
        """The questions by id."""
        return {question.id: question for question in self.questions}

    def points_of(self, ids):
        """The points of the questions with these ids together."""
        return sum(self.by_id[question_id].points for question_id in ids)
