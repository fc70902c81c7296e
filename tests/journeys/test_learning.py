"""A learner's way through a module, over HTTP."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from learning.choices import AccessRule, CompletionRule
from learning.models import Completion, Enrolment, TrackEnrolment, Visit, Watching
from learning.records.completion import complete_activity
from tests.factories.actors import ACTOR
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import LessonPageFactory, ModulePageFactory, QuizPageFactory
from tests.factories.people import UserFactory
from tests.factories.training import activity_of, module_of, publish, published_module
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MY_LEARNING = "/en/my-learning/"


def address(name, page):
    return reverse(name, args=[page.translation_key])


def text(response):
    assert_valid_html(response)
    return response.content.decode()


@pytest.fixture
def learner(client):
    learner = UserFactory()
    client.force_login(learner)
    return learner


def test_from_the_catalogue_to_the_finished_track(client, learner):
    module, (first, second) = published_module(2, in_sequence=True)
    assert module.title in text(client.get(MY_LEARNING))  # the track is for her organisation

    assert address("module_enrol", module) in text(client.get(module.url))
    response = client.post(address("module_enrol", module), follow=True)
    assert response.redirect_chain == [(module.url, 302)]
    assert "You are enrolled." in text(response)
    assert f"Start: {first.title}" in text(response)

    assert client.get(second.url).status_code == 403
    client.post(address("activity_visit", first))
    response = client.post(address("activity_complete", first))
    assert response["Location"] == second.url
    html = text(client.get(MY_LEARNING))
    assert f'href="{second.url}"' in html
    assert "1 of 2 done" in html

    response = client.post(address("activity_complete", second), follow=True)
    assert response.redirect_chain == [(module.url, 302)]
    html = text(response)
    assert f"You have completed the module “{module.title}”." in html
    assert "You completed this module on" in html
    assert "With it you completed the track" in html
    html = text(client.get(MY_LEARNING))
    assert "You have completed everything that you began." in html
    assert Enrolment.objects.get().completed_at
    assert TrackEnrolment.objects.exclude(completed_at=None).get().learner == learner


def test_logging_in_after_the_enrol_button_leads_to_the_module(client):
    module, _lessons = published_module()
    response = client.post(address("module_enrol", module))
    assert response.status_code == 302
    assert response["Location"].endswith(f"?next={address('module_enrol', module)}")
    client.force_login(UserFactory())
    assert client.get(address("module_enrol", module))["Location"] == module.url
    assert not Enrolment.objects.exists()


def test_withdrawing_asks_first_and_coming_back_goes_on(client, learner):
    module, (first, second) = published_module(2)
    client.post(address("module_enrol", module))
    client.post(address("activity_complete", first))
    html = text(client.get(address("module_withdraw", module)))
    assert "Withdraw from this module?" in html
    assert module.title in html
    assert Enrolment.objects.get().is_active
    html = text(client.post(address("module_withdraw", module), follow=True))
    assert "You have withdrawn." in html
    assert "Come back to this module" in html
    assert client.get(second.url).status_code == 403
    assert "Choose where to begin" in text(client.get(MY_LEARNING))
    html = text(client.post(address("module_enrol", module), follow=True))
    assert f"Continue: {second.title}" in html


def test_withdrawing_without_enrolment_leads_to_the_module(client, learner):
    module, _lessons = published_module()
    assert client.get(address("module_withdraw", module))["Location"] == module.url
    html = text(client.post(address("module_withdraw", module), follow=True))
    assert "You are not enrolled in this module." in html


def test_a_second_submit_changes_nothing(client, learner):
    module, (first, second) = published_module(2)
    for _press in range(2):
        client.post(address("module_enrol", module))
    first_date = Enrolment.objects.get().enrolled_at
    for _press in range(2):
        response = client.post(address("activity_complete", first))
        assert response["Location"] == second.url
    assert Completion.objects.count() == 1
    assert Enrolment.objects.get().enrolled_at == first_date


def test_an_old_form_of_a_removed_lesson_leads_to_the_module(client, learner):
    module, (first, second) = published_module(2)
    client.post(address("module_enrol", module))
    publish(first.unpublish)
    html = text(client.post(address("activity_complete", first), follow=True))
    assert f"“{first.title}” is no longer offered." in html
    publish(module.unpublish)
    response = client.post(address("activity_complete", second), follow=True)
    assert response.redirect_chain[-1][0] == MY_LEARNING
    assert client.post(address("module_enrol", module)).status_code == 404
    assert client.get(address("module_withdraw", module)).status_code == 404


def test_completing_without_enrolment_is_refused_with_the_way_in(client, learner):
    module, (lesson,) = published_module(access=AccessRule.EVERYONE)
    response = client.post(address("activity_complete", lesson), follow=True)
    assert response.redirect_chain == [(module.url, 302)]
    assert "This is for enrolled learners." in text(response)
    assert not Completion.objects.exists()


def test_completing_what_is_locked_is_refused_with_the_reason(client, learner):
    module, (_first, second) = published_module(2, in_sequence=True)
    client.post(address("module_enrol", module))
    html = text(client.post(address("activity_complete", second), follow=True))
    assert "This module goes step by step." in html
    assert not Completion.objects.exists()


def test_enrolling_before_the_opening_names_the_date(client, learner):
    module, _lessons = published_module(opens_at=timezone.now() + DAY)
    html = text(client.post(address("module_enrol", module), follow=True))
    assert html.count("The module opens on") == 2  # the message, and the page itself
    assert not Enrolment.objects.exists()


def test_a_quiz_is_not_completed_by_a_button(client, learner):
    module, _lessons = published_module()
    quiz = publish(lambda: QuizPageFactory(parent=module))
    client.post(address("module_enrol", module))
    response = client.post(address("activity_complete", quiz))
    assert response["Location"] == quiz.url
    assert not Completion.objects.exists()


def test_check_questions_come_before_completion(client, learner):
    question = {"prompt": "<p>Which?</p>", "options": [{"text": "A"}, {"text": "B"}]}
    module, _lessons = published_module()
    lesson = publish(
        lambda: LessonPageFactory(
            parent=module,
            completion_rule=CompletionRule.CHECKS,
            body=[("single_choice", question)],
        )
    )
    client.post(address("module_enrol", module))
    response = client.post(address("activity_complete", lesson))
    assert response["Location"] == lesson.url
    assert not Completion.objects.exists()


def test_after_a_lost_session_the_way_leads_back_to_the_lesson(client):
    _module, (lesson,) = published_module()
    complete = address("activity_complete", lesson)
    assert client.post(complete)["Location"].endswith(f"?next={complete}")
    client.force_login(UserFactory())
    assert client.get(complete)["Location"] == lesson.url
    assert client.get(address("activity_watch", lesson))["Location"] == lesson.url
    client.logout()
    for referer, back in ((lesson.url, lesson.url), ("http://[::1", MY_LEARNING)):
        headers = {"accept": "application/json", "referer": referer}
        answer = client.get(address("activity_watch", lesson), headers=headers)
        assert answer.status_code == 401
        assert f"?next={back}" in answer.json()["html"]


@pytest.mark.parametrize(
    "name",
    ["module_enrol", "module_withdraw", "activity_complete", "activity_visit", "activity_watch"],
)
def test_an_unknown_key_does_not_exist(client, learner, name):
    address = reverse(name, args=["00000000-0000-4000-8000-000000000000"])
    assert client.post(address).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, learner, method):
    module, _lessons = published_module()
    assert getattr(client, method)(address("module_enrol", module)).status_code == 405


def test_a_visit_is_remembered_for_the_enrolled_alone(client):
    module, (first, second) = published_module(2, in_sequence=True)
    visit = address("activity_visit", first)
    assert client.post(visit).status_code == 204
    assert client.get(visit).status_code == 405
    enrolment = EnrolmentFactory(module=module_of(module))
    client.force_login(UserFactory())
    assert client.post(visit).status_code == 204
    client.force_login(enrolment.learner)
    client.post(visit)
    client.post(address("activity_visit", second))  # locked: no trace
    enrolment.refresh_from_db()
    assert enrolment.last_activity == activity_of(first)
    assert [visit.activity for visit in Visit.objects.all()] == [activity_of(first)]


@pytest.fixture
def video_lesson(client, learner):
    """A lesson with two videos, in which the learner is enrolled."""
    from content.models import CustomMedia

    media = CustomMedia.objects.create(title="Film", file="film.mp4", type="video", duration=60)
    block = ("video", {"media": media, "caption": "Film", "captions": [], "transcript": "<p>x</p>"})
    module, _lessons = published_module(0)
    lesson = publish(
        lambda: LessonPageFactory(
            parent=module, completion_rule=CompletionRule.VIDEO, body=[block, block]
        )
    )
    client.post(address("module_enrol", module))
    return lesson


def test_videos_watched_to_90_per_cent_complete_the_lesson(client, video_lesson):
    watch = address("activity_watch", video_lesson)
    first, second = (block.id for block in video_lesson.body)
    headers = {"accept": "application/json"}

    def tell(block, percent):
        data = {"block": block, "played": f"0-{percent / 2}", "length": "50.0", "position": "7"}
        return client.post(watch, data, headers=headers).json()

    assert "watch.js" in text(client.get(video_lesson.url))
    nothing = {"is_completed": False, "news": ""}
    assert tell(first, 95) == nothing | {"words": "Video 1: 95 % watched"}
    assert tell(second, 89) == nothing | {"words": "Video 2: 89 % watched"}
    panel = text(client.get(video_lesson.url))
    assert "Video 2: 89 % watched" in panel
    assert f'data-share="{second}" data-position="7"' in panel
    client.post(address("activity_complete", video_lesson))
    assert not Completion.objects.exists()
    news = tell(second, 90).pop("news")
    assert "is complete" in news or "You have completed the module" in news
    assert tell(second, 20) == {
        "words": "Video 2: 90 % watched",
        "is_completed": True,
        "news": "",
    }
    assert Completion.objects.count() == 1


def test_without_javascript_the_button_says_the_same(client, video_lesson):
    watch = address("activity_watch", video_lesson)
    for block in video_lesson.body:
        assert "I read the transcript" in text(client.get(video_lesson.url))
        response = client.post(watch, {"block": block.id, "percent": 100})
        assert response["Location"] == video_lesson.url
    assert "You completed this on" in text(client.get(video_lesson.url))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"block": "unknown", "percent": "50"},
        {"percent": "50"},
        {"block": "", "percent": "-1"},
        {"block": "", "percent": "1e9"},
        {"block": "", "percent": "9" * 5000},
        {"block": "\0", "percent": "½"},
        {"block": "", "played": "0-10", "length": "0", "position": "0"},
        {"block": "", "played": "0-10", "length": "nan", "position": "0"},
        {"block": "", "played": "0-1e9", "length": "50", "position": "0"},
        {"block": "", "played": "0-10,", "length": "50", "position": "0"},
        {"block": "", "played": ",".join(["0-1"] * 300), "length": "50", "position": "0"},
        {"block": "", "played": "٠-١٠", "length": "50", "position": "0"},
    ],
)
def test_nonsense_about_a_video_is_a_bad_request(client, video_lesson, data):
    if data.get("block") == "":
        data = {**data, "block": video_lesson.body[0].id}
    response = client.post(address("activity_watch", video_lesson), data)
    assert response.status_code in (400, 302)
    assert all(watching.percent <= 100 for watching in Watching.objects.all())


def test_watching_without_enrolment_is_refused(client, video_lesson):
    client.force_login(UserFactory())
    data = {"block": video_lesson.body[0].id, "percent": 50}
    watch = address("activity_watch", video_lesson)
    response = client.post(watch, data, headers={"accept": "application/json"})
    assert response.status_code == 403
    assert "enrolled learners" in response.json()["message"]
    assert client.post(watch, data).status_code == 302


def test_a_stale_form_is_explained(learner):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(learner)
    module, _lessons = published_module()
    response = client.post(address("module_enrol", module))
    assert response.status_code == 403
    assert_valid_html(response)
    assert not Enrolment.objects.exists()


def test_my_learning_asks_to_log_in(client):
    assert client.get(MY_LEARNING)["Location"].endswith(f"?next={MY_LEARNING}")


def test_my_learning_shows_new_lessons_and_retired_modules(client, learner):
    module, (lesson,) = published_module()
    client.post(address("module_enrol", module))
    complete_activity(learner=learner, activity=activity_of(lesson), actor=ACTOR)
    publish(lambda: [LessonPageFactory(parent=module) for _number in range(2)])
    html = text(client.get(MY_LEARNING))
    assert "2 new activities since you finished" in html
    assert "See what is new" in html
    assert "See what is new: " in text(client.get(module.url))
    other = publish(lambda: ModulePageFactory(parent=module.get_parent(), title="Under way"))
    publish(lambda: LessonPageFactory(parent=other))
    client.post(address("module_enrol", other))
    publish(module.unpublish)
    publish(other.unpublish)
    html = text(client.get(MY_LEARNING))
    assert module.title in html
    assert html.index("No longer offered") < html.index("<bdi>Under way</bdi>")
    assert "of 0 module" not in html
