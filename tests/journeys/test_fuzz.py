"""Odd requests to every address as every person: never a fault of ours, never a leak.

The requests are drawn at random, the same each time: SEED says which. More of them, and others:
`FUZZ_SEED=7 FUZZ_ROUNDS=20 ./dev test tests/journeys/test_fuzz.py`.
"""

import os
import random
from urllib.parse import quote

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.utils.http import urlencode

from assessments.attempt import save_answer, start_attempt
from home.roles import LEARNER_RECORDS, ROLES
from learning.models import Activity
from learning.records.enrolment import enrol
from tests.factories.actors import ACTOR
from tests.factories.pages import LessonPageFactory, QuizPageFactory
from tests.factories.people import UserFactory
from tests.factories.training import module_of, publish, published_module
from tests.journeys.addresses import addresses

pytestmark = pytest.mark.django_db
SEED = int(os.environ.get("FUZZ_SEED", "2026"))
ROUNDS = int(os.environ.get("FUZZ_ROUNDS", "1"))
SAMPLE_OF_ADMIN = 15  # of Wagtail's own addresses, in each round
ADMIN = "/admin/"
OURS_IN_ADMIN = ("/admin/reports/completion/", "/admin/organisations/", "/admin/users/")

NAMES = (
    "q", "p", "page", "ordering", "module", "track", "audience", "level", "language", "hours",
    "kind", "export", "status", "organisation", "country", "enrolled_at_from",
    "enrolled_at_to", "organisation_kind", "next", "sort", "locale", "key", "name", "choices",
    "was-x", "q-x", "step", "block", "percent", "login", "password", "email", "password1",
    "oldpassword", "title", "slug", "action", "content_type", "first_name",
    "preferred_language", "parent_page_id", "per_page", "id",
)  # fmt: skip
VALUES = (
    "", "0", "-1", "1", "2", "999999999999999999999999", "1e999", "NaN", "٣", "true", "null",
    "csv", "xlsx", "sme", "en", "xx", "last", "mark:x", "finish", "\0", "a\0b", '"', "'", "%", "_",
    "\\", "../../etc/passwd", "<script>alert(1)</script>", "{{ 7 }}", "' OR 1=1 --", "\u202e",
    "\ud83d\ude42".encode("utf-16", "surrogatepass").decode("utf-16"), "0001-01-01", "9999-12-31",
    "2026-02-30", "https://evil.example/", "//evil.example", "=1+1", "x" * 3000, "name", "-name",
    "-progress", "a@example.org", "[]", '{"a": 1}',
)  # fmt: skip
BYTES = ("%FF", "%ED%A0%80", "%00", "%", "%u2026", "a[]=1&a[]=2", "=&&=", ";")
KINDS = ("application/json", "text/plain", "multipart/form-data; boundary=x", "multipart/form-data")
PEOPLE = ("anonymous", "stranger", "learner", *ROLES, "administrator")
WRITERS = {role for role, (_everywhere, on_pages, _on_files) in ROLES.items() if on_pages}
TRAINERS = {
    role for role, (everywhere, *_on) in ROLES.items() if {*LEARNER_RECORDS} & {*everywhere}
}
# What only these may ever read.
SECRETS = {
    "words-of-a-draft": {*WRITERS, "administrator"},
    "words-for-the-enrolled": {"learner", *WRITERS, "administrator"},
    "Nameofalearner": {"learner", *TRAINERS, "administrator"},
}


@pytest.fixture
def people():
    """{who: user}: the learner has begun a module that is closed to others, and its quiz."""
    users = {role: UserFactory(groups=[role]) for role in ROLES}
    users["stranger"] = UserFactory()
    users["administrator"] = UserFactory(is_superuser=True)
    users["learner"] = learner = UserFactory(last_name="Nameofalearner")
    module, _lessons = published_module(2)
    closed = [("text", {"html": "<p>words-for-the-enrolled</p>"})]
    draft = [("text", {"html": "<p>words-of-a-draft</p>"})]
    publish(lambda: LessonPageFactory(parent=module, slug="closed", body=closed))
    publish(lambda: LessonPageFactory(parent=module, slug="draft", body=draft, live=False))
    publish(lambda: QuizPageFactory(parent=module, slug="quiz"))
    enrol(learner=learner, module=module_of(module), actor=ACTOR)
    quiz = Activity.objects.get(kind="quiz")
    attempt = start_attempt(learner=learner, activity=quiz, language="en", actor=ACTOR)
    question_id = attempt.asked[0].question.id
    save_answer(attempt=attempt, question_id=question_id, answer="Nameofalearner")
    users["known"] = known_parts(module, attempt, learner)
    return users


