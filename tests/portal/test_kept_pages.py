"""Visitors share a page for as long as it is the same for all of them."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.middleware.csrf import _does_token_match
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from content.languages.trees import mirror_pages
from learning.choices import AccessRule
from learning.records.enrolment import enrol, withdraw
from portal.middleware.kept_pages import kept_pages_middleware
from tests.factories.actors import ACTOR
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import (
    CaseStudyPageFactory,
    LessonPageFactory,
    ModulePageFactory,
    QuizPageFactory,
    StandardPageFactory,
    home_page,
)
from tests.factories.people import UserFactory
from tests.factories.training import module_of
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db(transaction=True)
TRAINING = "/en/training/"
MODULE = "/en/training/smes/market/"
PUBLIC = [
    "/en/",
    TRAINING,
    f"{TRAINING}?audience=sme&level=introductory",
    "/en/training/smes/",
    MODULE,
    f"{MODULE}lesson/",
    "/en/about/",
    "/en/case-studies/",
    "/en/case-studies/hospital/",
    "/ar/",
    "/ar/training/smes/market/",
]


@pytest.fixture
def module():
    """A module with a lesson that everyone may read, and the pages around it."""
    module = ModulePageFactory(
        slug="market", title="Market", parent__slug="smes", access=AccessRule.EVERYONE
    )
    LessonPageFactory(slug="lesson", parent=module)
    CaseStudyPageFactory(slug="hospital")
    StandardPageFactory(slug="about", show_in_menus=True, title="About us")
    mirror_pages()
    return module


def seen(path=MODULE, client=None, **headers):
    """The text of a page as a new visitor, or `client`, sees it."""
    return (client or Client(headers=headers)).get(path).text


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_the_second_visitor_costs_one_query(module):
    for path in PUBLIC:
        first = seen(path)
        with assert_queries(1):
            response = Client().get(path)
        assert response.status_code == 200
        assert response.text == first
        assert response["Content-Language"] == path[1:3]
        assert "default-src" in response["Content-Security-Policy"]


def test_a_page_that_sets_a_cookie_is_kept_for_nobody():
    served = []

    def page(request):
        response = HttpResponse(f"answer {len(served)}", headers={"ETag": '"tag"'})
        response.is_for_visitors = True
        if "cookie" in request.path:
            response.set_cookie("of", "one visitor")
        served.append(request.path)
        return response

    answer = kept_pages_middleware(page)
    for path, answers in (("/en/cookie/", [b"answer 0", b"answer 1"]), ("/en/", [b"answer 2"] * 2)):
        assert [answer(RequestFactory().get(path)).content for _visitor in range(2)] == answers


def test_what_differs_or_has_no_bounds_is_not_kept(module):
    for path in (
        f"{MODULE}lesson/?from=mail",
        f"{TRAINING}?q=market",
        f"{TRAINING}?level=unheard",
        f"{TRAINING}?audience=sme&audience=sme",
        f"{MODULE}?from=mail",
        "/en/accounts/login/",
        "/en/search/?q=market",
        "/healthz",
    ):
        response = Client().get(path)
        assert response.status_code == 200
        assert "ETag" not in response


def test_a_lesson_opened_to_everyone_is_kept_until_it_is_closed():
    module = ModulePageFactory(access=AccessRule.ENROLLED)
    lesson = LessonPageFactory(parent=module, access="everyone")
    first = seen(lesson.url)
    with assert_queries(1):
        assert seen(lesson.url) == first
    learner = EnrolmentFactory(module=module_of(module)).learner
    own = signed_in(learner).get(lesson.url)
    assert {"private", "no-store"} <= set(own["Cache-Control"].split(", "))
    assert own.text != first
    assert seen(lesson.url) == first
    lesson.access = "as_module"
    lesson.save_revision().publish()
    assert Client().get(lesson.url).status_code == 403


def test_a_lesson_with_a_form_is_kept_for_nobody():
    """Its form holds a visitor's own token, and so does the cookie that comes with it."""
    check = QuizPageFactory.questions[0][1]
    lesson = LessonPageFactory(body=[("single_choice", check)], access="everyone")
    client = Client()
    for visitor in (client, client, Client()):
        response = visitor.get(lesson.url)
        token = re.search('name="csrfmiddlewaretoken" value="([^"]*)"', response.text)[1]
        assert _does_token_match(token, visitor.cookies["csrftoken"].value)


def test_nothing_kept_holds_a_cookie_a_token_or_a_name(module, monkeypatch):
    kept = []
    monkeypatch.setattr(caches["pages"], "set", lambda key, page: kept.append(page))
    check = QuizPageFactory.questions[0][1]
    asking = LessonPageFactory(parent=module, body=[("single_choice", check)])
    vera = signed_in(UserFactory(first_name="Vera", last_name="Placeholder"))
    for path in (*PUBLIC, asking.url):
        assert "Vera Placeholder" in seen(path, vera)
        seen(path)
    assert len(kept) == len(PUBLIC)
    for page in kept:
        assert "Set-Cookie" not in page.headers
        assert b"csrfmiddlewaretoken" not in page.content
        assert b"Vera" not in page.content


