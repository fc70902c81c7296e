"""The formats of questions, by kind."""

from assessments.formats.choice import MultipleChoice, SingleChoice, TrueFalse
from assessments.formats.gap_text import GapText
from assessments.formats.matching import Matching
from assessments.formats.ordering import Ordering
from assessments.formats.text import Numeric, ShortAnswer

FORMATS = {
    question.kind: question
    for question in (
        SingleChoice,
        MultipleChoice,
        TrueFalse,
        Numeric,
        ShortAnswer,
        Matching,
        Ordering,
        GapText,
    )
}
