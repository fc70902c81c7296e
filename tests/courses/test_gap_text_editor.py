"""An editor writes a gap text in the admin."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from courses.formats import read_question
from courses.models import QuizPage
from tests.courses.test_gaps import streamfield_list
from tests.factories.pages import ModulePageFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def gap_text(text):
    """What the form sends for a text with one typed gap and one to choose in."""
    need = {"text": "need", "is_correct": "on", "feedback": ""}
    tender = {"text": "tender", "is_correct": "on", "feedback": "It comes last."}
    call = {"text": "call", "feedback": ""}
    blanks = [
        {"answers": streamfield_list([need]), "way": "typed", "points": "2"},
        {"answers": streamfield_list([tender, call]), "way": "chosen", "points": "1"},
    ]
    return {
        "prompt": rich_text("<p>Fill in.</p>"),
        "text": text,
        "blanks": streamfield_list(blanks),
        "image": "",
        "alt_text": "",
        "feedback": rich_text(""),
        "lesson": "",
    }


@pytest.fixture
def publish(client):
    """A function that publishes a quiz with one gap text, and returns the answer."""
    client.force_login(UserFactory(groups=["Publishers"]))
    url = reverse("wagtailadmin_pages:add", args=["courses", "quizpage", ModulePageFactory().pk])
    assert "Text with gaps" in client.get(url).text

    def do(text):
        data = {
            "title": "New",
            "slug": "new",
            "minutes": "5",
            "comments": inline_formset([]),
            "introduction": rich_text(""),
            "questions": streamfield([("gap_text", gap_text(text))]),
            "pass_mark": "70",
            "show_answers": "never",
            "grading_method": "best",
            "action-publish": "1",
        }
        return client.post(url, nested_form_data(data), follow=True)

    return do


def test_text_and_gaps_become_a_question(publish, client):
    publish("First the [1],\nthen the [2].")
    page = QuizPage.objects.get()
    assert page.live
    question = read_question(page.questions[0])
    assert question.text == "First the [1],\nthen the [2]."
    assert question.points == 3
    assert question.right_words() == ["1: need", "2: tender"]
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.get(url).status_code == 200


def test_marks_and_gaps_that_do_not_agree_are_said_at_the_question(publish):
    response = publish("First the [1], and the [1].")
    (error,) = response.context["form"].errors.as_data()["questions"]
    messages = error.as_json_data()["blockErrors"][0]["messages"]
    assert messages == [  # the first is shown last
        "[1] is in the text more than once.",
        "The text has no [2]: write it where that gap is.",
    ]
    assert not QuizPage.objects.exists()
