"""Filters, orders and pages that make no sense: never an error, never a leak."""

import pytest

from tests.factories.outline import ActivityFactory, EnrolmentFactory
from tests.factories.people import UserFactory
from tests.factories.quizzes import begin, finish

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/completion/"
HUGE = "9" * 40
ODD = [
    f"module={HUGE}",
    "module=-1",
    "module=%00",
    f"track={HUGE}",
    "track=x",
    "status=",
    "status=asleep",
    "status=completed&status=withdrawn",
    "country=%F0%9F%8C%8D",
    "kind=<script>",
    "organisation=%00",
    "organisation=%25_%5C",
    "organisation=" + "x" * 3000,
    "enrolled_from=0001-01-01",
    "enrolled_to=9999-12-31",
    "completed_from=9999-12-31&completed_to=0001-01-01",
    "enrolled_from=2026-02-30",
    "enrolled_from=tomorrow",
    "ordering=",
    "ordering=-",
    "ordering=learner__password",
    "ordering=pk&ordering=-pk",
    "p=0",
    "p=-1",
    f"p={HUGE}",
    "p=last",
    "p=%00",
    "q=%00",
    'q="',
    "q=%25",
    "q=" + "x" * 3000,
    "print=2",
    "print=1&p=9",
    "export=pdf",
    "_w_filter_fragment=1",
    "nothing=at%20all",
]


@pytest.fixture
def addresses():
    """Every address of the reports, for one enrolment."""
    attempt = finish(begin())
    key = attempt.activity.module.key
    return [
        REPORT,
        f"{REPORT}results/",
        f"{REPORT}summary/",
        f"{REPORT}summary/results/",
        f"{REPORT}tracks/",
        f"{REPORT}tracks/results/",
        f"{REPORT}tracks/summary/",
        f"{REPORT}tracks/summary/results/",
        f"{REPORT}matrix/",
        f"{REPORT}matrix/{key}/",
        f"{REPORT}matrix/{key}/results/",
        f"{REPORT}learners/{attempt.learner.pk}/",
    ]


@pytest.mark.parametrize("query", ODD)
def test_odd_addresses_are_answered(client, addresses, query):
    client.force_login(UserFactory(groups=["Trainers"]))
    module, summary, tracks, matrix = addresses[0], addresses[2], addresses[4], addresses[9]
    for address in (module, summary, tracks, matrix):
        assert client.get(f"{address}?{query}").status_code == 200, address
    for address in (tracks, matrix):
        status = client.get(f"{address}?{query}&export=csv").status_code
        assert status in (200, 400), address


def test_unknown_filters_leave_nobody(client):
    EnrolmentFactory(learner__last_name="Placeholder")
    lesson = ActivityFactory()
    EnrolmentFactory(module=lesson.module, learner__last_name="Placeholder")
    client.force_login(UserFactory(groups=["Trainers"]))
    for address in (REPORT, f"{REPORT}summary/", f"{REPORT}matrix/{lesson.module.key}/"):
        text = client.get(f"{address}?country=QQ").text
        assert "This address names a filter that we do not know" in text
        assert "Placeholder" not in text
        assert client.get(f"{address}?country=QQ&export=csv").status_code == 400


@pytest.mark.parametrize("groups", [[], ["Editors"], ["Publishers"]])
@pytest.mark.parametrize("query", ["", "?export=csv", "?export=xlsx", "?print=1"])
def test_learners_are_hidden_from_who_does_not_train(client, addresses, groups, query):
    EnrolmentFactory(learner__last_name="Placeholder")
    client.force_login(UserFactory(groups=groups))
    for address in addresses:
        response = client.get(address + query)
        assert response.status_code in (302, 403), address
        assert "Placeholder" not in response.text


@pytest.mark.parametrize("groups", [["Trainers"], ["Programme managers"]])
def test_every_trainer_sees_every_learner(client, groups):
    EnrolmentFactory(learner__last_name="Placeholder")
    for _trainer in range(2):
        client.force_login(UserFactory(groups=groups))
        assert "Placeholder" in client.get(REPORT).text