def test_publishing_shows_at_once(module):
    paths = [MODULE, "/en/training/smes/", TRAINING, "/en/"]
    for path in paths:
        seen(path)
    module.title = "Market and problem finding"
    module.save_revision().publish()
    StandardPageFactory(title="Partners", show_in_menus=True)
    for path in paths:
        assert "Partners" in seen(path)
        assert path == "/en/" or "Market and problem finding" in seen(path)


def test_what_is_unpublished_is_gone_at_once(module):
    seen()
    module.unpublish()
    assert Client().get(MODULE).status_code == 404


def test_what_is_closed_is_closed_at_once(module):
    seen("/en/about/")
    PageViewRestriction.objects.create(
        page=home_page().get_children().get(slug="about"), restriction_type="login"
    )
    for _time in range(2):
        assert Client().get("/en/about/").status_code == 302


def test_a_password_lets_in_nobody_else(module):
    restriction = PageViewRestriction.objects.create(
        page=home_page().get_children().get(slug="about"),
        restriction_type="password",
        password="abc",
    )
    knowing = Client()
    address = reverse(
        "wagtailcore_authenticate_with_password", args=[restriction.pk, restriction.page_id]
    )
    knowing.post(address, {"password": "abc", "return_url": "/en/about/"})
    assert 'name="password"' not in seen("/en/about/", knowing)
    assert 'name="password"' in seen("/en/about/")


def test_nobody_sees_anothers_page(module):
    vera = signed_in(UserFactory(first_name="Vera", last_name="Placeholder"))
    pau = signed_in(UserFactory(first_name="Pau", last_name="Sample"))
    for path in PUBLIC:
        visitor = seen(path)
        assert "Vera Placeholder" in seen(path, vera)
        assert seen(path) == visitor
        text = seen(path, pau)
        assert "Pau Sample" in text
        assert "Vera" not in text


def test_enrolling_and_withdrawing_show_to_the_learner_alone(module):
    learner = EnrolmentFactory().learner
    client = signed_in(learner)
    visitor = seen()
    assert "Sign up and begin" in visitor
    assert "Enrol in this module" in seen(client=client)
    enrol(learner=learner, module=module_of(module), actor=ACTOR)
    assert "Start: " in seen(client=client)
    assert seen() == visitor
    withdraw(learner=learner, module=module_of(module), actor=ACTOR)
    assert "Come back to this module" in seen(client=client)
    assert seen() == visitor
    client.post("/en/accounts/logout/")
    assert "Sign up and begin" in seen(client=client)


def test_a_message_waiting_is_shown_and_not_kept(module):
    seen("/en/")
    client = signed_in(UserFactory())
    client.post("/en/accounts/logout/")
    assert settings.SESSION_COOKIE_NAME in client.cookies
    with_message = seen("/en/", client)
    assert "page-messages" in with_message
    assert "page-messages" not in seen("/en/")


def test_an_opening_date_turns_the_page(module, time_machine):
    now = timezone.now().replace(microsecond=0)
    time_machine.move_to(now, tick=False)
    module.opens_at, module.closes_at = now + timedelta(hours=1), now + timedelta(hours=2)
    module.save_revision().publish()
    texts = []
    for _hour in range(3):
        texts.append(seen())
        assert seen() == texts[-1]
        time_machine.shift(3600)
    assert "opens on" in texts[0]
    assert "Sign up and begin" in texts[1]
    assert "Sign up and begin" not in texts[2]
    assert len(set(texts)) == 3


def test_hosts_and_packing_are_kept_apart(module):
    plain = Client().get(MODULE)
    packed = Client(headers={"accept-encoding": "gzip"})
    assert packed.get(MODULE)["Content-Encoding"] == "gzip"
    assert packed.get(MODULE)["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    seen(TRAINING)
    with pytest.raises(AssertionError), assert_queries(1):
        Client(SERVER_NAME="localhost").get(TRAINING)


def test_an_unknown_host_gets_nothing(module):
    seen()
    assert Client(SERVER_NAME="elsewhere.example").get(MODULE).status_code == 400


@pytest.mark.parametrize("packing", ["", "gzip"])
def test_a_browser_that_has_the_page_is_told_so(module, packing):
    client = Client(headers={"accept-encoding": packing})
    tag = client.get(MODULE)["ETag"]
    again = client.get(MODULE, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert "Cookie" in again["Vary"]
    module.title = "Renamed"
    module.save_revision().publish()
    assert client.get(MODULE, headers={"if-none-match": tag}).status_code == 200


def test_only_the_head_of_a_kept_page(module):
    body = Client().get(MODULE)
    head = Client().head(MODULE)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", body["ETag"])


def test_a_preview_is_not_the_published_page(module):
    seen()
    module.title = "In the making"
    assert "In the making" in module.make_preview_request().render().text
    assert "In the making" not in seen()
