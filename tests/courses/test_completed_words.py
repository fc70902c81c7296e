"""What completes a module or a track says so at once, in every language."""

import pytest
from django.urls import reverse

from assessments.attempt import save_answers, submit_attempt
from courses.models import LessonPage
from learning.models import Module
from tests.factories.actors import ACTOR
from tests.factories.pages import LessonPageFactory, ModulePageFactory, QuizPageFactory
from tests.factories.quizzes import begin, enrolled_learner
from tests.factories.training import activity_of, module_of
from tests.html import assert_valid_html

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]
CHECK = QuizPageFactory.questions[0][1]


@pytest.fixture
def page():
    return ModulePageFactory(title="Pumps")


def answered(learner, quiz, right):
    """A finished attempt in which every question is answered rightly, or wrongly."""
    attempt = begin(learner=learner, activity=quiz)
    questions = [asked.question for asked in attempt.asked]
    answers = {q.id: q.right_answer() if right else q.wrong_answer() for q in questions}
    save_answers(attempt=attempt, answers=answers)
    return submit_attempt(attempt=attempt, actor=ACTOR)


def test_a_result_says_what_it_completed_and_offers_what_is_next(client, page):
    quiz = activity_of(QuizPageFactory(parent=page, attempts_allowed=3))
    learner = enrolled_learner(quiz)
    client.force_login(learner)
    failed, passed, again = (answered(learner, quiz, right) for right in (False, True, False))
    track = quiz.module.track.title
    told = {}
    for attempt in (failed, passed, again):
        response = client.get(reverse("attempt_result", args=[attempt.pk]))
        assert 'role="status" tabindex="-1" autofocus' in assert_valid_html(response)
        told[attempt] = response.text
    said = f"You have completed the module “Pumps”. With it you have completed the track “{track}”."
    assert said in told[passed]
    assert "You passed in another attempt, and that stays." in told[again]
    assert "You have completed" not in told[again]
    other = ModulePageFactory(parent=page.get_parent())
    result = client.get(reverse("attempt_result", args=[passed.pk])).text
    assert "See the next module" in result
    assert other.title in result


def test_a_track_that_was_completed_before_is_not_told_again(client, page):
    quiz = activity_of(QuizPageFactory(parent=page))
    learner = enrolled_learner(quiz)
    answered(learner, quiz, right=True)
    second = activity_of(QuizPageFactory(parent=ModulePageFactory(parent=page.get_parent())))
    learner.enrolments.create(
        module=second.module,
        enrolled_at=learner.enrolments.get().enrolled_at,
        last_active_at=learner.enrolments.get().enrolled_at,
    )
    client.force_login(learner)
    passed = answered(learner, second, right=True)
    result = client.get(reverse("attempt_result", args=[passed.pk])).text
    assert f"You have completed the module “{second.module.title}”." in result
    assert "With it" not in result


@pytest.mark.parametrize("fragment", [True, False])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_lesson_with_checks_says_it_in_the_language_of_its_reader(
    client, page, fragment, language
):
    body = [("single_choice", CHECK)]
    lesson = activity_of(LessonPageFactory(parent=page, completion_rule="checks", body=body))
    client.force_login(enrolled_learner(lesson))
    pages = LessonPage.objects.filter(translation_key=lesson.key, locale__language_code="en")
    block = pages.get().body[0]
    address = reverse("check_answer", args=[lesson.key, block.id])
    headers = {"X-Fragment": "check"} if fragment else {}
    form = {f"q-{block.id}": block.value["options"].bound_blocks[0].id}
    answer = client.post(
        address.replace("/en/", f"/{language}/"), form, follow=True, headers=headers
    )
    words = {
        "en": "You have completed the module “Pumps”.",
        "es": "Has completado el módulo «Pumps».",
    }
    assert Module.objects.get().enrolments.get().completed_at
    assert words[language] in answer.text
    again = client.get(lesson.url).text
    assert "See what comes next" in again


def test_a_lesson_completed_by_a_button_says_it_on_the_page_of_the_module(client, page):
    lesson = activity_of(LessonPageFactory(parent=page))
    other = ModulePageFactory(parent=page.get_parent())
    client.force_login(enrolled_learner(lesson))
    address = reverse("activity_complete", args=[lesson.key])
    done = client.post(address, follow=True)
    assert done.redirect_chain[-1][0] == module_of(page).url
    assert "You have completed the module “Pumps”." in done.text
    assert other.title in done.text
    assert "See the next module" in done.text
