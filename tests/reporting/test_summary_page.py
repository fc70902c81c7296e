import pytest

from learning.records.completion import complete_activity
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, EnrolmentFactory
from tests.queries import assert_queries
from tests.reporting.test_completion_report import person_with

pytestmark = pytest.mark.django_db

SUMMARY = "/admin/reports/completion/summary/"
TRACK_SUMMARY = "/admin/reports/completion/tracks/summary/"


@pytest.fixture
def trainer(client):
    client.force_login(person_with("access_admin", "view_enrolment"))


@pytest.mark.parametrize(
    ("address", "title"), [(SUMMARY, "Figures by module"), (TRACK_SUMMARY, "Figures by track")]
)
def test_summary_tells_figures_and_weeks(client, trainer, address, title):
    lesson = ActivityFactory(titles={"en": "Reading a challenge sheet"})
    EnrolmentFactory.create_batch(2, module=lesson.module, last_activity=lesson)
    other = ActivityFactory(module=lesson.module)
    EnrolmentFactory(module=lesson.module, last_activity=other)
    text = client.get(address).text
    assert title in text.partition("<h1")[2].partition("</h1>")[0]
    assert "<strong>3</strong> enrolments." in text
    assert "stop most often: <strong>Reading a challenge sheet</strong>. 2 of the 3 in" in text
    assert text.count('class="report-bar ') == 1


@pytest.mark.parametrize("address", [SUMMARY, TRACK_SUMMARY])
def test_empty_summary_says_so(client, trainer, address):
    assert "Nobody is enrolled yet" in client.get(address).text


def test_summary_keeps_the_filters_of_the_list(client, trainer):
    mine = EnrolmentFactory(learner__organisation__country="IT")
    EnrolmentFactory(learner__organisation__country="ES")
    text = client.get(f"{SUMMARY}?country=IT").text
    assert "<strong>1</strong> enrolment." in text
    assert f"country={mine.learner.organisation.country}" in text
    assert "we do not know" in client.get(f"{SUMMARY}?country=QQ").text
    by_name = client.get(f"{SUMMARY}?q={mine.learner.last_name}").text
    assert "<strong>1</strong> enrolment." in by_name


@pytest.mark.parametrize(
    ("count", "words"), [(1, "Completing it took"), (2, "Half of the completed ones")]
)
def test_how_long_it_took(client, trainer, count, words):
    lesson = ActivityFactory()
    for enrolment in EnrolmentFactory.create_batch(count, module=lesson.module):
        complete_activity(learner=enrolment.learner, activity=lesson, actor=ACTOR)
    text = client.get(SUMMARY).text
    assert words in text
    assert ("Half of" in text) is (count > 1)


@pytest.mark.parametrize("address", [SUMMARY, TRACK_SUMMARY])
def test_summary_is_closed_to_others(client, address):
    client.force_login(person_with("access_admin"))
    assert client.get(address).status_code in (302, 403)


@pytest.mark.django_db(transaction=True)  # inside a transaction nothing is kept
@pytest.mark.parametrize("address", [SUMMARY, TRACK_SUMMARY])
@pytest.mark.parametrize("count", [1, 30])
def test_what_a_summary_costs(client, trainer, address, count):
    lesson = ActivityFactory()
    for enrolment in EnrolmentFactory.create_batch(count, module=lesson.module):
        complete_activity(learner=enrolment.learner, activity=lesson, actor=ACTOR)
    EnrolmentFactory(module=lesson.module, last_activity=lesson)
    client.get(address)
    with assert_queries(11):
        assert client.get(address).status_code == 200
