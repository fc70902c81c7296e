from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import Attempt, QuizVersion
from learning.choices import ActivityKind
from tests.factories.outline import ActivityFactory, CompletionFactory, EnrolmentFactory
from tests.factories.people import UserFactory
from tests.reporting.test_completion_report import person_with

pytestmark = pytest.mark.django_db


def page_of(learner):
    return f"/admin/reports/completion/learners/{learner.pk}/"


@pytest.fixture
def trainer(client):
    client.force_login(person_with("access_admin", "view_enrolment"))


def test_history_tells_what_happened_newest_first(client, trainer):
    now = timezone.now()
    enrolment = EnrolmentFactory(
        enrolled_at=now - timedelta(days=9), module__titles={"en": "Market"}
    )
    quiz = ActivityFactory(
        module=enrolment.module, kind=ActivityKind.QUIZ, titles={"en": "The quiz"}
    )
    version = QuizVersion.objects.create(
        activity=quiz,
        language="en",
        digest="d",
        published_at=now,
        definition={"settings": {"grading_method": "best"}},
    )
    lesson = ActivityFactory(module=enrolment.module, titles={"en": "Who buys"})
    CompletionFactory(
        learner=enrolment.learner, activity=lesson, completed_at=now - timedelta(days=5)
    )
    CompletionFactory(activity=ActivityFactory(titles={"en": "Somebody else’s"}))
    Attempt.objects.create(
        learner=enrolment.learner,
        activity=quiz,
        version=version,
        number=1,
        layout={},
        started_at=now - timedelta(days=2),
        submitted_at=now - timedelta(days=1),
        max_points=10,
        score=45,
        is_passed=False,
    )
    text = client.get(page_of(enrolment.learner)).text
    told = [
        "Did not pass attempt 1 at “The quiz”: 45 %",
        "Began attempt 1 at “The quiz”",
        "Completed “Who buys”",
        "Enrolled in “Market”",
    ]
    places = [text.index(words) for words in told]
    assert places == sorted(places)
    assert "1 of 2" in text
    assert "Somebody else’s" not in text


def test_only_learners_have_a_history(client, trainer):
    assert client.get(page_of(UserFactory())).status_code == 404


def test_history_is_closed_to_others(client):
    learner = EnrolmentFactory().learner
    client.force_login(person_with("access_admin"))
    assert client.get(page_of(learner)).status_code in (302, 403)


@pytest.mark.parametrize("count", [1, 30])
def test_number_of_queries(client, trainer, count, django_assert_num_queries):
    learner = UserFactory()
    EnrolmentFactory.create_batch(count, learner=learner)
    CompletionFactory.create_batch(count, learner=learner)
    client.get(page_of(learner))
    with django_assert_num_queries(14):
        client.get(page_of(learner))
