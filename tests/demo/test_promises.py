"""The modules of the demo hold what a learner is promised."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from demo.content import read_pages

PAGES = read_pages(Path(__file__).parents[2] / "demo" / "content" / "home")
MODULES = ("m-s1", "m-c1")
SHORT_MODULES = ("m-c2", "m-c3")
LESSONS = [page for page in PAGES if page.type == "courses.LessonPage"]
NO_TEXT = {"type", "key", "source_url", "image", "media", "kind", "level"}


def _words(value):
    """The words of a body that a learner reads, without names of fields and files."""
    if isinstance(value, str):
        return re.findall(r"\w[\w’.,-]*", re.sub(r"<[^>]+>", " ", value))
    if isinstance(value, dict):
        value = [part for name, part in value.items() if name not in NO_TEXT]
    return [word for part in value for word in _words(part)] if isinstance(value, list) else []


def _blocks(page, kind):
    return [block for block in page.body if block["type"] == kind]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_five_lessons_and_a_quiz(module):
    below = [page.type for page in PAGES if page.parent == module]
    assert below == ["courses.LessonPage"] * 5 + ["courses.QuizPage"]


@pytest.mark.parametrize("module", SHORT_MODULES)
def test_a_short_module_ends_with_a_quiz_about_its_lessons(module):
    *readings, quiz = [page for page in PAGES if page.parent == module]
    assert quiz.type == "courses.QuizPage"
    lessons = {page.key for page in readings if page.type == "courses.LessonPage"}
    assert {question["value"]["lesson"] for question in quiz.questions} == lessons
    assert all(question["value"]["feedback"] for question in quiz.questions)
    minutes = sum(page.fields["minutes"] for page in (*readings, quiz))
    hours = next(page for page in PAGES if page.key == module).fields["hours"]
    assert 0 <= hours * 60 - minutes <= 15


def test_public_texts_lead_to_no_closed_lesson():
    """Who is not enrolled would be refused there."""
    activities = {page.key for page in PAGES if page.parent in (*MODULES, *SHORT_MODULES)}
    text = str([[page.fields, page.body] for page in PAGES if page.key not in activities])
    linked = set(re.findall(r"page:([\w-]+)", text))
    assert linked & activities == set()
    assert linked.issuperset(MODULES)


def test_each_track_lets_strangers_read_a_lesson_and_answer_its_checks():
    tracks = [page.key for page in PAGES if page.type == "courses.TrackPage"]
    modules = {page.key: page.parent for page in PAGES if page.parent in tracks}
    asked = {
        modules[lesson.parent]
        for lesson in LESSONS
        if lesson.fields.get("access") == "everyone" and _blocks(lesson, "question")
    }
    assert asked == {*tracks} == {"t-sme", "t-city"}


@pytest.mark.parametrize(
    ("key", "subject"),
    [("accessibility", "accessibility"), ("privacy", "privacy"), ("legal-notice", "other")],
)
def test_the_page_that_the_law_asks_for_leads_to_who_answers(key, subject):
    """Directive (EU) 2016/2102, article 7; Regulation (EU) 2016/679, article 13.

    Of the legal notice: Directive 2000/31/EC, article 5.
    """
    [page] = [page for page in PAGES if page.key == key]
    assert [block["value"] for block in _blocks(page, "contact")] == [{"subject": subject}]


def test_a_time_limit_is_generous_and_explained():
    (quiz,) = [page for page in PAGES if page.fields.get("time_limit")]
    assert quiz.fields["time_limit"] >= 2 * quiz.fields["minutes"]
    assert "thirty" in quiz.fields["introduction"]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda page: page.key)
def test_a_lesson_is_as_long_as_promised_with_figure_sources_and_task(lesson):
    read = [block for block in lesson.body if block["type"] != "question"]
    assert 400 <= len(_words(read)) <= 800
    assert all(figure["value"]["source_url"] for figure in _blocks(lesson, "key_figure"))
    assert _blocks(lesson, "key_figure")
    assert lesson.fields["sources"]
    assert [block["value"]["kind"] for block in _blocks(lesson, "callout")].count("task") == 1
    assert lesson.body[-1]["value"]["kind"] == "task"


@pytest.mark.parametrize("module", MODULES)
def test_a_quiz_asks_in_many_ways_about_every_lesson(module):
    quiz = next(page for page in PAGES if page.parent == module and page.questions)
    assert len(quiz.questions) >= 8
    assert len({question["type"] for question in quiz.questions}) >= 5
    lessons = {page.key for page in LESSONS if page.parent == module}
    assert {question["value"]["lesson"] for question in quiz.questions} == lessons
    assert all(question["value"]["feedback"] for question in quiz.questions)


def test_a_question_for_a_whole_number_has_one_as_its_key():
    values = [question["value"] for page in PAGES for question in page.questions]
    (value,) = [value for value in values if "whole number" in value["prompt"]]
    right = [answer for answer in value["answers"] if answer["is_correct"]]
    assert [answer["value"] for answer in right] == ["19", "20"]
    for number in map(Decimal, ("19", "19.47", "20")):
        assert any(
            abs(number - Decimal(answer["value"])) <= Decimal(answer["tolerance"])
            for answer in right
        )


def test_quizzes_keep_their_key_until_they_are_passed():
    quizzes = [page for page in PAGES if page.questions]
    assert {quiz.fields["show_answers"] for quiz in quizzes} == {"after_passing"}
