"""From the blocks that editors write to the questions that learners are asked."""

import re

from assessments.definition import QuizDefinition, Settings
from assessments.formats import FORMATS
from assessments.formats.matching import Pair
from assessments.formats.ordering import Item
from assessments.formats.text import NumericAnswer
from assessments.question import Option, Picture

BLOCK_KEY = re.compile(r'\sdata-block-key="[^"]*"')


def quiz_definition(page):
    """The `QuizDefinition` of a QuizPage, as its row in the database has it."""
    return QuizDefinition(
        title=page.title,
        settings=Settings(
            pass_mark=page.pass_mark,
            attempts_allowed=page.attempts_allowed,
            time_limit=page.time_limit,
            shuffle_questions=page.shuffle_questions,
            shuffle_answers=page.shuffle_answers,
            show_answers=page.show_answers,
            grading_method=page.grading_method,
        ),
        questions=tuple(check_question(block) for block in page.questions),
    )


def check_question(block):
    """The question that a child of a question or lesson stream holds."""
    return read_question(block.block_type, block.id, block.value)


def read_question(kind, block_id, value):
    """The question of `kind` that the value of a question block describes."""
    image, lesson = value.get("image"), value.get("lesson")
    return FORMATS[kind](
        id=block_id,
        prompt=rich_text(value.get("prompt")),
        points=value.get("points") or 1,
        feedback=rich_text(value.get("feedback")),
        picture=Picture(image.pk, value.get("alt_text") or "") if image else None,
        lesson=str(lesson.translation_key) if lesson else "",
        **PARTS[kind](value),
    )


def rich_text(value):
    """The stored HTML without the editor's block keys, which change when nothing else does."""
    return BLOCK_KEY.sub("", value.source) if value else ""


def plain(number):
    """A decimal number as text, without zeros that change nothing."""
    return format((number or 0).normalize() if number else 0, "f")


def options(items):
    return tuple(
        Option(item.id, text_of(item, "text"), bool(item.value["is_correct"]), text_of(item))
        for item in items.bound_blocks
    )


def text_of(item, name="feedback"):
    """The text in a field of a list's item; a draft may lack it."""
    return item.value.get(name) or ""


def choice_parts(value):
    return {"options": options(value["options"])}


def true_false_parts(value):
    is_true = bool(value["is_true"])
    return {
        "options": (
            Option("true", "", is_true, value.get("feedback_if_true") or ""),
            Option("false", "", not is_true, value.get("feedback_if_false") or ""),
        )
    }


def numeric_parts(value):
    return {
        "unit": value.get("unit") or "",
        "answers": tuple(
            NumericAnswer(
                id=item.id,
                value=plain(item.value["value"]),
                tolerance=plain(item.value["tolerance"]),
                is_correct=bool(item.value["is_correct"]),
                feedback=text_of(item),
            )
            for item in value["answers"].bound_blocks
        ),
    }


def short_answer_parts(value):
    return {"answers": options(value["answers"])}


def matching_parts(value):
    return {
        "pairs": tuple(
            Pair(item.id, text_of(item, "prompt"), text_of(item, "match"), text_of(item))
            for item in value["pairs"].bound_blocks
        ),
        "distractors": tuple(
            Option(item.id, item.value) for item in value["distractors"].bound_blocks
        ),
    }


def ordering_parts(value):
    return {
        "items": tuple(
            Item(item.id, text_of(item, "text"), text_of(item))
            for item in value["items"].bound_blocks
        )
    }


PARTS = {
    "single_choice": choice_parts,
    "multiple_choice": choice_parts,
    "true_false": true_false_parts,
    "numeric": numeric_parts,
    "short_answer": short_answer_parts,
    "matching": matching_parts,
    "ordering": ordering_parts,
}
