"""What every page and action that no other test counts costs: the same with 1 and with 8 rows."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Organisation
from courses.models import CaseStudyIndexPage, TrainingIndexPage
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import (
    CaseStudyPageFactory,
    LessonPageFactory,
    ModulePageFactory,
    QuizPageFactory,
    StandardPageFactory,
)
from tests.factories.people import PASSWORD, OrganisationFactory, UserFactory
from tests.factories.training import activity_of, module_of
from tests.queries import AROUND

pytestmark = pytest.mark.django_db(transaction=True)  # inside a transaction nothing is kept
CHECK = QuizPageFactory.questions[0][1]


@pytest.fixture(params=[1, 8])
def site(request):
    """Every kind of page, so many of each; lessons with so many blocks, links and checks."""
    rows = request.param
    OrganisationFactory.create_batch(rows)
    cases = CaseStudyPageFactory.create_batch(rows, parent=CaseStudyPageFactory().get_parent())
    about = StandardPageFactory(slug="about")
    StandardPageFactory.create_batch(rows, parent=about)
    module = ModulePageFactory()
    track = module.get_parent()
    ModulePageFactory.create_batch(rows, parent=track)
    link = f'<p><a linktype="page" id="{about.pk}">About</a></p>'
    lesson = LessonPageFactory(
        parent=module,
        body=[("text", {"html": link})] * rows + [("single_choice", CHECK)] * rows,
    )
    LessonPageFactory.create_batch(rows, parent=module)
    case = CaseStudyPageFactory(parent=module)
    return {
        "home": "/en/",
        "catalogue": TrainingIndexPage.objects.get().url,
        "catalogue, filtered": f"{TrainingIndexPage.objects.get().url}?audience=sme&q=module",
        "track": track.url,
        "case studies": CaseStudyIndexPage.objects.get().url,
        "case study": cases[0].url,
        "standard page": about.url,
        "module": module,
        "lesson with checks": lesson,
        "case study of a module": case,
    }


def cost(call):
    """The number of queries of `call()`, a request, besides transactions."""
    with CaptureQueriesContext(connection) as captured:
        response = call()
    assert response.status_code in (200, 204, 302)
    return len([query for query in captured if not query["sql"].startswith(AROUND)])


def pages(client, addresses):
    """{name: cost} of pages, each asked for a second time."""
    costs = {}
    for name, address in addresses.items():
        client.get(address)
        costs[name] = cost(lambda address=address: client.get(address))
    return costs


def shown(site):
    return {name: getattr(page, "url", page) for name, page in site.items() if name != "module"}


VISITOR = {
    "home": 1,
    "catalogue": 1,
    "catalogue, filtered": 9,
    "track": 1,
    "case studies": 1,
    "case study": 1,
    "standard page": 1,
    "login": 1,
    "signup": 1,
    "reset_password": 1,
}
LEARNER = {
    "home": 12,
    "catalogue": 10,
    "catalogue, filtered": 10,
    "track": 14,
    "case studies": 7,
    "case study": 8,
    "standard page": 7,
    "lesson with checks": 4,
    "case study of a module": 4,
    "profile": 2,
    "organisation": 3,
    "email": 5,
    "mails": 2,
    "sessions": 2,
    "change_password": 1,
    "withdraw": 4,
}
ACTIONS = {
    "first visit of the day": 6,
    "visit of another lesson": 6,
    "later visit of the day": 5,
    "visit within a minute": 3,
    "check": 10,
    "withdraw": 9,
    "come back": 14,
    "profile": 4,  # one holds the account, which may be closed meanwhile
    "organisation": 9,  # offered track; no merge passes by; what the former gave (2)
    "log out": 5,
}
# With the tries before it, which are written, counted and, with a right password, marked.
LOG_IN = {"form": 1, "wrong password": 4, "right password": 11}
ACCOUNT = ("login", "signup", "reset_password")
OWN_ACCOUNT = ("profile", "organisation", "email", "mails", "sessions", "change_password")


def test_pages_of_a_visitor(client, site):
    del site["lesson with checks"], site["case study of a module"]
    addresses = shown(site) | {name: reverse(f"account_{name}") for name in ACCOUNT}
    for _time in range(2):  # the first makes what is kept
        for address in addresses.values():
            client.get(address)
    client.cookies.clear()
    caches["default"].clear()
    assert pages(client, addresses) == VISITOR


def test_pages_of_a_learner(client, site):
    learner = EnrolmentFactory(module=module_of(site["module"])).learner
    client.force_login(learner)
    addresses = shown(site) | {name: reverse(f"account_{name}") for name in OWN_ACCOUNT}
    addresses["withdraw"] = reverse("module_withdraw", args=[site["module"].translation_key])
    assert pages(client, addresses) == LEARNER


def test_actions_of_a_learner(client, site):
    module, lesson = site["module"], site["lesson with checks"]
    learner = EnrolmentFactory(module=module_of(module)).learner
    client.force_login(learner)
    key, question = lesson.translation_key, lesson.body[-1]
    visit, other_visit = (
        reverse("activity_visit", args=[page.translation_key])
        for page in (lesson, site["case study of a module"])
    )
    client.get(lesson.url)
    client.get(site["case study of a module"].url)
    actions = {
        "first visit of the day": (visit, {}),
        "visit of another lesson": (other_visit, {}),
        "later visit of the day": (visit, {}),
        "visit within a minute": (visit, {}),
        "check": (
            reverse("check_answer", args=[key, question.id]),
            {f"q-{question.id}": question.value["options"].bound_blocks[0].id},
        ),
        "withdraw": (reverse("module_withdraw", args=[module.translation_key]), {}),
        "come back": (reverse("module_enrol", args=[module.translation_key]), {}),
        "profile": (
            reverse("account_profile"),
            {"first_name": "Dana", "last_name": "Levi", "preferred_language": "en"},
        ),
        "organisation": (
            reverse("account_organisation"),
            {"kind": "sme", "name": Organisation.objects.first().name, "country": "ES"},
        ),
    }
    costs = {
        name: cost(lambda address=address, data=data: client.post(address, data))
        for name, (address, data) in actions.items()
    }
    costs["log out"] = cost(lambda: client.post(reverse("account_logout")))
    assert activity_of(lesson).completions.count() == 0
    assert costs == ACTIONS


def test_logging_in(client, site):
    learner = UserFactory(organisation=Organisation.objects.first())
    data = {"login": learner.email, "password": PASSWORD}
    address = reverse("account_login")
    client.get(address)
    costs = {
        "form": cost(lambda: client.get(address)),
        "wrong password": cost(lambda: client.post(address, data | {"password": "wrong"})),
        "right password": cost(lambda: client.post(address, data)),
    }
    assert costs == LOG_IN
    assert "_auth_user_id" in client.session
