from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.definition import QuizDefinition
from assessments.layout import asked_questions, count_asked, draw_layout
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


class TestDrawing:
    """So many questions of each lesson."""

    RULES = QuizRules(questions_per_lesson=2)

    @pytest.fixture
    def quiz(self):
        """Four questions of one lesson, four of another, turn by turn, and three of none."""
        lessons = ["a", "b"] * 4 + [""] * 3
        return definition(
            [
                question(question_id=f"{lesson}{n}", lesson=lesson)
                for n, lesson in enumerate(lessons)
            ]
        )

    def drawn(self, quiz, seed=1, *earlier, rules=RULES):
        layouts = [{"questions": ids} for ids in earlier]
        return draw_layout(quiz, rules, seed, layouts)["questions"]

    def test_each_lesson_is_asked_and_the_editors_order_stays(self, quiz):
        for seed in range(30):
            ids = self.drawn(quiz, seed)
            assert sorted(id_[:-1] if id_[0] in "ab" else "" for id_ in ids) == [
                "", "", "a", "a", "b", "b",
            ]  # fmt: skip
            assert ids == [q.id for q in quiz.questions if q.id in ids]
        assert count_asked(quiz, self.RULES) == 6

    def test_the_seed_decides_and_every_question_has_its_turn(self, quiz):
        assert self.drawn(quiz, 5) == self.drawn(quiz, 5)
        assert {id_ for seed in range(60) for id_ in self.drawn(quiz, seed)} == set(quiz.by_id)

    def test_what_was_not_asked_yet_comes_first(self, quiz):
        for seed in range(20):
            first = self.drawn(quiz, seed)
            second = self.drawn(quiz, seed + 1, first)
            assert not {id_ for id_ in first if id_[0] in "ab"} & set(second)
            of_none = {id_ for id_ in [*first, *second] if id_[0] not in "ab"}
            assert len(of_none) == 3  # two, then the third and one of the two again
            third = self.drawn(quiz, seed + 2, first, second)
            assert len(third) == 6

    def test_a_lesson_with_too_few_asks_all_it_has(self, quiz):
        rules = QuizRules(questions_per_lesson=9)
        assert self.drawn(quiz, rules=rules) == list(quiz.by_id)
        assert count_asked(quiz, rules) == 11

    def test_without_a_number_everything_is_asked(self, quiz):
        assert self.drawn(quiz, 1, ["a0"], rules=QuizRules()) == list(quiz.by_id)
        assert count_asked(quiz, QuizRules()) == 11

    def test_only_what_is_asked_has_its_parts_drawn(self, quiz):
        layout = draw_layout(quiz, self.RULES, 1)
        assert list(layout["parts"]) == layout["questions"]


@given(
    lessons=st.lists(st.sampled_from(["", "a", "b", "c"]), max_size=12),
    most=st.none() | st.integers(1, 4),
    seeds=st.lists(st.integers(0, 2**31 - 1), min_size=3, max_size=6),
    is_shuffled=st.booleans(),
)
def test_however_odd_the_groups_each_gives_what_it_can_in_turn(lessons, most, seeds, is_shuffled):
    """No group, one, groups that hold less than is asked of them, or one question each."""
    kinds = [question(question_id=f"q{n}", lesson=lesson) for n, lesson in enumerate(lessons)]
    quiz = QuizDefinition("Quiz", tuple(kinds))
    rules = QuizRules(questions_per_lesson=most, shuffle_questions=is_shuffled)
    asked_of, earlier, times = Counter(lessons), [], Counter()
    for seed in seeds:
        layout = draw_layout(quiz, rules, seed, earlier)
        assert layout == draw_layout(quiz, rules, seed, earlier)
        ids = layout["questions"]
        drawn = [asked.question for asked in asked_questions(quiz, layout)]
        assert len(set(ids)) == len(ids) == count_asked(quiz, rules)
        assert Counter(each.lesson for each in drawn) == {
            lesson: min(most or number, number) for lesson, number in asked_of.items()
        }
        assert is_shuffled or ids == sorted(ids, key=list(quiz.by_id).index)
        for lesson in asked_of:  # nobody has a third turn while another waits for the second
            turns = {q.id: times[q.id] for q in kinds if q.lesson == lesson}
            waiting = [turns[key] for key in turns if key not in ids]
            assert max((turns[key] for key in turns if key in ids), default=0) <= min(
                waiting, default=len(seeds)
            )
        times.update(ids)
        earlier.append(layout)
