import pytest

from courses.formats import read_question
from courses.reading import read_quiz
from tests.factories.pages import LessonPageFactory, QuizPageFactory
from tests.factories.quizzes import PARTS

BLOCKS = [
    ("single_choice", {"options": [{"text": "A", "is_correct": True}, {"text": "B"}]}),
    ("multiple_choice", {"options": [{"text": "A", "is_correct": True}, {"text": "B"}]}),
    ("true_false", {"is_true": False, "feedback_if_true": "No."}),
    ("numeric", {"unit": "EUR", "answers": [{"value": "216000.0", "tolerance": "0.50"}]}),
    ("short_answer", {"answers": [{"text": "Málaga", "is_correct": True}]}),
    ("matching", {"pairs": [{"prompt": "A", "match": "1"}], "distractors": ["2"]}),
    ("ordering", {"items": [{"text": "A"}, {"text": "B"}]}),
    (
        "gap_text",
        {
            "text": "A [1] and a [2].",
            "blanks": [
                {"answers": [{"text": "need", "is_correct": True}], "way": "typed", "points": 2},
                {"answers": [{"text": "tender", "is_correct": True}], "way": "chosen", "points": 1},
            ],
        },
    ),
]
PROMPT = '<p data-block-key="k1">Which?</p>'


def page_with_all_kinds():
    """Each question with two points; those of a gap text are the points of its gaps."""
    points = {kind: {} if kind == "gap_text" else {"points": 2} for kind, _value in BLOCKS}
    questions = [(kind, {"prompt": PROMPT, **points[kind], **value}) for kind, value in BLOCKS]
    return QuizPageFactory(questions=questions)


@pytest.mark.django_db
def test_every_kind_of_block_becomes_a_question():
    page = page_with_all_kinds()
    page.refresh_from_db()
    quiz = read_quiz(page)
    assert [question.kind for question in quiz.questions] == list(PARTS)
    assert [question.id for question in quiz.questions] == [b.id for b in page.questions]
    choice, _, true_false, numeric, *_ = quiz.questions
    assert choice.prompt == "<p>Which?</p>"
    assert choice.options[0].id == page.questions[0].value["options"].bound_blocks[0].id
    assert [option.is_correct for option in true_false.options] == [False, True]
    assert (numeric.answers[0].value, numeric.answers[0].tolerance) == ("216000", "0.5")
    gap_text = quiz.questions[-1]
    assert [blank.is_chosen for blank in gap_text.blanks] == [False, True]
    assert gap_text.points == 3
    items = page.questions[-1].value["blanks"].bound_blocks
    assert [blank.id for blank in gap_text.blanks] == [item.id for item in items]
    assert gap_text.blanks[1].answers[0].id == items[1].value["answers"].bound_blocks[0].id


@pytest.mark.django_db
def test_saving_again_changes_no_digest():
    page = page_with_all_kinds()
    page.refresh_from_db()
    before = read_quiz(page).digest
    page.save_revision().publish()
    page.refresh_from_db()
    assert read_quiz(page).digest == before


@pytest.mark.django_db
def test_a_check_in_a_lesson_is_a_question():
    lesson = LessonPageFactory(body=[("true_false", {"prompt": PROMPT, "is_true": True})])
    assert read_question(lesson.body[0]).kind == "true_false"
