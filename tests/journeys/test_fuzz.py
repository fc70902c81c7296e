"""Odd requests to every address as every role: never a fault of ours, never a leak.

The requests are drawn at random, the same each time: FUZZ_SEED says which, FUZZ_REQUESTS how many.
`./dev fuzz` asks for more.
"""

import os
import random
import re
from http.cookies import SimpleCookie
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from django.utils.http import urlencode

from home.rights.columns import COLUMNS, REPORT_READERS, WRITERS
from learning.records.enrolment import enrol
from ops.upgrading.found import addresses
from tests.factories.actors import ACTOR
from tests.factories.people import UserFactory
from tests.factories.training import module_of
from tests.journeys.forms import forms_in
from tests.journeys.one_of_each import CLOSED, DRAFT, OneOfEach
from tests.journeys.undoing import undone

SEED = int(os.environ.get("FUZZ_SEED", "2026"))
REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "1400"))
PART = re.compile(r"<(\w+)>")
NUMBER = re.compile(r"\d+")
LANGUAGES = [code for code, _name in settings.LANGUAGES]
WHO_SEES_ALL_FORMS = (
    "visitor", "learner", "representative", "trainer", "programme manager", "administrator",
)  # fmt: skip
LEARNER = "Quokka"  # the name of one
# What stands in answers to these alone.
READERS = {DRAFT: WRITERS, CLOSED: WRITERS, LEARNER: REPORT_READERS}
ROUTES = sorted({route for route, _view in addresses()})
OURS_IN_ADMIN = tuple(
    f"admin/{part}/" for part in ("reports/completion", "organisations", "people", "users")
)
OURS = [r for r in ROUTES if not r.startswith("admin/") or r.startswith(OURS_IN_ADMIN)]
# What stands for a part of an address and names nothing.
ODD_NUMBERS = ("0", "99999999999999999999999")
ODD_PARTS = (
    "none",
    "00000000-0000-0000-0000-000000000000",
    "%00",
    "%22'",
    "%F0%9F%99%82",
    "..%2F",
    "a" * 300,
)

NAMES = (
    "q", "p", "page", "ordering", "module", "track", "audience", "level", "language", "hours",
    "kind", "export", "status", "organisation", "country", "enrolled_at_from",
    "enrolled_at_to", "organisation_kind", "next", "sort", "locale", "key", "name", "choices",
    "was-x", "q-x", "step", "block", "percent", "login", "password", "email", "password1",
    "oldpassword", "title", "slug", "action", "content_type", "first_name",
    "preferred_language", "parent_page_id", "per_page", "id", "fields", "child_of",
    "descendant_of", "search", "offset", "limit", "action-workflow-reason", "comment",
)  # fmt: skip
VALUES = (
    "", "0", "-1", "1", "2", "999999999999999999999999", "1e999", "NaN", "٣", "true", "null",
    "csv", "xlsx", "sme", "en", "xx", "last", "mark:x", "finish", "\0", "a\0b", '"', "'", "%", "_",
    "\\", "../../etc/passwd", "<script>alert(1)</script>", "{{ 7 }}", "' OR 1=1 --", "\u202e",
    "\ud83d\ude42".encode("utf-16", "surrogatepass").decode("utf-16"), "0001-01-01", "9999-12-31",
    "2026-02-30", "https://evil.example/", "//evil.example", "=1+1", "x" * 3000, "name", "-name",
    "-progress", "a@example.org", "[]", '{"a": 1}', "[" * 600 + "]" * 600, "*", "a,b(*)", "\x0b",
    "\u0085", "\ufffe", "\u2028", "a=b;c", "\u0660\u0661", "1,5", "12:99", "foo",
)  # fmt: skip
BYTES = ("%FF", "%ED%A0%80", "%00", "%", "%u2026", "a[]=1&a[]=2", "=&&=", ";")
KINDS = (
    "application/json",
    "text/plain",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=nothing",
    "application/json; charset=utf-32",
    "\ufffe",
)
HEADERS = {
    "accept": ("application/json", "image/*", "*/*;q=x", "text/html;version=9"),
    "accept-encoding": ("gzip;q=0", "br", "\0"),
    "accept-language": ("iw", "ar;q=x", "*", "-", "en-" + "x" * 200),
    "cookie": ("sessionid=\0", f"{settings.LANGUAGE_COOKIE_NAME}=xx; csrftoken=é", ";;=;"),
    "if-match": ('"x"', "*"),
    "if-modified-since": ("yesterday", "Thu, 01 Jan 99999 00:00:00 GMT"),
    "if-none-match": ("*", 'W/"x'),
    "origin": ("null", "https://evil.example"),
    "range": ("bytes=5-1", "bytes=-", "bytes=0-999999999999999999999"),
    "referer": ("//", "http://[::1", "javascript:alert(1)"),
    "x-forwarded-for": ("' OR 1=1", "1.2.3.4, \0"),
    "x-forwarded-proto": ("ftp",),
    "x-requested-with": ("XMLHttpRequest",),
}
METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE")


