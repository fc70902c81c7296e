"""A translated quiz has the questions, points and key of the English one."""

import pytest
from django.core.exceptions import ValidationError

from assessments.models import QuizVersion
from assessments.version import current_version
from content.languages.trees import mirror
from courses.models import QuizPage
from learning.models import Activity
from tests.factories.pages import QuizPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(publishing):
    with publishing():
        quiz = QuizPageFactory()
        mirror()
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


@pytest.mark.parametrize("what", ["points", "right answer", "another question"])
def test_everything_else_is_refused(spanish, what):
    question = spanish.questions[0]
    if what == "points":
        question.value["points"] = 9
    elif what == "right answer":
        question.value["options"][1]["is_correct"] = True
    else:
        spanish.questions.append(
            ("true_false", {"prompt": "<p>?</p>", "points": 1, "is_true": True})
        )
    with pytest.raises(ValidationError, match="must be the same as in English"):
        spanish.save_revision()


def test_without_the_page_in_a_language_its_version_is_not_current(spanish, publishing):
    assert current_version(Activity.objects.get(), "es").language == "es"
    with publishing():
        spanish.unpublish()
    assert current_version(Activity.objects.get(), "es").language == "en"
