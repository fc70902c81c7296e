"""Questions as the screens show them."""

import json
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from hashlib import sha256
from random import Random

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.choices import Verdict
from assessments.correction import NO_CORRECTIONS, read_corrections
from assessments.layout import Asked
from assessments.question import Question
from content.models import CustomImage
from courses.body import CheckHeading
from courses.formats import BLOCKS

PICTURE_WIDTHS = ("width-480", "width-800", "width-1216")


class AnswerState(models.TextChoices):
    """How far an answer is. `icon` is the name of the icon that says the same."""

    SAVED = "saved", _("answer saved")
    ANSWERED = "answered", _("answered, not saved yet")  # known in the browser alone
    FAULTY = "faulty", _("needs a correction")
    PARTLY = "partly", _("answered only in part")
    OPEN = "open", _("not answered yet")

    @property
    def icon(self):
        return ICONS.get(self, "circle-alert")


ICONS = {AnswerState.SAVED: "circle-check", AnswerState.OPEN: "circle"}
NAVIGATOR_STATES = tuple(state for state in AnswerState if state != AnswerState.PARTLY)


@dataclass(frozen=True)
class Entry:
    """A question with the answer given to it. It holds the key only if it `has_key`.

    `key` is the question that the key comes from: as it was asked, or as it was corrected.

    `was` marks the answer saved. The form sends it back, and what is unchanged is not saved; so a
    form left open in another tab overwrites nothing that was saved since.
    """

    number: int
    question: Question
    rows: tuple
    key: Question | None = None
    answer: object = None
    was: str = ""
    saved_at: datetime | None = None
    message: str = ""
    is_reviewed: bool = False
    points: Fraction | None = None
    verdict: Verdict | None = None  # only when reviewed
    notice: str = ""  # that the question was put right; only when reviewed
    picture: CustomImage | None = None
    heading: CheckHeading | None = None  # of a check question

    @property
    def has_key(self):
        """Whether the key is shown: of a question that was withdrawn it may be wrong."""
        return self.key is not None

    @property
    def anchor(self):
        """The id of its element in the page."""
        return f"question-{self.number}"

    @property
    def url(self):
        """The link to it within the page, for the navigator."""
        return f"#{self.anchor}"

    @property
    def hint(self):
        """How to answer, in words."""
        return BLOCKS[self.question.kind].hint

    @property
    def template(self):
        """The path of the template of the whole question: to answer, or reviewed."""
        return f"components/question{'_result' if self.is_reviewed else ''}.html"

    @property
    def asking_template(self):
        """The path of the template of its form fields."""
        return BLOCKS[self.question.kind].template_of("asking")

    @property
    def result_template(self):
        """The path of the template of its answer, with the key if it `has_key`."""
        return BLOCKS[self.question.kind].template_of("result")

    @property
    def is_partial(self):
        """Whether the question is answered in part, and the rest still can be."""
        if self.answer is None or self.is_reviewed:
            return False
        return not self.question.is_complete(self.answer)

    @property
    def state(self):
        """The AnswerState that the navigator shows."""
        if self.message and not self.is_reviewed:
            return AnswerState.FAULTY
        return AnswerState.OPEN if self.answer is None else AnswerState.SAVED

    @property
    def last_state(self):
        """The AnswerState before submitting, where an answer in part is told from a whole one."""
        return AnswerState.PARTLY if self.is_partial and not self.message else self.state


def fingerprint(answer):
    """A short hash of an answer as parsed; empty for None."""
    if answer is None:
        return ""
    return sha256(json.dumps(answer, sort_keys=True).encode()).hexdigest()[:12]


def make_entry(
    asked, answer=None, *, is_reviewed=False, corrections=NO_CORRECTIONS, picture=None, **details
):
    """The Entry of an `Asked` question; with the key, as `corrections` have it, when reviewed.

    Of a question that was withdrawn it shows the answer alone.
    """
    question = asked.question
    key = None
    if is_reviewed:
        details |= _result(question, answer, corrections)
        if not corrections.is_withdrawn(question.id):
            key = corrections.key_of(question)
    show = key.review if key else question.rows
    return Entry(
        number=asked.number,
        question=question,
        rows=tuple(show(answer, asked.order)),
        key=key,
        answer=answer,
        is_reviewed=is_reviewed,
        picture=picture,
        **details,
    )


def _result(question, answer, corrections):
    """Points, verdict and notice of an Entry that is reviewed."""
    points = corrections.mark(question, answer).points
    correction = corrections.last(question.id)
    return {
        "points": points,
        "verdict": corrections.verdict(question, answer, points),
        "notice": correction.notice if correction else "",
    }


def player_entries(attempt, parsed=None):
    """The questions of an open attempt as Entries, with the answers saved.

    An answer that was marked at once stands with its key, one that seems wrong with its message.
    `parsed` ({question id: Parsed}) is what was just sent and could not be taken as it is: it is
    shown again, with its message.
    """
    parsed = parsed or {}
    responses = {response.question_id: response for response in attempt.responses.all()}
    pictures = pictures_of(asked.question for asked in attempt.asked)
    is_marked = any(response.points is not None for response in responses.values())
    corrections = read_corrections(attempt.activity_id) if is_marked else NO_CORRECTIONS
    entries = []
    for asked in attempt.asked:
        response = responses.get(asked.question.id)
        sent = parsed.get(asked.question.id)
        saved = response.answer if response else None
        entries.append(
            make_entry(
                asked,
                sent.answer if sent else saved,
                was=fingerprint(saved),
                is_reviewed=bool(response and response.points is not None),
                corrections=corrections,
                picture=pictures.get(asked.question.id),
                saved_at=response.saved_at if response else None,
                message=sent.message if sent else asked.question.doubt(saved),
            )
        )
    return entries


def result_entries(attempt, responses, with_key, corrections):
    """The questions of a finished attempt as Entries, the way its learner saw them.

    `responses`: its Responses by question id; `corrections`: those of the quiz.
    """
    answers = {key: response.answer for key, response in responses.items()}
    pictures = pictures_of(asked.question for asked in attempt.asked)
    return [
        make_entry(
            asked,
            answers.get(asked.question.id),
            is_reviewed=with_key,
            corrections=corrections,
            picture=pictures.get(asked.question.id),
        )
        for asked in attempt.asked
    ]


def check_entry(question, heading, answer=None, message=""):
    """The Entry of a check question inside a lesson; with its key once it was answered.

    Its parts are drawn in one order for everyone, so that nothing needs to be stored.
    """
    order = question.draw(Random(question.id), shuffle=True)  # noqa: S311 -- it keeps no secret
    return make_entry(
        Asked(0, question, tuple(order)),
        answer,
        is_reviewed=answer is not None and not message,
        picture=pictures_of([question]).get(question.id),
        message=message,
        heading=heading,
    )


def preview_entries(questions, shuffle):
    """The Entries of `questions` as learners will meet them, for those who write them."""
    pictures = pictures_of(questions)
    return [
        make_entry(
            Asked(number, question, tuple(question.draw(Random(question.id), shuffle))),  # noqa: S311
            picture=pictures.get(question.id),
        )
        for number, question in enumerate(questions, 1)
    ]


def pictures_of(questions):
    """{question id: image} of the questions that have a picture."""
    wanted = {question.id: question.picture.id for question in questions if question.picture}
    if not wanted:
        return {}
    images = CustomImage.objects.filter(pk__in=set(wanted.values()))
    found = {image.pk: image for image in images.prefetch_renditions(*PICTURE_WIDTHS)}
    return {key: found[pk] for key, pk in wanted.items() if pk in found}
