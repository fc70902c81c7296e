"""The text of a gap text and its answers are translated; marks, gaps and key are not."""

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from assessments.formats.text import ShortAnswer
from assessments.models import QuizVersion
from assessments.question import Option
from content.gaps.registry import declared_gaps
from content.languages.trees import mirror_pages
from courses.formats import read_question
from courses.publishing import freeze_quizzes
from tests.factories.pages import QuizPageFactory

pytestmark = pytest.mark.django_db

WORDS = {
    "Fill in.": "Completa.",
    "The [1] comes before the [2].": "Antes de la [2] está la [1].",
    "need": "necesidad",
    "tender": "licitación",
    "call": "convocatoria",
    "Not yet.": "Todavía no.",
}


@pytest.fixture
def quiz(publishing):
    """A quiz with one gap text, in five languages."""
    chosen = [
        {"text": "tender", "is_correct": True, "feedback": ""},
        {"text": "call", "is_correct": False, "feedback": "Not yet."},
    ]
    typed = [{"text": "need", "is_correct": True, "feedback": ""}]
    value = {
        "prompt": "<p>Fill in.</p>",
        "alt_text": "",
        "text": "The [1] comes before the [2].",
        "blanks": [
            {"answers": typed, "way": "typed", "points": 2},
            {"answers": chosen, "way": "chosen", "points": 1},
        ],
    }
    with publishing():
        page = QuizPageFactory(questions=[("gap_text", value)])
        mirror_pages()
        page.save_revision().publish()
    return page


@pytest.fixture
def translate(quiz, publishing):
    """A function that publishes the quiz in Spanish, with `words` in place of English ones."""

    def do(words):
        source, _made = TranslationSource.update_or_create_from_instance(quiz)
        spanish = Locale.objects.get(language_code="es")
        translation, _made = Translation.objects.get_or_create(source=source, target_locale=spanish)
        for segment in source.stringsegment_set.select_related("string"):
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=spanish,
                defaults={"data": words.get(segment.string.data, segment.string.data)},
            )
        quiz.get_translation(spanish).__class__.objects.filter(
            pk=quiz.get_translation(spanish).pk
        ).update(alias_of=None)
        with publishing():
            translation.save_target(publish=True)
        return quiz.get_translation(spanish)

    return do


def test_every_text_of_it_can_be_translated(quiz, translate):
    page = translate(WORDS)
    english, spanish = read_question(quiz.questions[0]), read_question(page.questions[0])
    assert spanish.text == "Antes de la [2] está la [1]."
    assert spanish.right_words() == ["1: licitación", "2: necesidad"]
    assert spanish.blanks[1].answers[1].feedback == "Todavía no."
    assert spanish.skeleton() == english.skeleton()
    assert spanish.points == 3
    assert declared_gaps(page) == []


def test_a_mark_that_a_translator_lost_is_said(translate):
    page = translate(WORDS | {"The [1] comes before the [2].": "Antes de la [2]."})
    assert any("The text has no [1]" in gap.message for gap in declared_gaps(page))


def frozen(page):
    """The question as it is asked in the language of `page`."""
    versions = QuizVersion.objects.filter(is_current=True, activity__key=page.translation_key)
    return versions.get(language=page.locale.language_code).quiz.questions[0]


def test_a_text_that_is_not_translated_keeps_the_answers_of_its_language(quiz, translate):
    untranslated = {key: words for key, words in WORDS.items() if not key.startswith("The [1]")}
    page = translate(untranslated)
    assert page.questions[0].value["blanks"][0]["answers"][0]["text"] == "necesidad"
    assert frozen(page).right_words() == ["1: need", "2: tender"]
    assert frozen(page).prompt == frozen(quiz).prompt  # one language for the whole question
    assert freeze_quizzes(write=False) == []


def test_a_translated_text_has_its_own_answers(translate):
    assert frozen(translate(WORDS)).right_words() == ["1: licitación", "2: necesidad"]


def test_a_short_answer_to_an_untranslated_question_is_in_its_language():
    def question(prompt, answer):
        options = (Option(id="a", text=answer, is_correct=True),)
        return ShortAnswer(id="q", prompt=prompt, answers=options)

    english = question("<p>Who?</p>", "Cities")
    assert question("<p>Who?</p>", "Ciudades").as_asked(english) is english
    assert question("<p>¿Quién?</p>", "Ciudades").as_asked(english).right_text == "Ciudades"
    assert question("<p>Who?</p>", "Ciudades").as_asked(None).right_text == "Ciudades"