def known_parts(module, attempt, learner):
    """What exists, by the names that the URL map gives the parts of an address."""
    pages = [module, *module.get_children()]
    ids = [str(page.pk) for page in pages]
    keys = [str(page.translation_key) for page in pages]
    paths = [page.url.removeprefix("/en/") for page in pages]
    return {
        "pk": [str(learner.pk), str(attempt.pk), *ids],
        "page_id": ids,
        "parent_page_id": ids,
        "page_to_move_id": ids,
        "revision_id": [str(pages[-1].latest_revision_id or 1)],
        "key": keys,
        "question_id": list(attempt.layout["questions"]),
        "_0": paths,
        "action_name": ["unpublish"],
        "content_type_app_name": ["courses"],
        "content_type_model_name": ["lessonpage"],
        "app_label": ["courses"],
        "model_name": ["lessonpage"],
        "folder": ["images"],
    }


def addresses_for(known, draw):
    """Up to two addresses of each pattern of ours, and one of a sample of Wagtail's."""
    patterns = addresses(known)
    ours = [paths for paths in patterns if is_ours(paths[0])]
    others = [paths for paths in patterns if not is_ours(paths[0])]
    asked = [path for paths in ours for path in draw.sample(paths, min(2, len(paths)))]
    return asked + [draw.choice(paths) for paths in draw.sample(others, SAMPLE_OF_ADMIN)]


def is_ours(path):
    return not path.startswith(ADMIN) or path.startswith(OURS_IN_ADMIN)


def odd_query(draw):
    """A query string that no page of ours makes."""
    pairs = [(draw.choice(NAMES), draw.choice(VALUES)) for _pair in range(draw.randint(0, 4))]
    query = urlencode(pairs)
    if draw.random() < 0.3:
        query += f"&{draw.choice(NAMES)}={draw.choice(BYTES)}"
    return query


def sign_in(client, user):
    """Have `client` be `user`, if it no longer is."""
    if user and SESSION_KEY not in client.session:
        client.force_login(user)


def fault_of(who, asked, response):
    """What is wrong with the answer, or nothing."""
    if response.status_code >= 500:
        return f"{who} {asked}: {response.status_code}"
    text = (b"".join(response) if response.streaming else response.content).decode(errors="replace")
    leaks = [word for word, readers in SECRETS.items() if word in text and who not in readers]
    return f"{who} {asked}: shows {leaks}" if leaks else ""


@pytest.fixture
def fuzz(people):
    """Call `ask(client, draw, address)` for every address as `who`; return what is wrong."""

    def run(who, ask):
        draw = random.Random(f"{SEED} {ask.__name__} {who}")
        client = Client(raise_request_exception=False)
        faults = []
        for _round in range(ROUNDS):
            for path in addresses_for(people["known"], draw):
                sign_in(client, people.get(who))
                asked = f"{quote(path, safe='/%')}?{odd_query(draw)}"
                faults.append(fault_of(who, asked, ask(client, draw, asked)))
        return "\n".join(filter(None, faults))

    return run


def read(client, draw, address):
    headers = draw.choice([{}, {}, {"accept": "application/json"}, {"range": "bytes=5-1"}])
    return client.get(address, headers=headers)


def send(client, draw, address):
    if draw.random() < 0.7:
        data = {draw.choice(NAMES): draw.choice(VALUES) for _field in range(4)}
        return client.post(address, data)
    body = draw.choice(VALUES).encode(errors="replace")
    return client.post(address, body, content_type=draw.choice(KINDS))


@pytest.mark.parametrize("ask", [read, send])
@pytest.mark.parametrize("who", PEOPLE)
def test_no_request_breaks_or_leaks(fuzz, who, ask):
    assert fuzz(who, ask) == ""
