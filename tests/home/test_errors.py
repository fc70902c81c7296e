"""Error pages: each renders, helps, and where the database is away needs none."""

import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import translation
from wagtail.users.models import UserProfile

from home.views.errors import bad_request, server_error
from home.views.faults import unavailable
from portal import urls
from tests.factories.people import UserFactory
from tests.html import assert_valid_html


def fail(request):
    raise RuntimeError("broken")


def refuse(request):
    raise PermissionDenied


@pytest.fixture
def _faults(settings):
    """Two addresses that fail."""
    extra = [path("fail/", fail), path("refuse/", refuse)]
    urls.urlpatterns[:0] = extra
    from django.urls import clear_url_caches

    clear_url_caches()
    yield
    del urls.urlpatterns[: len(extra)]
    clear_url_caches()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("view", "status"), [(bad_request, 400), (server_error, 500)])
def test_plain_pages_need_no_database(view, status, language):
    with translation.override(language):
        response = view(RequestFactory().get(f"/{language}/"))
    assert response.status_code == status
    assert f'lang="{language}"' in assert_valid_html(response)


@pytest.mark.django_db
@pytest.mark.usefixtures("_faults")
def test_500_quotes_the_number_that_the_log_has(caplog):
    from portal.middleware.request_id import RequestIdFilter

    caplog.handler.addFilter(RequestIdFilter())
    logging.getLogger("django").addHandler(caplog.handler)
    response = Client(raise_request_exception=False).get("/fail/")
    logging.getLogger("django").removeHandler(caplog.handler)
    number = response["X-Request-ID"]
    assert response.status_code == 500
    assert f"<strong>{number}</strong>" in assert_valid_html(response)
    assert [record.request_id for record in caplog.records if record.levelname == "ERROR"] == [
        number
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("is_signed_in", [True, False])
@pytest.mark.usefixtures("_faults")
def test_403_says_who_may_see_it_and_how_to_get_in(client, is_signed_in):
    if is_signed_in:
        client.force_login(UserFactory())
    response = client.get("/refuse/")
    assert response.status_code == 403
    html = assert_valid_html(response)
    assert ("/my-learning/" if is_signed_in else "/accounts/login/?next=/refuse/") in html
    assert response["X-Request-ID"] in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url", ["/en/nothing/", "/ar/nothing/", "/nothing", "/nothing.html", "/en/a%00b/"]
)
def test_404_offers_search(client, url):
    response = client.get(url, follow=True)
    assert response.status_code == 404
    html = assert_valid_html(response)
    assert 'role="search"' in html
    assert response["X-Request-ID"] in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "This page does not exist"),
        ("es", "Esta página no existe"),
        ("it", "Questa pagina non esiste"),
        ("he", "הדף הזה אינו קיים"),
        ("ar", "هذه الصفحة غير موجودة"),
    ],
)
@pytest.mark.parametrize(
    "url", ["/admin/reports/completion/learners/99999/", "/admin/pages/99999/edit/", "/admin/no/"]
)
def test_404_of_the_admin_is_the_portals_in_the_language_of_the_person(
    client, url, language, words
):
    trainer = UserFactory(groups=["Trainers"])
    UserProfile.objects.create(user=trainer, preferred_language=language)
    client.force_login(trainer)
    response = client.get(url)
    assert response.status_code == 404
    assert response["Content-Language"] == language
    html = assert_valid_html(response)
    assert words in html
    assert "SME4SMARTCITIES</title>" in html
    assert response["X-Request-ID"] in html
    assert html.count('href="/admin/"') == 2  # ways back: in the menu and below
    assert "Wagtail" not in html


@pytest.mark.django_db
def test_stale_form_keeps_what_was_typed():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/en/accounts/login/", {"login": "a"})
    assert response.status_code == 403
    html = assert_valid_html(response)
    assert "what you typed is still there" in html
    for referer, form in (
        ("http://testserver/en/accounts/login/?next=/en/", "/en/accounts/login/?next=/en/"),
        ("https://evil.example/", "/en/accounts/login/"),
    ):
        answer = client.post("/en/accounts/login/", {}, headers={"referer": referer})
        assert f'{form}">Open the form again' in answer.text
        assert "evil" not in answer.text
    assert response["X-Request-ID"] in html


@pytest.mark.django_db
def test_wrong_host_is_refused(client):
    response = client.get("/en/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert response["X-Request-ID"] in assert_valid_html(response)


FORM = "application/x-www-form-urlencoded"
UNREADABLE = {
    "another charset": (f"{FORM}; charset=utf-16", b"a=b"),
    "too many fields": (FORM, b"&".join(b"a%d=1" % number for number in range(1500))),
    "too large": (FORM, b"a=" + b"x" * 3_000_000),
    "no boundary": ("multipart/form-data", b"a"),
    "an empty boundary": ("multipart/form-data; boundary=", b"a"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("form", UNREADABLE)
@pytest.mark.parametrize(
    "address",
    ["/en/", "/en/accounts/login/", "/admin/", "/admin/api/main/pages/", "/healthz", "/a"],
)
def test_forms_that_cannot_be_read_get_our_page_and_a_number(address, form):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies["csrftoken"] = "a" * 32
    content_type, body = UNREADABLE[form]
    response = client.generic("POST", address, body, content_type)
    assert response.status_code == 400
    assert response["X-Request-ID"] in assert_valid_html(response)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_method_that_an_address_does_not_take_gets_words(method, language):
    client = Client(HTTP_ACCEPT_LANGUAGE=language)
    for address in (f"/{language}/my-learning/", f"/{language}/accounts/logout/", "/healthz"):
        client.force_login(UserFactory())
        response = client.generic(method, address)
        assert response.status_code == 405, address
        assert response["Allow"]
        assert int(response["Content-Length"]) == len(response.content)
        assert f'lang="{language}"' in assert_valid_html(response)


@pytest.mark.django_db
@pytest.mark.one_database
def test_no_address_leads_to_another_host(rf):
    for odd in ("//evil.example/en/", "///evil.example/", "//evil.example/en/accounts/login/"):
        client = Client()
        for ask in (client.get, client.post):
            answer = ask("/", {"next": "/en/about/"}, PATH_INFO=odd)
            assert answer.status_code == 404
            assert "evil.example" in answer.text  # among the links to other languages
            assert '="//' not in answer.text
        assert 'href="//' not in unavailable(rf.get("/", PATH_INFO=odd)).text
