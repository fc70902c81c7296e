"""A translated quiz has the questions, points and key of the English one."""

import pytest
from django.core.exceptions import ValidationError
from wagtail_localize.fields import get_translatable_fields

from assessments.models import QuizRules, QuizVersion
from assessments.quiz_rules import RULES as ALL_RULES
from assessments.version import current_version
from content.languages.trees import mirror_pages
from courses.models import QuizPage
from courses.publishing import freeze_quizzes
from learning.models import Activity
from tests.factories.pages import LessonPageFactory, QuizPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def quiz(publishing):
    with publishing():
        quiz = QuizPageFactory()
        mirror_pages()
    return quiz


@pytest.fixture
def spanish(quiz, publishing):
    """The quiz as a page of its own in Spanish."""
    page = QuizPage.objects.get(alias_of=quiz.pk, locale__language_code="es")
    page.alias_of = None
    with publishing():
        page.save_revision().publish()
    return page


def test_an_alias_uses_the_english_version(quiz):
    assert [version.language for version in QuizVersion.objects.all()] == ["en"]
    assert current_version(Activity.objects.get(), "es").language == "en"


def test_translated_texts_make_a_version_of_their_own(spanish, publishing):
    spanish.questions[0].value["options"][0]["text"] = "La necesidad"
    with publishing():
        spanish.save_revision().publish()
    version = current_version(Activity.objects.get(), "es")
    english = current_version(Activity.objects.get(), "en")
    assert version.quiz.questions[0].options[0].text == "La necesidad"
    assert version.quiz.questions[0].options[0].id == english.quiz.questions[0].options[0].id


@pytest.mark.parametrize("what", ["points", "lesson", "right answer", "another question"])
def test_everything_else_is_refused(spanish, what):
    question = spanish.questions[0]
    if what == "points":
        question.value["points"] = 9
    elif what == "lesson":  # questions are drawn by it
        question.value["lesson"] = LessonPageFactory(parent=spanish.get_parent().specific)
    elif what == "right answer":
        question.value["options"][1]["is_correct"] = True
    else:
        spanish.questions.append(
            ("true_false", {"prompt": "<p>?</p>", "points": 1, "is_true": True})
        )
    with pytest.raises(ValidationError, match="must be the same as in English"):
        spanish.save_revision()


RULES = {
    "pass_mark": 1,
    "grading_method": "average",
    "attempts_allowed": 9,
    "time_limit": 99,
    "questions_per_lesson": 1,
    "show_answers": "never",
    "shuffle_questions": True,
    "shuffle_answers": False,
}


def test_every_rule_is_one_for_all_languages():
    assert set(RULES) == set(ALL_RULES)


@pytest.mark.parametrize("name", RULES)
def test_a_translation_changes_no_rule(spanish, name):
    setattr(spanish, name, RULES[name])
    with pytest.raises(ValidationError, match="must be the same as in English") as refusal:
        spanish.save_revision()
    assert set(refusal.value.message_dict) == {name}


@pytest.mark.parametrize("name", RULES)
def test_no_rule_is_translated(quiz, name):
    (field,) = [f for f in get_translatable_fields(QuizPage) if f.field_name == name]
    assert field.is_synchronized(quiz)
    assert not field.is_overridable(quiz)


def test_the_editor_of_a_translation_shows_the_rules_of_english_and_takes_no_other(
    quiz, spanish, publishing, admin_user
):
    quiz.pass_mark = 80
    with publishing():
        quiz.save_revision().publish()
    spanish = QuizPage.objects.get(pk=spanish.pk)
    form_class = spanish.get_edit_handler().get_form_class()
    form = form_class(data={"pass_mark": "1"}, instance=spanish, for_user=admin_user)
    assert form.fields["pass_mark"].disabled
    assert form["pass_mark"].value() == 80
    form = form_class(instance=quiz, for_user=admin_user)
    assert not form.fields["pass_mark"].disabled


def test_the_rules_are_read_from_the_english_page(quiz, spanish, publishing):
    QuizPage.objects.filter(pk=spanish.pk).update(pass_mark=1)
    quiz.pass_mark = 80
    with publishing():
        quiz.save_revision().publish()
    assert QuizRules.objects.get().pass_mark == 80
    assert freeze_quizzes(write=False) == []


def test_without_the_page_in_a_language_its_version_is_not_current(spanish, publishing):
    assert current_version(Activity.objects.get(), "es").language == "es"
    with publishing():
        spanish.unpublish()
    assert current_version(Activity.objects.get(), "es").language == "en"
