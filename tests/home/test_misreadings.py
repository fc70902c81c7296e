"""What Wagtail's views stumble over is 400; what our own code stumbles over stays a fault."""

import logging

import pytest
from django.test import Client
from wagtail import hooks
from wagtail.models import Workflow

from home.dashboard.review import read_steps
from tests.factories.pages import LessonPageFactory
from tests.factories.people import UserFactory
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.fixture
def _log(caplog):
    logging.getLogger("django").addHandler(caplog.handler)
    yield
    logging.getLogger("django").removeHandler(caplog.handler)


@pytest.mark.usefixtures("_log")
@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("post", "/admin/pages/{page.pk}/edit/"),
        ("post", "/admin/pages/{page.pk}/copy/"),
        ("get", "/admin/pages/{page.pk}/revisions/0/revert/"),
        ("post", "/admin/choose-external-link/"),
        ("get", "/admin/choose-email-link/?parent_page_id=x"),
        ("get", "/admin/api/main/pages/find/?id=x"),
    ],
)
def test_what_wagtail_cannot_read_is_400_and_logged(client, caplog, method, address):
    address = address.format(page=LessonPageFactory())
    response = getattr(client, method)(address)
    assert response.status_code == 400
    assert f"<strong>{response['X-Request-ID']}</strong>" in assert_valid_html(response)
    [record] = caplog.records
    assert record.levelname == "WARNING"
    assert record.exc_info[2]


def read_unsent(request, panels):
    request.GET["never sent"]


def stumble_in_our_code(request, panels):
    read_steps([None])


def break_off(request, panels):
    raise RuntimeError


@pytest.mark.parametrize(
    ("act", "status"), [(read_unsent, 400), (stumble_in_our_code, 500), (break_off, 500)]
)
def test_who_stumbled_over_what(client, act, status):
    with hooks.register_temporarily("construct_homepage_panels", act):
        assert client.get("/admin/").status_code == status


def test_outside_the_admin_every_fault_is_ours(client):
    with hooks.register_temporarily(
        "before_serve_page", lambda page, request, *_: request.GET["x"]
    ):
        assert client.get("/en/").status_code == 500


def test_a_step_that_somebody_else_has_added_meanwhile_is_400(client):
    workflow = Workflow.objects.get()
    step = workflow.workflow_tasks.get()
    form = {
        "name": workflow.name,
        "active": "on",
        "workflow_tasks-TOTAL_FORMS": 1,
        "workflow_tasks-INITIAL_FORMS": 0,
        "workflow_tasks-0-task": step.task_id,
        "workflow_tasks-0-ORDER": 1,
        "pages-TOTAL_FORMS": 0,
        "pages-INITIAL_FORMS": 0,
    }
    assert client.post(f"/admin/workflows/edit/{workflow.pk}/", form).status_code == 400
    assert workflow.workflow_tasks.get() == step
