"""A type of activity is declared once; what is declared badly is named."""

from dataclasses import replace

import pytest

from courses.activity_checks import check_activity_types
from courses.models import CaseStudyPage, LessonPage, ModulePage, QuizPage
from courses.pages.activity import activity_page_types
from learning.activity_type import ACTIVITY_TYPES, register_type
from learning.choices import CompletionRule


def test_every_page_type_is_declared_and_every_declaration_has_one():
    assert {LessonPage, QuizPage, CaseStudyPage} <= set(activity_page_types())
    assert {page_type.activity_type for page_type in activity_page_types()} == {
        *ACTIVITY_TYPES.values()
    }
    assert check_activity_types(None) == []


def test_all_of_them_may_stand_in_a_module_and_nothing_else():
    assert set(ModulePage.allowed_subpage_models()) == set(activity_page_types())


def test_a_kind_is_taken_once():
    with pytest.raises(ValueError, match="'quiz'"):
        register_type(replace(ACTIVITY_TYPES["quiz"], icon="award"))
    assert ACTIVITY_TYPES["quiz"] is QuizPage.activity_type


def test_a_page_type_that_declares_nothing_is_named(monkeypatch):
    monkeypatch.setattr(LessonPage, "activity_type", None)
    assert [(error.id, error.obj) for error in check_activity_types(None)] == [
        ("courses.E011", LessonPage),
        ("courses.E013", None),
    ]


@pytest.mark.parametrize(
    ("page_type", "wrong", "words"),
    [
        (QuizPage, {"icon": "no-such-icon"}, "no-such-icon"),
        (QuizPage, {"kind": "a-word-longer-than-the-column"}, "too long"),
        (QuizPage, {"kind": "lesson"}, "another's"),
        (QuizPage, {"rules": (CompletionRule.PASS, CompletionRule.BUTTON)}, "rules"),
        (LessonPage, {"rules": (CompletionRule.BUTTON,)}, "rules"),
        (LessonPage, {"needs_enrolment": True}, "opened to everyone"),
    ],
)
def test_what_is_declared_badly_is_named(monkeypatch, page_type, wrong, words):
    monkeypatch.setattr(page_type, "activity_type", replace(page_type.activity_type, **wrong))
    messages = [error.msg for error in check_activity_types(None) if error.obj is page_type]
    assert any(words in message for message in messages)


def test_a_page_type_that_no_module_takes_is_named(monkeypatch):
    monkeypatch.setattr(CaseStudyPage, "parent_page_types", ["courses.CaseStudyIndexPage"])
    monkeypatch.setattr(CaseStudyPage, "_clean_parent_page_models", None)
    assert "cannot stand in a module" in check_activity_types(None)[0].msg
