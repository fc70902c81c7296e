"""Checks of a lesson in another language: what is not translated keeps the answers of English."""

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from content.languages.trees import mirror_pages
from tests.factories.pages import LessonPageFactory, ModulePageFactory

pytestmark = pytest.mark.django_db


def check(prompt, answer):
    answers = [{"text": answer, "is_correct": True, "feedback": ""}]
    return {"prompt": f"<p>{prompt}</p>", "answers": answers}


@pytest.fixture
def lessons(publishing):
    """An open lesson with two typed checks and its Spanish translation, which words one anew."""
    with publishing():
        english = LessonPageFactory(
            parent=ModulePageFactory(access="everyone"),
            body=[
                ("short_answer", check("Who buys?", "Cities")),
                ("short_answer", check("Who sells?", "Firms")),
            ],
        )
        mirror_pages()
    with publishing():
        spanish = english.get_translation(Locale.objects.get(language_code="es"))
        spanish.alias_of = None
        body = [{**block.get_prep_value()} for block in english.body]
        body[0]["value"]["answers"][0]["value"]["text"] = "Ciudades"
        body[1]["value"]["prompt"] = "<p>¿Quién vende?</p>"
        body[1]["value"]["answers"][0]["value"]["text"] = "Empresas"
        spanish.body = body
        spanish.save_revision().publish()
    return english, spanish


def give(client, page, number, words):
    """The question of `page` with this number, marked with the answer `words`."""
    block = page.body[number]
    url = reverse("check_answer", args=[page.translation_key, block.id])
    return client.post(f"/es{url[3:]}", {f"q-{block.id}": words}, headers={"x-fragment": "check"})


@pytest.mark.parametrize(
    ("number", "words", "is_right"),
    [
        (0, "cities", True),
        (0, "ciudades", False),
        (1, "empresas", True),
        (1, "firms", False),
    ],
)
def test_a_check_is_marked_in_the_language_that_it_is_asked_in(
    client, lessons, number, words, is_right
):
    response = give(client, lessons[1], number, words)
    assert response.context["entry"].verdict == ("right" if is_right else "wrong")


def test_a_lesson_asks_each_check_in_one_language(client, lessons):
    contents = client.get(lessons[1].url).context
    [(_is_check, entries)] = next(each["stretches"] for each in contents if "stretches" in each)
    assert [entry.question.right_text for entry in entries] == ["Cities", "Empresas"]


def test_the_lesson_to_read_again_is_not_translated(publishing):
    with publishing():
        lesson = LessonPageFactory()
        question = check("Who buys?", "Cities") | {"lesson": lesson, "alt_text": ""}
        english = LessonPageFactory(parent=lesson.get_parent(), body=[("short_answer", question)])
        mirror_pages()
        source, _made = TranslationSource.update_or_create_from_instance(english)
        spanish = Locale.objects.get(language_code="es")
        translation = Translation.objects.create(source=source, target_locale=spanish)
        translation.save_target(publish=True)
    assert not source.overridablesegment_set.exists()
    [block] = english.get_translation(spanish).body
    assert block.value["lesson"].translation_key == lesson.translation_key
