"""The frame of every page: menus, language switch, footer, style sheet."""

import re

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from tests.factories.pages import StandardPageFactory, home_page
from tests.html import assert_valid_html

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def sections(page=None, request=None):
    context = Context({"request": request or RequestFactory().get("/en/"), "page": page})
    Template("{% load navigation %}{% site_sections as sections %}").render(context)
    return context["sections"]


def test_header_holds_the_pages_that_ask_for_it_and_the_footer_all():
    shown = StandardPageFactory(title="About", show_in_menus=True)
    below = StandardPageFactory(title="Partners", parent=shown, show_in_menus=True)
    StandardPageFactory(title="Privacy", show_in_menus=False)
    StandardPageFactory(title="Draft", show_in_menus=True, live=False)
    assert [(item["title"], item["is_in_menu"]) for item in sections()] == [
        ("About", True),
        ("Privacy", False),
    ]
    assert sections(shown)[0]["is_current"] == "page"
    assert sections(below)[0]["is_current"] == "true"


@pytest.mark.parametrize("rows", [1, 30])
def test_sections_cost_one_query(rf, django_assert_num_queries, rows):
    for _ in range(rows):
        StandardPageFactory(show_in_menus=True)
    request = rf.get("/en/")
    sections(request=request)  # finds the site, as serving a page does
    with django_assert_num_queries(1):
        assert len(sections(request=request)) == rows


def test_languages_of_a_page_are_those_it_exists_in():
    page = home_page()
    context = Context({"request": RequestFactory().get("/en/?q=1"), "page": page})
    Template("{% load navigation %}{% language_links as languages %}").render(context)
    assert [(link["code"], link["url"]) for link in context["languages"]] == [
        ("en", page.get_url() + "?q=1")
    ]


def test_languages_of_another_address_are_all(rf):
    context = Context({"request": rf.get("/en/my-learning/")})
    Template("{% load navigation %}{% language_links as languages %}").render(context)
    assert {link["code"]: link["dir"] for link in context["languages"]} == {
        "en": "ltr",
        "es": "ltr",
        "it": "ltr",
        "he": "rtl",
        "ar": "rtl",
    }


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_style_sheet_renders(client, language, direction):
    html = client.get(f"/{language}/styleguide/").content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert "style=" not in html
    assert "Funded by the European Union" in html or language != "en"


HEAD = re.compile(r"<header.*?</header>", re.DOTALL)
SIGN_UP = re.compile(r'href="(/en/accounts/signup/[^"]*)"')
LOG_IN = re.compile(r'href="([^"]*login/[^"]*)"(?! lang)')  # not those to other languages


def ways_to_log_in(html):
    """Where the head of a page leads to log in: in the bar, and in the menu of a phone."""
    return LOG_IN.findall(HEAD.search(html)[0])


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/en/about/", "?next=/en/about/"),
        ("/en/search/?q=a%26b", "?next=/en/search/%3Fq%3Da%2526b"),
        ("/en/nothing/", "?next=/en/nothing/"),
        ("/en/accounts/login/", ""),
        ("/en/accounts/login/?next=/en/about/", "?next=/en/about/"),
        ("/en/accounts/signup/?next=/en/about/", "?next=/en/about/"),
        ("/en/accounts/password/reset/", ""),
    ],
)
def test_the_log_in_leads_back_to_the_page(client, path, query):
    StandardPageFactory(slug="about")
    assert ways_to_log_in(client.get(path).text) == [f"/en/accounts/login/{query}"] * 2


def test_the_sign_up_leads_back_to_what_was_read(client):
    StandardPageFactory(slug="about")
    for path, query in (
        ("/en/about/", "?next=/en/about/"),
        ("/en/about/?page=2", "?next=/en/about/%3Fpage%3D2"),
        ("/en/accounts/login/?next=/en/about/", "?next=/en/about/"),
        ("/en/", ""),
        ("/en/nothing/", ""),
        ("/en/search/?q=a", ""),
    ):
        head = HEAD.search(client.get(path).text)[0]
        assert SIGN_UP.findall(head) == [f"/en/accounts/signup/{query}"] * 2, path


def test_the_log_in_leads_on_after_a_slip(client):
    data = {"login": "a@example.org", "password": "wrong", "next": "/en/about/"}
    html = client.post("/en/accounts/login/", data).text
    assert ways_to_log_in(html) == ["/en/accounts/login/?next=/en/about/"] * 2


@pytest.mark.parametrize(
    ("path", "spanish"),
    [
        ("/en/accounts/login/?next=/en/about/", "/es/accounts/login/?next=/es/about/"),
        ("/ar/accounts/login/?next=/en/about/", "/es/accounts/login/?next=/es/about/"),
        (
            "/en/accounts/login/?next=/en/accounts/organisation/%3Fnext%3D/en/about/",
            "/es/accounts/login/?next=/es/accounts/organisation/%3Fnext%3D/es/about/",
        ),
        ("/en/accounts/login/?next=/admin/", "/es/accounts/login/?next=/admin/"),
        ("/en/accounts/login/?next=//[", "/es/accounts/login/?next=//["),
        ("/en/search/?q=a%26b", "/es/search/?q=a%26b"),
    ],
)
def test_the_language_is_kept_after_the_log_in(client, path, spanish):
    StandardPageFactory(slug="about")
    links = {link["code"]: link["url"] for link in client.get(path).context["languages"]}
    assert links["es"] == spanish


def test_the_language_is_kept_after_a_slip(client):
    data = {"login": "a@example.org", "password": "wrong", "next": "/en/about/"}
    html = client.post("/en/accounts/login/", data).text
    assert 'href="/es/accounts/login/?next=/es/about/" lang="es"' in html


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"next=0", "application/x-www-form-urlencoded"), (b"--", "multipart/form-data")],
)
def test_an_odd_form_at_an_odd_address_gets_a_page(client, body, kind):
    response = client.post("/en/nowhere/%00/", body, content_type=kind)
    assert response.status_code in (400, 404)
    assert response["X-Request-ID"] in response.text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "A demonstration with invented people"),
        ("es", "personas inventadas"),
        ("it", "persone inventate"),
        ("he", "אנשים בדויים"),
        ("ar", "أشخاص متخيَّلين"),
    ],
)
def test_a_demonstration_says_so_on_every_page(client, settings, language, words):
    addresses = [
        f"/{language}/accounts/login/",
        f"/{language}/contact/write/",
        f"/{language}/none/",
    ]
    assert not any(words in client.get(address).text for address in addresses)
    settings.DEMO_NOTICE = True
    for address in addresses:
        assert_valid_html(html := client.get(address).text)
        assert html.count(words) == 1, address
    with translation.override(language):
        assert words in render_to_string("500.html")


def test_a_page_leads_to_the_contact_form_and_names_who_answers(client, settings):
    settings.CONTROLLER, settings.CONTACT_EMAIL = "Town of <Nowhere>", "us@nowhere.example"
    page = StandardPageFactory(body=[("contact", {"subject": "privacy"})])
    html = assert_valid_html(client.get(page.url))
    assert 'href="/en/contact/write/?subject=privacy"' in html
    assert "Town of &lt;Nowhere&gt;" in html
    assert 'href="mailto:us@nowhere.example"' in html
