"""Every screen of the admin keeps to its Content-Security-Policy, which is as strict as it can be.

Each is opened by one of the roles that reach it, in turn. That no role at all is sent a script
which the policy forbids, `tests.journeys.trial` looks at.
"""

from collections import defaultdict
from http import HTTPStatus

from csp.constants import UNSAFE_INLINE
from django.urls import resolve
from wagtail.models import Locale, Page, get_page_models

from home.rights import rights_at
from home.rights.columns import STAFF, WRITERS
from portal.middleware.security import KNOWN_SCRIPTS, RUN_INLINE_SCRIPTS
from tests.journeys.one_of_each import OneOfEach
from tests.journeys.trial import INLINE_SCRIPT, ROUTES, Trial, address_of, scripts_allowed

ADMIN = "admin/"


def test_every_screen_keeps_to_its_policy(new_context, log_in):
    things, faults, used = OneOfEach(), [], set()
    for role, paths in screens(things).items():
        context = new_context()
        log_in(context, things.people[role])
        page = watched_page(context, faults)
        for path in paths:
            response = page.goto(path, wait_until="domcontentloaded")
            faults += [] if response.ok else [f"{role}, {path}: {response.status}"]
            has_inline = bool(INLINE_SCRIPT.search(response.body()))
            needs_inline = has_inline and names(path).isdisjoint(KNOWN_SCRIPTS)
            if needs_inline is not (UNSAFE_INLINE in scripts_allowed(response.headers)):
                faults.append(f"{path}: {scripts_allowed(response.headers)}")
            used |= names(path) if needs_inline else set()
        context.close()
    assert faults == []
    assert used >= RUN_INLINE_SCRIPTS, "What no address needs goes out of that table."


def watched_page(context, faults):
    """A new page that adds to `faults` what its policy refused."""

    def listen(message):
        if "Content Security" in message.text:
            faults.append(f"{page.url}: {message.text}")

    page = context.new_page()
    page.on("console", listen)
    return page


def names(path):
    """What an address may be called in the table of those with inline scripts."""
    bare = path.partition("?")[0]
    match = resolve(bare)
    return {bare, match.url_name, match.view_name}


def screens(things):
    """{role: the addresses of whole pages that it opens}; all that there are, once."""
    trial, shared = Trial("administrator", things), defaultdict(list)
    paths = {trial.path(route): who_may(route) for route in ROUTES if route.startswith(ADMIN)}
    paths |= dict.fromkeys(editors(), sorted(WRITERS))
    for number, (path, roles) in enumerate(paths.items()):
        if is_page(trial.client.get(path)):
            shared[roles[number % len(roles)]].append(path)
    assert shared.keys() == STAFF
    return shared


def who_may(route):
    """The roles that the table of rights lets do everything at an address."""
    (row,) = rights_at(address_of(route))
    return [role for role in sorted(STAFF) if row.cell(role) == "yes"] or ["administrator"]


def is_page(response):
    return response.status_code == HTTPStatus.OK and b"</html>" in b"".join(response)


def editors():
    """The addresses where a page of each type is edited and added, and a translation."""
    for page_type in get_page_models():
        page = page_type.objects.live().filter(locale=Locale.get_default()).last()
        if page_type is not Page:
            label = page_type._meta.label_lower.replace(".", "/")
            yield f"/admin/pages/{page.pk}/edit/"
            yield f"/admin/pages/add/{label}/{page.get_parent().pk}/"
    translated = Page.objects.filter(locale__language_code="es", alias_of=None, depth__gt=2)
    yield f"/admin/pages/{translated.first().pk}/edit/"
