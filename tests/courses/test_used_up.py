"""Where the attempts at a quiz are used up, no screen and no mail offers it as the next step."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.quiz_rules import QuizRules
from assessments.standing import read_quiz_standing, used_up_by
from courses.screens.module import next_step
from courses.screens.results import ResultState, read_results
from courses.screens.track import next_step as step_of_track
from courses.telling import queue_reminders
from learning.choices import Reason
from learning.derived.standing import read_standing
from learning.overview import learner_overview
from learning.records.completion import complete_activity
from learning.records.enrolment import enrol, withdraw
from learning.records.visit import record_visit
from notices.models import Mail
from notices.sending import send_waiting
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, ModuleFactory
from tests.factories.pages import LessonPageFactory, ModulePageFactory, QuizPageFactory
from tests.factories.quizzes import (
    QuizActivityFactory,
    begin,
    change_rules,
    definition,
    enrolled_learner,
    finish,
)
from tests.factories.training import activity_of, module_of
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def quiz():
    """A quiz with one attempt, behind a lesson."""
    module = ModuleFactory(titles={"en": "Pumps"})
    ActivityFactory(module=module, titles={"en": "Read"}, position=0)
    return QuizActivityFactory(
        module=module, quiz=definition(attempts_allowed=1), titles={"en": "Final"}, position=5
    )


@pytest.fixture
def learner(quiz):
    """Has used up the attempt, and read the lesson."""
    learner = enrolled_learner(quiz)
    complete_activity(learner=learner, activity=quiz.module.activities.first(), actor=ACTOR)
    finish(begin(learner=learner, activity=quiz), right=False)
    return learner


def test_the_results_say_that_no_attempt_is_left(client, quiz, learner):
    open_quiz = QuizActivityFactory(module=quiz.module, position=6)
    finish(begin(learner=learner, activity=open_quiz), right=False)
    states = {result.activity: result.state for result in read_results(learner)}
    assert states == {quiz: ResultState.USED_UP, open_quiz: ResultState.OPEN}
    client.force_login(learner)
    html = assert_valid_html(client.get(reverse("my_learning")))
    assert "Not passed, no attempt left" in html
    assert html.count("Not passed yet") == 1


@pytest.mark.one_database
def test_the_database_says_the_same_as_the_standing(quiz):
    """For who began, failed, passed, and under rules that change."""
    nobody, began, failed, passed = (enrolled_learner(quiz) for _each in range(4))
    begin(learner=began, activity=quiz)
    finish(begin(learner=failed, activity=quiz), right=False)
    finish(begin(learner=passed, activity=quiz), right=True)
    people = {each.pk: each for each in (nobody, began, failed, passed)}
    for allowed, expected in ((1, {failed.pk}), (2, set()), (None, set()), (1, {failed.pk})):
        change_rules(quiz, attempts_allowed=allowed)
        rules = QuizRules.objects.get(activity=quiz)
        told = {learner for learner, _activity in used_up_by(people)}
        asked = {
            pk for pk, each in people.items() if read_quiz_standing(each, quiz, rules).is_used_up
        }
        assert told == asked == expected


def test_the_module_says_so_and_offers_what_can_still_be_done(quiz, learner):
    standing = read_standing(learner, quiz.module)
    assert (standing.next_activity, standing.stuck_at) == (None, quiz)
    step, access = next_step(standing)
    assert (step.kind, bool(access)) == ("review", True)
    new = ActivityFactory(module=quiz.module, position=9, titles={"en": "More"})
    standing = read_standing(learner, quiz.module)
    assert (standing.next_activity, standing.stuck_at) == (new, None)
    assert standing.way_on(quiz) == new
    assert standing.way_on(new) is None
    assert not standing.finishes_with(new)
    quiz.module.closes_at = timezone.now() - DAY
    quiz.module.save()
    new.delete()
    assert next_step(read_standing(learner, quiz.module))[1].reason == Reason.CLOSED


def test_the_order_of_a_module_does_not_lead_past_it(quiz, learner):
    quiz.module.in_sequence = True
    quiz.module.save()
    behind = ActivityFactory(module=quiz.module, position=9)
    standing = read_standing(learner, quiz.module)
    assert (standing.next_activity, standing.stuck_at) == (None, quiz)
    assert standing.way_on(quiz) == behind  # as if it were passed


def test_my_learning_and_the_track_lead_to_what_can_go_on(quiz, learner):
    track = quiz.module.track
    assert learner_overview(learner).is_waiting
    standings = [read_standing(learner, module) for module in track.modules.all()]
    assert step_of_track(standings).kind == "review"
    barred = ModuleFactory(track=track, position=50)
    barred.prerequisites.add(quiz.module)
    standings = [read_standing(learner, module) for module in track.modules.all()]
    assert step_of_track(standings).title == quiz.module.title
    other = ActivityFactory(module__track=track, module__position=60).module
    standings = [read_standing(learner, module) for module in track.modules.all()]
    assert step_of_track(standings).title == other.title
    assert learner_overview(learner).suggestion == other
    enrol(learner=learner, module=other, actor=ACTOR)
    record_visit(learner=learner, activity=quiz)  # the module last worked in
    assert learner_overview(learner).next.module == other


def test_the_reminder_is_about_a_module_that_can_go_on(quiz, learner, time_machine):
    other = ActivityFactory().module
    enrol(learner=learner, module=other, actor=ACTOR)
    record_visit(learner=learner, activity=other.activities.get())
    record_visit(learner=learner, activity=quiz)
    time_machine.move_to(timezone.now() + 15 * DAY)
    assert queue_reminders() == 1
    assert Mail.objects.get().data == {"module": other.pk}
    withdraw(learner=learner, module=other, actor=ACTOR)
    Mail.objects.all().delete()
    assert queue_reminders() == 0


def test_a_reminder_that_waits_is_not_sent_when_the_attempts_are_used_up(quiz, time_machine):
    learner = enrolled_learner(quiz)
    complete_activity(learner=learner, activity=quiz.module.activities.first(), actor=ACTOR)
    record_visit(learner=learner, activity=quiz)
    time_machine.move_to(timezone.now() + 15 * DAY)
    assert queue_reminders() == 1
    finish(begin(learner=learner, activity=quiz), right=False)
    assert send_waiting() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.one_database
def test_every_screen_says_what_can_be_done_and_whom_to_ask(client):
    module = ModulePageFactory()
    lesson = LessonPageFactory(parent=module)
    page = QuizPageFactory(parent=module, attempts_allowed=1)
    quiz = activity_of(page)
    learner = enrolled_learner(quiz)
    client.force_login(learner)
    attempt = finish(begin(learner=learner, activity=quiz), right=False)
    result = reverse("attempt_result", args=[attempt.pk])
    for url in (page.url, result):
        html = assert_valid_html(client.get(url))
        assert "A trainer can give you another attempt" in html
        assert f"Go on: {lesson.title}" in html
    done = client.post(reverse("activity_complete", args=[lesson.translation_key]), follow=True)
    assert "You have completed" not in done.content.decode()
    for url in (module.url, page.url, result):
        html = assert_valid_html(client.get(url))
        assert "A trainer can give you another attempt" in html
        assert "Continue:" not in html
    other = ModulePageFactory(parent=module.get_parent())
    for url in (module.url, result, reverse("my_learning")):
        html = assert_valid_html(client.get(url))
        assert "See the next module" in html
        assert other.title in html
    mine = client.get(reverse("my_learning")).content.decode()
    assert mine.count("A trainer can give you another attempt") == 1
    assert f"about={quiz.key}" in mine
    assert f"All attempts at “{quiz.title}” are used." in mine
    assert module_of(module).title in mine
    module.closes_at = timezone.now() - DAY
    module.save_revision().publish()
    assert "A trainer can give you another attempt" not in client.get(reverse("my_learning")).text
