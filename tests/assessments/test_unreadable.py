"""One attempt that cannot be read stops nobody else: it stays as it is, and the log names it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command

from assessments.attempt import AttemptRefused, close_overdue_attempts, settle_attempt
from assessments.models import Attempt, Correction, QuizVersion
from assessments.quiz_rules import QuizRules
from assessments.standing import read_quiz_standing
from assessments.version import current_version, freeze_version
from courses.screens.results import read_results
from reporting.attempts import read_attempts
from reporting.rows import module_rows
from tests.assessments.test_correction import answered, publish_other_key, put_right
from tests.factories.quizzes import QuizActivityFactory, begin, definition, finish, question

pytestmark = pytest.mark.django_db

NEGATIVE = replace(question(), points=-1).to_dict()
DAMAGES = [
    {},
    {"v": 99},
    {"v": 1, "title": "?", "questions": [{"kind": "essay"}]},
    {"v": 1, "title": "?", "questions": [NEGATIVE]},
]


def damage(attempt, definition=None):
    QuizVersion.objects.filter(pk=attempt.version_id).update(definition=definition or {})


@pytest.fixture
def overdue(time_machine):
    """Three attempts whose time is up; the first cannot be read."""
    time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
    attempts = [begin(definition(time_limit=10)) for _number in range(3)]
    time_machine.shift(timedelta(hours=1))
    return attempts


@pytest.mark.parametrize("found", DAMAGES, ids=str)
def test_the_others_are_closed_and_the_log_names_it(overdue, caplog, found, capsys):
    damage(overdue[0], found)
    call_command("close_overdue_attempts")
    assert Attempt.objects.open().get() == overdue[0]
    assert f"Attempt {overdue[0].pk} cannot be read" in caplog.text
    assert capsys.readouterr().out == "2 attempt(s) closed.\n"


def test_it_is_closed_once_it_can_be_read_again(overdue):
    whole = overdue[0].version.definition
    damage(overdue[0])
    close_overdue_attempts()
    damage(overdue[0], whole)
    assert close_overdue_attempts() == 1
    closed = Attempt.objects.get(pk=overdue[0].pk)
    assert closed.submitted_at == closed.deadline_at


@pytest.mark.parametrize("fault", ["question", "constraint"])
def test_whatever_else_is_wrong_with_one_stops_no_other_either(overdue, caplog, fault):
    broken = overdue[0]
    broken.responses.create(
        question_id="gone" if fault == "question" else "id-single_choice",
        answer="right",
        saved_at=broken.started_at,
    )
    if fault == "constraint":
        Attempt.objects.filter(pk=broken.pk).update(max_points=1)  # 200 % is refused
    assert close_overdue_attempts() == 2
    assert Attempt.objects.open().get() == broken
    assert f"Attempt {broken.pk} could not be closed" in caplog.text


@pytest.mark.parametrize("layout", [{}, [], {"questions": ["gone"], "parts": {}}], ids=str)
def test_what_was_drawn_is_read_before_it_is_submitted(client, layout):
    attempt = begin()
    Attempt.objects.filter(pk=attempt.pk).update(layout=layout)
    client.force_login(attempt.learner)
    assert client.post(f"/en/learn/attempts/{attempt.pk}/submit/").status_code == 409
    assert Attempt.objects.open().get() == attempt


def test_what_was_drawn_may_be_unreadable_too():
    attempt = begin()
    attempt.layout = {"questions": ["gone"], "parts": {}}
    attempt.save()
    assert read_attempts(attempt.learner)[0].answers == []


def test_the_quiz_page_and_a_new_start_leave_it_open(overdue):
    damage(overdue[0])
    attempt = Attempt.objects.get(pk=overdue[0].pk)
    assert settle_attempt(attempt=attempt).is_open
    standing = read_quiz_standing(attempt.learner, attempt.activity, QuizRules())
    assert standing.open_attempt == attempt
    assert begin(learner=attempt.learner, activity=attempt.activity) == attempt


@pytest.mark.parametrize("step", ["", "finish/", "submit/", "save/", "result/"])
@pytest.mark.parametrize("is_open", [True, False])
def test_its_own_pages_are_words(client, caplog, step, is_open):
    lost = begin() if is_open else finish(begin())
    damage(lost)
    client.force_login(lost.learner)
    place = f"/en/learn/attempts/{lost.pk}/"
    for send in (client.get, client.post):
        answer = send(place + step, follow=True)
        assert answer.status_code in {405, 409}
        if answer.status_code == 409:
            assert "cannot be shown" in answer.text
            assert ("100 %" in answer.text) is not is_open
    assert f"Attempt {lost.pk} cannot be read" in caplog.text


def test_what_cannot_be_read_is_asked_of_nobody(caplog):
    activity = QuizActivityFactory()
    version = freeze_version(
        activity=activity, language="es", definition=definition(title="Prueba")
    )
    QuizVersion.objects.filter(pk=version.pk).update(definition={})
    assert current_version(activity, "es").language == "en"
    QuizVersion.objects.update(definition={})
    with pytest.raises(AttemptRefused):
        begin(activity=activity)
    assert f"Quiz version {version.pk} cannot be read" in caplog.text


def test_my_learning_shows_its_result(client):
    lost = finish(begin())
    damage(lost)
    assert [result.activity for result in read_results(lost.learner)] == [lost.activity]
    client.force_login(lost.learner)
    assert client.get("/en/my-learning/").status_code == 200


def test_reports_show_the_others_and_the_score(client, admin_client):
    lost = finish(begin())
    damage(lost)
    html = admin_client.get(f"/admin/reports/completion/learners/{lost.learner_id}/").text
    assert "the stored questions cannot be read" in html
    assert "100 %" in html
    assert [row.score for row in module_rows().filter(learner=lost.learner)] == [100]
    for path in ("", "matrix/", "?export=csv", f"matrix/{lost.activity.module.key}/"):
        assert admin_client.get(f"/admin/reports/completion/{path}").status_code == 200


class TestCorrections:
    """A stored correction that cannot be read marks nothing, and stops nothing else."""

    DAMAGES = [
        {"questions": {}},
        {"questions": []},
        {"questions": {"en": None}},
        {"questions": {"en": {"kind": "essay"}}},
        {"questions": {"en": {"kind": "single_choice", "id": "id-1"}}},
        {"kind": "forgotten", "fault": "forgotten"},
    ]

    @pytest.fixture(params=DAMAGES, ids=str)
    def quiz(self, request):
        """A quiz of two questions; the second was marked again, by what is damaged now."""
        quiz = QuizActivityFactory(quiz=definition(2, pass_mark=80))
        answered(quiz, "right", "wrong")
        publish_other_key(quiz)
        put_right(quiz, "new_key")
        Correction.objects.update(**request.param)
        return quiz

    def test_attempts_are_marked_without_it(self, quiz, caplog):
        before = Attempt.objects.get()
        assert answered(quiz, "right", "right").score == 50
        assert f"Correction {Correction.objects.get().pk} cannot be read" in caplog.text
        before.refresh_from_db()
        assert (before.score, before.is_passed) == (100, True)

    def test_another_correction_of_the_question_counts(self, quiz):
        put_right(quiz)
        assert answered(quiz, "right", "nothing").score == 100

    def test_results_and_reports_have_words_for_it(self, quiz, client, admin_client):
        attempt = answered(quiz, "right", "right")
        page = f"/admin/reports/completion/learners/{attempt.learner_id}/"
        assert "how is not readable" in admin_client.get(page).text
        report = f"/admin/reports/completion/questions/{quiz.key}/"
        assert "put right, but how is not readable" in admin_client.get(report).text
        client.force_login(attempt.learner)
        result = client.get(f"/en/learn/attempts/{attempt.pk}/result/")
        assert "This question was put right, but how is not readable" in result.text
