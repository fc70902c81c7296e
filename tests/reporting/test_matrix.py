import pytest
from django.utils import timezone

from reporting.matrix import enrolments_by_name, read_matrix
from tests.factories.outline import (
    ActivityFactory,
    CompletionFactory,
    EnrolmentFactory,
    ModuleFactory,
)
from tests.reporting.test_completion_report import person_with

pytestmark = pytest.mark.django_db

MATRIX = "/admin/reports/completion/matrix/"


@pytest.fixture
def trainer(client):
    client.force_login(person_with("access_admin", "view_enrolment"))


def test_matrix_holds_who_did_what():
    first, second = ActivityFactory.create_batch(2, module=ModuleFactory())
    second.module = first.module
    second.save()
    ana = EnrolmentFactory(module=first.module, learner__last_name="Aaa")
    ben = EnrolmentFactory(module=first.module, learner__last_name="Bbb")
    EnrolmentFactory(module=first.module, withdrawn_at=timezone.now())
    done = CompletionFactory(learner=ben.learner, activity=second)
    CompletionFactory(activity=second)
    matrix = read_matrix(first.module, enrolments_by_name(first.module))
    assert [(row.enrolment, row.completed) for row in matrix.rows] == [
        (ana, (None, None)),
        (ben, (None, done.completed_at)),
    ]


def test_page_without_module_offers_the_modules(client, trainer):
    module = ModuleFactory(titles={"en": "Market and problem finding"})
    text = client.get(MATRIX).text
    assert f"{MATRIX}{module.key}/" in text
    assert "Market and problem finding" in text


def test_empty_portal_and_empty_module(client, trainer):
    assert "No module is published yet" in client.get(MATRIX).text
    module = ModuleFactory()
    assert "Nobody is enrolled" in client.get(f"{MATRIX}{module.key}/").text


def test_unknown_module_and_odd_page(client, trainer):
    assert client.get(f"{MATRIX}00000000-0000-0000-0000-000000000000/").status_code == 404
    module = EnrolmentFactory().module
    assert client.get(f"{MATRIX}{module.key}/?p=none").status_code == 200


def test_matrix_is_closed_to_others(client):
    module = EnrolmentFactory().module
    client.force_login(person_with("access_admin"))
    assert client.get(f"{MATRIX}{module.key}/").status_code in (302, 403)


@pytest.mark.parametrize("count", [1, 30])
def test_number_of_queries(client, trainer, count, django_assert_num_queries):
    module = ModuleFactory()
    ActivityFactory.create_batch(count, module=module)
    EnrolmentFactory.create_batch(count, module=module)
    client.get(f"{MATRIX}{module.key}/")
    with django_assert_num_queries(14):
        client.get(f"{MATRIX}{module.key}/")
