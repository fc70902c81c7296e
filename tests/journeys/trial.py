"""Every address of the portal, and somebody who tries them."""

import re
from contextlib import contextmanager, nullcontext
from http import HTTPStatus
from http.cookies import SimpleCookie
from unittest.mock import patch
from urllib.parse import quote, unquote, urlencode

from django.template.backends.django import Template

from home.rights.columns import WRITERS
from ops.upgrading.found import addresses
from tests.journeys.one_of_each import CLOSED, DRAFT, OneOfEach
from tests.journeys.undoing import undone

LANGUAGE = "en/"
PART = re.compile(r"<(\w+)>")
METHODS = ("get", "post", "put", "patch", "delete")
REFUSALS = {"403.html", "404.html", "405.html"}
REFUSED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
# In an answer of any kind: what comes as JSON is put into a page, too.
INLINE_SCRIPT = re.compile(
    rb"""<script(?![^>]*(?:\ssrc=|type=\\?["'](?!text/javascript|module)))[^>]*>"""
)
# But Wagtail's of open editors, which a script sends with the token in a header.
FORM = re.compile(
    rb"""<form(?![^>]*w-editing-sessions)[^>]*\smethod=["']?post.*?</form>""",
    re.DOTALL | re.IGNORECASE,
)
TOKEN, SIGNED = b"csrfmiddlewaretoken", "/mails/off/"  # what is signed in the address is the proof
SCRIPTS = re.compile("script-src ([^;]*)")
REAUTHENTICATE = "/accounts/reauthenticate/"
ADMIN_LOG_IN, ADMIN = "/admin/login/?", "/admin/"


def address_of(route):
    """The address as the table has it: without a language."""
    return "/" + route.removeprefix(LANGUAGE)


ROUTES = sorted({route for route, _view in addresses()})


class Trial:
    """`role` asks for addresses; `faults` are answers that no table allows."""

    def __init__(self, role, things=None):
        self.role, self.things, self.faults = role, things or OneOfEach(), []
        self.client = self.things.client(role)
        self.cookies = {name: cookie.value for name, cookie in self.client.cookies.items()}

    def path(self, route, within=True, **others):
        """A path at `route`, with something that the role may, or may not, have to do with.

        `others`: what stands there for some parts instead.
        """
        parts = self.things.parts(address_of(route), self.role, within) | others
        query = {name[1:]: value for name, value in parts.items() if name.startswith("?")}
        filled = PART.sub(lambda part: quote(str(parts[part[1]]), safe="/"), route)
        path = "/" + filled.replace(".*", "nothing")
        return f"{path}?{urlencode(query)}" if query else path

    def answer(self, method, path, data=None, look=None, **options):
        """How `path` answers: "refused", "wrong method", "elsewhere" or "done". Nothing stays.

        `look` is called before what was done is undone. `options` are those of Django's client.
        """
        self.client.cookies = SimpleCookie(self.cookies)
        with undone(), nullcontext() if method == "get" else plain_refusals():
            response = getattr(self.client, method)(path, data, **options)
            content = b"".join(response) if response.streaming else response.content
            if look:
                look()
        asked = f"{method.upper()} {path}"
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.faults.append(f"{asked}: {response.status_code}")
        if INLINE_SCRIPT.search(content) and scripts_allowed(response.headers) == "'self'":
            self.faults.append(f"{asked}: has an inline script. portal/middleware/security.py")
        if any(TOKEN not in form for form in FORM.findall(content)) and SIGNED not in path:
            self.faults.append(f"{asked}: has a form without a token, which the portal refuses")
        shown = [word for word in (DRAFT, CLOSED) if word.encode() in content]
        if shown and self.role not in WRITERS:
            self.faults.append(f"{asked}: shows {shown}")
        return kind_of(response, path)

    def answers(self, route, within=True, methods=METHODS):
        """How `route` answers each of `methods`."""
        path = self.path(route, within)
        return [self.answer(method, path) for method in methods]

    def reaches(self, route):
        """Whether any method does something, or leads on, at `route`.

        What the rarer methods do beside the others, administrators see for all.
        """
        often, rarely = METHODS[:2], METHODS[2:]
        tried = [METHODS] if self.role == "administrator" else [often, rarely]
        does = {"done", "elsewhere"}
        return any(not does.isdisjoint(self.answers(route, methods=some)) for some in tried)

    def is_kept_out(self, route, within):
        """Whether no method does anything at `route`; a GET of another's may lead elsewhere."""
        first, *others = self.answers(route, within)
        allowed = {"refused", "wrong method"}
        is_led_on = first == "elsewhere" and not within
        return (first in allowed or is_led_on) and allowed.issuperset(others)


@contextmanager
def plain_refusals():
    """Draw of each page that refuses only what it was given: the rest is the same each time."""
    drawn = Template.render

    def render(template, context=None, request=None):
        if template.template.name in REFUSALS:
            return str(context)
        return drawn(template, context, request)

    with patch.object(Template, "render", render):
        yield


def scripts_allowed(headers):
    """What the policy of an answer with these `headers` says on scripts."""
    headers = {name.lower(): value for name, value in headers.items()}
    found = SCRIPTS.search(headers.get("content-security-policy", ""))
    return found[1] if found else ""


def kind_of(response, path):
    location = response.headers.get("Location", "")
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return "wrong method"
    if HTTPStatus.MULTIPLE_CHOICES <= response.status_code < HTTPStatus.BAD_REQUEST:
        page, _mark, query = location.partition("?")
        asks_who = f"next={unquote(path.partition('?')[0])}" in unquote(query)
        asks_who = asks_who and not page.endswith(REAUTHENTICATE)  # who it is, is known
        is_wagtails_refusal = location == ADMIN or location.startswith(ADMIN_LOG_IN)
        is_refused = asks_who or (path.startswith(ADMIN) and is_wagtails_refusal)
        return "refused" if is_refused else "elsewhere"
    return "refused" if response.status_code in REFUSED else "done"
