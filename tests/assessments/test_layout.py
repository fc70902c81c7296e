from assessments.layout import asked_questions, draw_layout
from assessments.quiz_rules import QuizRules
from tests.factories.quizzes import PARTS, definition, question

KINDS = [question(kind) for kind in PARTS]


def test_the_same_seed_draws_the_same_layout():
    quiz = definition(KINDS)
    rules = QuizRules(shuffle_questions=True)
    assert draw_layout(quiz, rules, 7) == draw_layout(quiz, rules, 7)
    assert len({str(draw_layout(quiz, rules, seed)) for seed in range(20)}) > 10


def test_without_shuffling_the_editors_order_stays():
    quiz = definition(KINDS)
    layout = draw_layout(quiz, QuizRules(shuffle_answers=False), 1)
    assert layout["questions"] == [q.id for q in KINDS]
    assert layout["parts"]["id-multiple_choice"] == ["a", "b", "c"]


def test_ordering_never_starts_in_the_right_order():
    quiz = definition([question("ordering")])
    rules = QuizRules(shuffle_answers=False)
    drawn = [draw_layout(quiz, rules, seed)["parts"]["id-ordering"] for seed in range(50)]
    assert ["i1", "i2", "i3"] not in drawn


def test_every_question_is_drawn_once():
    quiz = definition(30)
    asked = asked_questions(quiz, draw_layout(quiz, QuizRules(shuffle_questions=True), 3))
    assert [a.number for a in asked] == list(range(1, 31))
    assert {a.question.id for a in asked} == set(quiz.by_id)