class Fuzzer:
    """Asks odd things as `role`; `faults` are the answers that should never be."""

    def __init__(self, things, role):
        self.things, self.role, self.faults, self.asked = things, role, [], 0
        self.draw = random.Random(f"{SEED} {role}")
        self.client = things.client(role)
        self.cookies = {name: cookie.value for name, cookie in self.client.cookies.items()}

    def ask_oddly(self):
        """Make one odd request, or two where a form is opened first."""
        path = self.path()
        how = self.draw.choice((self.read, self.send, self.send_body, self.fill_in, self.do_else))
        how(path)

    def path(self):
        """A path at any address, with things that are there or are not."""
        route = self.draw.choice(self.draw.choice((ROUTES, OURS)))
        parts, query = self.parts(route, within=self.draw.random() < 0.5)
        if route.startswith("en/"):
            route = route.replace("en/", f"{self.draw.choice(LANGUAGES)}/", 1)
        filled = PART.sub(lambda part: self.part(parts.get(part[1], "none")), route)
        path = "/" + filled.replace(".*", "nothing")
        return f"{path}?{query}" if query and self.draw.random() < 0.5 else path

    def good_path(self, route):
        """The path at `route` of something that is there."""
        parts, query = self.parts(route, within=True)
        path = "/" + PART.sub(lambda part: quote(str(parts.get(part[1], "none")), safe="/"), route)
        return f"{path}?{query}" if query else path

    def parts(self, route, within):
        """What stands for the parts of `route`, and its query as text."""
        parts = self.things.parts("/" + route.removeprefix("en/"), self.role, within)
        query = {name[1:]: value for name, value in parts.items() if name.startswith("?")}
        return parts, urlencode(query)

    def part(self, known):
        if self.draw.random() < 0.8:
            return quote(str(known), safe="/")
        return self.draw.choice(ODD_NUMBERS if isinstance(known, int) else ODD_PARTS)

    def odd_pairs(self, most):
        number = self.draw.randint(0, most)
        return [(self.draw.choice(NAMES), self.draw.choice(VALUES)) for _pair in range(number)]

    def read(self, path):
        query = urlencode(self.odd_pairs(4))
        if self.draw.random() < 0.3:
            query += f"&{self.draw.choice(NAMES)}={self.draw.choice(BYTES)}"
        self.ask("get", f"{path}{'&' if '?' in path else '?'}{query}")

    def send(self, path):
        self.ask("post", path, data=dict(self.odd_pairs(6)))

    def send_body(self, path):
        body = self.draw.choice(VALUES).encode(self.draw.choice(("utf-8", "utf-16", "utf-32")))
        self.ask("POST", path, data=body, content_type=self.draw.choice(KINDS))

    def do_else(self, path):
        body = self.draw.choice(VALUES).encode()
        self.ask(self.draw.choice(METHODS), path, data=body, content_type=self.draw.choice(KINDS))

    def fill_in(self, path):
        """Send a form of the page at `path` as it is, but for odd values in some of its fields."""
        forms = forms_in(self.ask("get", path), path)
        if forms:
            self.fill(self.draw.choice(forms), self.draw.randint(1, 3))

    def fill(self, form, fields):
        """Send `form` with odd values in so many of its fields."""
        data = dict(form.data)
        for name in self.draw.sample(sorted(data), min(len(data), fields)):
            data[name] = self.draw.choice(VALUES)
        self.ask(form.method, form.path, data=data, headers={})

    def fill_in_all(self, route, filled):
        """Send each form of the page at `route` that is not in `filled`: (where it leads, fields).

        Once with odd values in all of its fields, once in half of them, once in each alone.
        """
        path = self.good_path(route)
        for form in forms_in(self.ask("get", path, headers={}), path):
            key = (NUMBER.sub("0", urlsplit(form.path).path), frozenset(form.data))
            if key not in filled:
                filled.add(key)
                for fields in (len(form.data), len(form.data) // 2, *[1] * len(form.data)):
                    self.fill(form, fields)

    def ask(self, method, path, *, headers=None, **request):
        """The answer; nothing of what it does stays."""
        if headers is None:
            drawn = self.draw.sample(sorted(HEADERS), self.draw.choice((0, 0, 1, 2)))
            headers = {name: self.draw.choice(HEADERS[name]) for name in drawn}
        self.client.cookies = SimpleCookie(self.cookies)
        with undone():
            if "content_type" in request:
                response = self.client.generic(method, path, headers=headers, **request)
            else:
                response = getattr(self.client, method)(path, headers=headers, **request)
            content = b"".join(response) if response.streaming else response.content
        self.asked += 1
        asked = f"{self.role}: {method.upper()} {path} {headers} {str(request)[:300]}"
        if response.status_code >= 500:
            self.faults.append(f"{asked}: {response.status_code}")
        shown = [word for word in READERS if word.encode() in content]
        if leaks := [word for word in shown if self.role not in READERS[word]]:
            self.faults.append(f"{asked}: shows {leaks}")
        return response


@pytest.mark.django_db
def test_every_form_takes_odd_values():
    things, filled, faults, asked = OneOfEach(), set(), [], 0
    for role in WHO_SEES_ALL_FORMS:
        fuzzer = Fuzzer(things, role)
        for route in ROUTES:
            fuzzer.fill_in_all(route, filled)
        asked += fuzzer.asked
        faults += fuzzer.faults
    print(f"{len(filled)} forms, {asked} requests with the seed {SEED}.")  # noqa: T201 -- shown by ./dev fuzz
    assert not faults, "\n".join(faults)
    assert len(filled) > 150


@pytest.mark.django_db
def test_no_request_breaks_or_leaks():
    things, faults, asked = OneOfEach(), [], 0
    learner = UserFactory(last_name=LEARNER)
    enrol(learner=learner, module=module_of(things.open["module"]), actor=ACTOR)
    for place, role in enumerate(COLUMNS, 1):
        fuzzer = Fuzzer(things, role)
        while asked + fuzzer.asked < REQUESTS * place // len(COLUMNS):
            fuzzer.ask_oddly()
        asked += fuzzer.asked
        faults += fuzzer.faults
    print(f"{asked} requests with the seed {SEED}.")  # noqa: T201 -- ./dev fuzz shows it
    assert not faults, "\n".join(faults)
