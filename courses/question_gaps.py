"""What a question lacks."""

from collections import Counter

from django.utils.translation import gettext as _

from content.gaps.gap import Gap
from courses.blocks import QUESTION_KINDS
from text.typed import alike


def question_gaps(stream, field):
    """The gaps of all questions in a stream, each at its block."""
    for place, block in enumerate(stream):
        if block.block_type in QUESTION_KINDS:
            for message in _messages(block.block_type, block.value):
                yield Gap(field, message, place, block.block.label)


def _messages(kind, value):
    if value.get("image") and not value.get("alt_text"):
        yield _("Describe the picture for those who cannot see it.")
    yield from CHECKS[kind](value)


def _single_choice(value):
    right = sum(bool(option["is_correct"]) for option in value["options"])
    if right == 0:
        yield _("Mark the right answer.")
    elif right > 1:
        yield _(
            "A single choice has one right answer; %(count)d are marked. Unmark the others, or "
            "use a multiple choice."
        ) % {"count": right}
    yield from _twice(option["text"] for option in value["options"])


def _multiple_choice(value):
    yield from _none_right(value["options"])
    yield from _twice(option["text"] for option in value["options"])


def _typed(value):
    yield from _none_right(value["answers"])


def _matching(value):
    for text in _repeated([*(pair["match"] for pair in value["pairs"]), *value["distractors"]]):
        yield _("“%(text)s” is the answer twice: nobody can tell where it belongs.") % {
            "text": text
        }
    yield from _twice(pair["prompt"] for pair in value["pairs"])


def _ordering(value):
    yield from _twice(item["text"] for item in value["items"])


def _none_right(answers):
    if not any(answer["is_correct"] for answer in answers):
        yield _("Mark at least one answer as right.")


def _twice(texts):
    for text in _repeated(texts):
        yield _("“%(text)s” stands here twice.") % {"text": text}


def _repeated(texts):
    """The texts that a reader takes for the same, each once, in small letters."""
    counts = Counter(alike(text) for text in texts if text)
    return [text for text, count in counts.items() if text and count > 1]


CHECKS = {
    "single_choice": _single_choice,
    "multiple_choice": _multiple_choice,
    "true_false": lambda value: (),
    "numeric": _typed,
    "short_answer": _typed,
    "matching": _matching,
    "ordering": _ordering,
}
