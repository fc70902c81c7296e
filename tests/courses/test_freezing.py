"""Quizzes frozen into versions when they are published."""

import json

import pytest

from assessments.models import QuizRules, QuizVersion
from courses.models import QuizPage
from courses.publishing import freeze_quizzes
from tests.factories.pages import QuizPageFactory
from tests.journeys.test_one_bad_thing import store

pytestmark = pytest.mark.django_db


def change_prompt(quiz, prompt):
    """Publish `quiz` with another first question, as the editor does: through a revision."""
    quiz.questions[0].value["prompt"].source = prompt
    quiz.save_revision().publish()


def test_publishing_freezes_once(publishing):
    with publishing():
        quiz = QuizPageFactory(title="What have you learnt?")
    version = QuizVersion.objects.get()
    assert version.language == "en"
    assert version.is_current
    assert version.activity.key == quiz.translation_key
    assert version.quiz.questions[0].id == quiz.questions[0].id
    with publishing():
        quiz.save_revision().publish()
    assert QuizVersion.objects.count() == 1
    assert freeze_quizzes(write=False) == []


def test_a_changed_question_makes_a_new_version_and_keeps_the_old(publishing):
    with publishing():
        quiz = QuizPageFactory()
    old = QuizVersion.objects.get()
    with publishing():
        change_prompt(quiz, "<p>Which step comes last?</p>")
    old.refresh_from_db()
    new = QuizVersion.objects.get(is_current=True)
    assert not old.is_current
    assert new.quiz.questions[0].prompt == "<p>Which step comes last?</p>"
    assert old.quiz.questions[0].prompt == "<p>Which step comes first?</p>"
    assert new.quiz.questions[0].id == old.quiz.questions[0].id


def test_the_editors_block_keys_make_no_version(publishing):
    with publishing():
        quiz = QuizPageFactory()
    with publishing():
        change_prompt(quiz, '<p data-block-key="pak1h">Which step comes first?</p>')
    assert QuizVersion.objects.count() == 1


def test_a_draft_freezes_nothing(publishing):
    with publishing():
        quiz = QuizPageFactory()
    with publishing():
        quiz.questions[0].value["points"] = 5
        quiz.save_revision()
    assert QuizVersion.objects.get().quiz.questions[0].points == 1


def test_an_unpublished_quiz_has_no_current_version_until_it_is_back(publishing):
    with publishing():
        quiz = QuizPageFactory()
    with publishing():
        quiz.unpublish()
    assert not QuizVersion.objects.filter(is_current=True).exists()
    with publishing():
        quiz.save_revision().publish()
    assert QuizVersion.objects.get().is_current


def test_options_without_ids_get_lasting_ones(publishing):
    with publishing():
        quiz = QuizPageFactory()
    raw = [
        {
            "type": "single_choice",
            "value": {
                "prompt": "<p>Which?</p>",
                "points": 1,
                "options": [{"text": "This", "is_correct": True}, {"text": "That"}],
            },
        }
    ]
    quiz.questions = json.dumps(raw)
    with publishing():
        quiz.save()
    first = [option.id for option in options(quiz.pk)]
    assert first == [option.id for option in options(quiz.pk)]
    version = QuizVersion.objects.get(is_current=True)
    assert [option.id for option in version.quiz.questions[0].options] == first


def options(pk):
    page = QuizPage.objects.get(pk=pk)
    return page.questions[0].value["options"].bound_blocks


def test_freezing_anew_finds_what_signals_missed(publishing):
    with publishing():
        QuizPageFactory()
    QuizPage.objects.update(pass_mark=55)
    assert len(freeze_quizzes(write=False)) == 1
    freeze_quizzes()
    assert QuizRules.objects.get().pass_mark == 55
    assert QuizVersion.objects.count() == 1


DAMAGES = {
    "no value in a block": lambda stored: [{**each, "value": None} for each in stored],
    "no list": lambda stored: 5,
    "a list of something else": lambda stored: [1],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_quiz_that_cannot_be_read_stops_no_other(publishing, caplog, damage):
    with publishing():
        damaged = QuizPageFactory()
        sound = QuizPageFactory(parent=damaged.get_parent().specific)
    kept = QuizVersion.objects.get(activity__key=damaged.translation_key)
    store(damaged, questions=damage(list(damaged.questions.raw_data)))
    with publishing():
        change_prompt(sound, "<p>Which step comes last?</p>")
    assert len(freeze_quizzes(write=False)) == 0
    assert f"The questions of quiz {damaged.pk} cannot be read" in caplog.text
    kept.refresh_from_db()
    assert kept.is_current
    new = QuizVersion.objects.get(activity__key=sound.translation_key, is_current=True)
    assert new.quiz.questions[0].prompt == "<p>Which step comes last?</p>"
