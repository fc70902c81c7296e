"""Faults that pass are answered with 503, words and a time to come back."""

import errno

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Site
from wagtail_factories import ImageFactory

from assessments.attempt import save_answer
from assessments.models import Response
from content.models import CustomImage
from learning.models import Completion, Enrolment
from tests.courses.attempt.form import JSON, address, form_of
from tests.factories.outline import ModuleFactory
from tests.factories.pages import LessonPageFactory
from tests.factories.people import PASSWORD, UserFactory
from tests.factories.quizzes import begin
from tests.factories.training import publish
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db
RETRY_AFTER = "30"


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.fixture(params=[OperationalError, InterfaceError])
def away(request):
    """`with away():` no statement reaches the database; it does again afterwards."""

    def refuse(*args):
        raise request.param("server closed the connection unexpectedly")

    return lambda: connection.execute_wrapper(refuse)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", ["", "training/", "my-learning/", "search/?q=city", "nowhere/"])
def test_pages_say_so_in_the_language_of_the_address(client, away, language, path):
    client.force_login(UserFactory())
    url = f"/{language}/{path}"
    with away():
        response = client.get(url)
    assert response.status_code == 503
    assert response["Retry-After"] == RETRY_AFTER
    html = assert_valid_html(response)
    assert f'lang="{language}"' in html
    assert f'href="{url}"' in html
    assert response["X-Request-ID"] in html
    assert client.get("/en/my-learning/").status_code == 200


def test_health_is_told_too(client, away):
    with away():
        response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["database"] == "unreachable"


def test_the_player_gets_json_and_sends_its_answers_again(client, away):
    attempt = begin()
    client.force_login(attempt.learner)
    url, data = address("attempt_save", attempt), form_of(attempt, single_choice="right")
    with away():
        response = client.post(url, data, headers=JSON)
    assert response.status_code == 503
    assert response["Retry-After"] == RETRY_AFTER
    assert response.json()["message"]
    assert not Response.objects.exists()
    assert client.post(url, data, headers=JSON).status_code == 200
    assert Response.objects.get().answer == "right"


def test_a_form_is_told_to_be_sent_again(client, away):
    attempt = begin()
    client.force_login(attempt.learner)
    url, data = address("attempt_save", attempt), form_of(attempt, single_choice="right")
    with away():
        response = client.post(url, data)
    assert response.status_code == 503
    html = assert_valid_html(response)
    assert "send it again" in html
    assert f'href="{url}"' not in html  # reading that address would not send the form


def no_room_for(table):
    """While it lasts the database can put nothing into `table`."""

    def refuse(execute, sql, *args):
        prepared = getattr(connection, "prepared", {})  # on PostgreSQL
        said = next((each for each, executed in prepared.items() if executed == sql), sql)
        if said.startswith((f'INSERT INTO "{table}"', f'UPDATE "{table}"')):
            raise OperationalError("database or disk is full")
        return execute(sql, *args)

    return connection.execute_wrapper(refuse)


def test_a_submission_is_saved_whole_or_not_at_all(client):
    attempt = begin()
    save_answer(attempt=attempt, question_id="id-single_choice", answer="right")
    client.force_login(attempt.learner)
    url = address("attempt_submit", attempt)
    with no_room_for("learning_completion"):
        assert client.post(url).status_code == 503
    attempt.refresh_from_db()
    assert attempt.is_open
    assert Response.objects.get().points is None
    assert client.post(url).url == address("attempt_result", attempt)
    assert Completion.objects.get().activity == attempt.activity


@pytest.mark.parametrize("headers", [{}, JSON])
def test_a_session_that_cannot_be_saved_is_such_a_fault(client, headers):
    module = ModuleFactory()
    client.force_login(UserFactory())
    url = reverse("module_enrol", args=[module.key])
    with no_room_for("accounts_session"):
        response = client.post(url, headers=headers)
    assert response.status_code == 503
    assert response["Retry-After"] == RETRY_AFTER
    assert ("send it again" in response.text) == (not headers)
    assert client.post(url).url == module.url
    assert Enrolment.objects.get().module == module


def test_who_cannot_be_logged_in_for_want_of_room_is_told(client):
    person = UserFactory()
    data = {"login": person.email, "password": PASSWORD}
    with no_room_for("accounts_session"):
        response = client.post("/en/accounts/login/", data)
    assert response.status_code == 503
    assert "send it again" in assert_valid_html(response)
    assert client.post("/en/accounts/login/", data)["Location"] == "/en/my-learning/"


class FullDisk(FileSystemStorage):
    """A storage without room for anything more."""

    def _save(self, name, content):
        raise OSError(errno.ENOSPC, "No space left on device", name)


FULL_DISK = "tests.home.test_faults.FullDisk"


def test_an_upload_to_a_full_disk_leaves_nothing_behind(client, settings):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": FULL_DISK}}
    client.force_login(UserFactory(is_superuser=True))
    content = get_test_image_file().file.getvalue()
    picture = SimpleUploadedFile("square.png", content, "image/png")
    data = {"title": "Square", "file": picture, "collection": Collection.get_first_root_node().pk}
    response = client.post("/admin/images/add/", data)
    assert response.status_code == 503
    assert "send it again" in assert_valid_html(response)
    assert not CustomImage.objects.exists()


@pytest.mark.django_db(transaction=True)  # inside a transaction nothing works after a fault
def test_a_lesson_is_read_without_its_picture_while_the_disk_is_full(client, settings, caplog):
    picture = {"image": ImageFactory(), "alt_text": "A square", "is_decorative": False}
    body = [("image", picture)]
    lesson = publish(lambda: LessonPageFactory(body=body, parent__access="everyone"))
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": FULL_DISK}}
    response = client.get(lesson.url)
    assert response.status_code == 200
    assert 'alt="A square"' in response.content.decode()
    assert "No space left on device" in caplog.text


@pytest.mark.parametrize("path", ["/en/", "/en/training/", "/en/feed/", "/sitemap.xml"])
def test_without_any_site_nothing_breaks(client, path):
    lesson = publish(LessonPageFactory)
    address = lesson.url
    Site.objects.all().delete()
    for each in (path, address):
        for visit in (client.get, client.post):
            assert visit(each).status_code in (200, 404, 405, 503), each


def test_a_server_that_dies_in_a_query_is_away(client):
    def die(*args):
        raise DatabaseError("server closed the connection unexpectedly")

    with connection.execute_wrapper(die):
        assert client.get("/en/training/").status_code == 503


@pytest.mark.parametrize("fault", [errno.EACCES, errno.EROFS])
def test_a_media_folder_that_may_not_be_written_is_503(monkeypatch, client, fault):
    def refuse(*args, **kwargs):
        raise OSError(fault, "no")

    monkeypatch.setattr(FileSystemStorage, "_save", refuse)
    client.force_login(UserFactory(is_superuser=True))
    upload = SimpleUploadedFile("a.pdf", b"%PDF-1.4", content_type="application/pdf")
    data = {"title": "A", "file": upload, "collection": Collection.get_first_root_node().pk}
    assert client.post(reverse("wagtaildocs:add"), data).status_code == 503
