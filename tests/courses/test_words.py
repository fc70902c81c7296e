"""Enumerations have words for each of their values, in every language."""

import pytest
from django.template.loader import get_template
from django.utils.translation import override

from assessments.choices import GradingMethod, ShowAnswers, Verdict
from assessments.question import Row
from content.blocks.emphasis import CalloutKind
from content.templatetags.icons import icon
from courses.screens.activity_list import ActivityState
from courses.screens.asking import AnswerState
from courses.screens.quiz import QuizStep
from courses.screens.step import NOTES, Step, StepKind
from learning.choices import AccessRule
from reporting.matrix import Outcome

WORDS = [
    (AccessRule, "promise"),
    (AnswerState, "label"),
    (CalloutKind, "words"),
    (GradingMethod, "promise"),
    (Outcome, "label"),
    (ShowAnswers, "promise"),
    (Verdict, "in_list"),
    (Verdict, "label"),
]


@pytest.mark.parametrize(("values", "name"), WORDS)
def test_each_value_has_words_of_its_own(values, name, settings):
    for code, _name in settings.LANGUAGES:
        with override(code):
            words = {str(getattr(value, name)) for value in values}
        assert len(words) == len(values)
        assert all(words)


@pytest.mark.parametrize("values", [AnswerState, CalloutKind, Verdict])
def test_each_value_has_an_icon(values):
    assert all(icon(value.icon) for value in values)


def test_what_is_open_has_the_icon_of_its_type():
    assert [state for state in ActivityState if not state.icon] == [ActivityState.OPEN]


@pytest.mark.parametrize("kind", StepKind)
def test_a_step_names_its_goal_as_it_is(kind, settings):
    step = Step(kind, title="50 % of “all”", url="/")
    for code, _name in settings.LANGUAGES:
        with override(code):
            assert ("50 % of “all”" in step.words) == ("%(title)s" in str(kind.label))
            assert bool(step.note) == (kind in NOTES)


@pytest.mark.parametrize(
    ("kind", "template", "is_quiet"),
    [
        (StepKind.SIGN_UP, "sign_up", False),
        (StepKind.ENROL, "enrol", False),
        (StepKind.COME_BACK, "enrol", False),
        (StepKind.GO_ON, "link", False),
        (StepKind.REVIEW, "link", True),
    ],
)
def test_how_a_step_is_taken(kind, template, is_quiet):
    step = Step(kind)
    assert step.template == f"components/steps/{template}.html"
    assert step.is_quiet == is_quiet


@pytest.mark.parametrize("step", QuizStep)
def test_each_step_of_a_quiz_has_a_template(step):
    get_template(step.template)


@pytest.mark.parametrize(
    ("row", "verdict", "words"),
    [
        (Row("q", is_chosen=True), Verdict.OPEN, "your answer"),
        (Row("q"), Verdict.OPEN, ""),
        (Row("q", is_right=True, is_chosen=True), Verdict.RIGHT, "your answer, right"),
        (Row("q", is_right=True), Verdict.RIGHT, "right answer"),
        (Row("q", is_right=False, is_chosen=True), Verdict.WRONG, "your answer, not right"),
        (Row("q", is_right=False), Verdict.OPEN, ""),
        (Row("q", is_right=False, right="Genoa"), Verdict.WRONG, ""),
    ],
)
def test_a_row_tells_what_it_shows_of_the_key(row, verdict, words):
    assert (row.verdict, row.words) == (verdict, words)
