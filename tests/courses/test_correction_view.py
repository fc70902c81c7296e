"""Trainers put a wrong question right in the admin; learners read it with their result."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override
from wagtail.users.models import UserProfile

from assessments.attempt import start_attempt
from assessments.choices import Verdict
from assessments.correction import CorrectionKind, Fault
from assessments.models import Correction
from assessments.question import Option
from assessments.version import freeze_version
from learning.actor import Actor
from tests.assessments.test_correction import answered, publish_other_key, put_right, quiz
from tests.factories.actors import ACTOR
from tests.factories.quizzes import (
    QuizActivityFactory,
    definition,
    enrolled_learner,
    finish,
    question,
)
from tests.reporting.test_completion_report import person_with

__all__ = ["quiz"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(client):
    person = person_with("access_admin", "view_enrolment", "add_correction")
    client.force_login(person)
    return person


def address_of(quiz, question_id="id-1"):
    return reverse("correct_question", args=[quiz.key, question_id])


SENT = {"kind": "withdrawn", "fault": "narrow_key", "reason": "Both options were right."}


def test_first_it_says_what_changes_then_it_is_done(client, trainer, quiz):
    attempt = answered(quiz, "right", "wrong")
    text = client.post(address_of(quiz), SENT).text
    assert "<strong>1</strong> result gets more points." in " ".join(text.split())
    assert "Both options were right." in text  # nothing that was entered is lost
    assert not Correction.objects.exists()
    response = client.post(address_of(quiz), SENT | {"apply": "1"}, follow=True)
    assert "The question is put right" in response.text
    attempt.refresh_from_db()
    assert attempt.is_passed
    assert Correction.objects.get().corrected_by == trainer
    assert attempt.learner.history.latest("pk").actor == Actor.person(trainer)


def test_a_gap_text_is_read_where_it_is_judged(client, trainer):
    quiz = QuizActivityFactory(quiz=definition([question("gap_text")]))
    for address in (
        reverse("question_results", args=[quiz.key]),
        address_of(quiz, "id-gap_text"),
    ):
        assert "First comes the [1], then" in client.get(address).text


@pytest.mark.parametrize(("language", "prompt"), [("en", "Which?"), ("es", "¿Cuál?")])
def test_the_question_is_read_in_the_own_language(client, trainer, quiz, language, prompt):
    for code, words in {"en": "Which?", "es": "¿Cuál?", "it": "Quale?"}.items():
        asked = [question(question_id="id-1", prompt=f"<p>{words}</p>")]
        freeze_version(activity=quiz, language=code, definition=definition(asked))
    UserProfile.objects.create(user=trainer, preferred_language=language)
    assert f"<p>{prompt}</p>" in client.get(address_of(quiz)).text


def test_a_second_click_does_nothing_more(client, trainer, quiz):
    for _click in range(2):
        response = client.post(address_of(quiz), SENT | {"apply": "1"}, follow=True)
    assert response.status_code == 200
    assert Correction.objects.count() == 1


def test_a_new_key_is_offered_where_one_is_published(client, trainer, quiz):
    assert 'value="new_key"' not in client.get(address_of(quiz)).text
    answered(quiz, "right", "wrong")
    publish_other_key(quiz)
    assert 'value="new_key"' in client.get(address_of(quiz)).text
    response = client.post(address_of(quiz), SENT | {"kind": "new_key", "apply": "1"}, follow=True)
    assert "marked again with the corrected answer" in response.text


def test_a_key_that_counts_already_is_not_offered_again(client, trainer, quiz):
    answered(quiz, "right", "wrong")
    publish_other_key(quiz)
    assert "Last put right" not in client.get(address_of(quiz)).text
    put_right(quiz, CorrectionKind.NEW_KEY)
    text = client.get(address_of(quiz)).text
    day = date_format(localtime(Correction.objects.get().corrected_at), "DATETIME_FORMAT")
    assert f"Last put right on {day}: marked again with the corrected answer." in text
    assert "is the one that counts already" in text
    assert 'value="new_key"' not in text


def test_after_a_withdrawal_nothing_is_left(client, trainer, quiz):
    put_right(quiz)
    assert "nothing left to put right" in client.get(address_of(quiz)).text


@pytest.mark.parametrize(
    "missing", [{"kind": ""}, {"kind": "none"}, {"fault": ""}, {"fault": "none"}, {"reason": " "}]
)
def test_without_choice_or_reason_it_asks_again(client, trainer, quiz, missing):
    response = client.post(address_of(quiz), SENT | missing | {"apply": "1"})
    assert response.status_code == 200
    assert "This field is required" not in response.text
    assert not Correction.objects.exists()


def test_only_who_may_correct_gets_there(client, quiz):
    client.force_login(person_with("access_admin", "view_enrolment"))
    response = client.get(address_of(quiz))
    assert response.status_code == 302
    assert address_of(quiz) not in client.get(reverse("question_results", args=[quiz.key])).text


def test_unknown_questions_are_not_found(client, trainer, quiz):
    assert client.get(address_of(quiz, "id-9")).status_code == 404


def test_the_learner_reads_it_with_the_result(client, quiz):
    attempt = answered(quiz, "right", None)
    put_right(quiz, reason="The sentence of the trainer.")
    client.force_login(attempt.learner)
    text = client.get(reverse("attempt", args=[attempt.pk]), follow=True).text
    assert str(CorrectionKind.WITHDRAWN.notice) in text
    assert "A wrong answer counted as the right one." in text
    assert "The sentence of the trainer." not in text  # in the trainer's language
    assert "Question withdrawn" in text
    assert "100" in text


def test_a_withdrawn_question_is_shown_without_its_key(client, quiz):
    attempt = answered(quiz, "wrong", "wrong")
    client.force_login(attempt.learner)
    address = reverse("attempt_result", args=[attempt.pk])
    assert client.get(address).text.count("is-wrong") == 4  # verdict and answer of each
    put_right(quiz)
    assert client.get(address).text.count("is-wrong") == 2


def worded_key(language, *, is_corrected):
    """A quiz with the key of `id-1` in `language`, with words that tell which key it is."""
    name = f"{language} {'new' if is_corrected else 'old'}"
    options = (
        Option("right", "The need", not is_corrected, f"{name} on the need"),
        Option("wrong", "The tender", is_corrected, f"{name} on the tender"),
    )
    why = f"<p>{name} explanation</p>"
    return definition([question(question_id="id-1", options=options, feedback=why)])


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_the_learner_reads_of_an_answer_goes_by_the_new_key(client, quiz, language):
    for is_corrected in (False, True):
        for code in ("en", "es"):
            asked = worded_key(code, is_corrected=is_corrected)
            freeze_version(activity=quiz, language=code, definition=asked)
        if not is_corrected:
            learner = enrolled_learner(quiz)
            attempt = finish(
                start_attempt(learner=learner, activity=quiz, language=language, actor=ACTOR)
            )
    put_right(quiz, CorrectionKind.NEW_KEY)
    client.force_login(attempt.learner)
    text = client.get(reverse("attempt_result", args=[attempt.pk])).text
    assert f"{language} new explanation" in text
    assert f"{language} new on the need" in text
    assert " old " not in text


def test_who_was_asked_with_the_right_key_reads_the_words_of_the_own_language(client, quiz):
    for is_corrected in (False, True):
        asked = worded_key("en", is_corrected=is_corrected)
        freeze_version(activity=quiz, language="en", definition=asked)
    put_right(quiz, CorrectionKind.NEW_KEY)
    asked = worded_key("es", is_corrected=True)
    freeze_version(activity=quiz, language="es", definition=asked)
    learner = enrolled_learner(quiz)
    attempt = finish(start_attempt(learner=learner, activity=quiz, language="es", actor=ACTOR))
    client.force_login(learner)
    text = client.get(reverse("attempt_result", args=[attempt.pk])).text
    assert "es new explanation" in text
    assert "en new" not in text


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_points_that_the_new_key_would_not_give_are_called_kept(client, quiz, language):
    attempt = answered(quiz, "right", "right")
    publish_other_key(quiz)
    put_right(quiz, CorrectionKind.NEW_KEY)
    client.force_login(attempt.learner)
    text = client.get(f"/{language}/learn/attempts/{attempt.pk}/result/").text
    verdict = text.split("verdict-kept")[1].split("</p>")[0]
    with override(language):
        assert str(Verdict.KEPT.label) in verdict
        assert str(Verdict.RIGHT.label) not in verdict


def test_the_trainers_read_of_points_that_are_only_kept(client, trainer, quiz):
    attempt = answered(quiz, "right", "right")
    publish_other_key(quiz)
    put_right(quiz, CorrectionKind.NEW_KEY)
    text = client.get(reverse("learner_record", args=[attempt.learner_id])).text
    *_before, first, second = text.split('data-label="Points"')
    assert ("✓" in first, "(Points kept)" in first) == (True, False)
    assert ("✓" in second.split("</td>")[0], "(Points kept)" in second) == (False, True)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES if code != "en"])
def test_the_learner_reads_what_was_wrong_in_the_own_language(client, quiz, language):
    attempt = answered(quiz, "right", None)
    put_right(quiz)
    client.force_login(attempt.learner)
    text = client.get(f"/{language}/learn/attempts/{attempt.pk}/result/").text
    with override(language):
        assert str(Fault.WRONG_KEY.label) in text
    assert "counted as the right one" not in text


def test_the_trainer_reads_it_in_the_attempt(client, trainer, quiz):
    attempt = answered(quiz, "right", None)
    put_right(quiz)
    text = client.get(reverse("learner_record", args=[attempt.learner_id])).text
    assert str(CorrectionKind.WITHDRAWN.notice) in text
    assert "a question was put right" in text
