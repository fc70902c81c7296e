"""A site with every page type in every state, for the crawl of who may read what.

Page types come from Wagtail, roles from `home.roles`, languages from the settings: a new one is
there by itself, or the crawl names what it lacks.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page, get_page_models
from wagtail_factories import PageFactory

from accounts.models import User
from content.languages.trees import mirror_pages
from home.models import HomePage
from home.roles import ROLES
from learning.models import Module
from tests.factories import pages as factories
from tests.factories.outline import EnrolmentFactory
from tests.factories.people import UserFactory

SITE_LANGUAGES = [code for code, _name in settings.LANGUAGES]
HOME_DEPTH = 2
LINK = re.compile(r'(?:href="|<loc>)(?:https?://[^/"<]+)?(/[^"?#<]*)')
WORD = "Zanzibar"  # stands in every page
DAY = timedelta(days=1)
WRITERS = {name for name, (_everywhere, on_pages, _on_files) in ROLES.items() if on_pages}
STATES = ("live", "draft", "scheduled", "expired")
# name: (fields, whether it goes offline)
MODULES = {
    "enrolled": ({"access": "enrolled"}, False),
    "signed in": ({"access": "signed_in"}, False),
    "everyone": ({"access": "everyone"}, False),
    "not open yet": ({"access": "everyone", "opens_at": timezone.now() + DAY}, False),
    "closed": ({"access": "everyone", "closes_at": timezone.now() - DAY}, False),
    "offline": ({"access": "everyone"}, True),
}
TASTED = ("enrolled", "not open yet", "offline")  # modules with activities opened to everyone


@dataclass(frozen=True, repr=False)
class Place:
    """An English page, with all that the rules of reading ask about.

    `module`: the name of what holds it, of `MODULES`; empty outside. `access`: its own.
    """

    page: Page
    state: str
    document: object = None
    module: str = ""
    access: str = ""
    is_translated: bool = False

    def __repr__(self):
        words = type(self.page).__name__, self.state, self.module, self.access
        return " ".join(filter(None, words))

    def address(self, language):
        """Where it stands, or would stand, in a language."""
        return f"/{language}/{self.page.url.partition('/en/')[2]}"


def factory_of(page_type):
    """The factory in tests/factories/pages.py that makes pages of this type."""
    found = [
        each
        for each in vars(factories).values()
        if isinstance(each, type)
        and issubclass(each, PageFactory)
        and each._meta.model is page_type
    ]
    assert found, f"tests/factories/pages.py has no factory of {page_type.__name__}"
    return found[0]


class Site:
    """`places`, `people` ({name: user}), their `clients`."""

    def __init__(self):
        self.places = []
        # The outline and the other languages follow each commit.
        with transaction.atomic():
            mirror_pages()
            self._make_pages()
        with transaction.atomic():
            call_command("publish_scheduled")
            self._take_offline()
            self._translate()
        Page.objects.live().update(first_published_at=timezone.now())
        self._make_people()
        self._live = {
            (page.locale.language_code, page.url_path.split("/", 2)[2]): page
            for page in Page.objects.live().filter(depth__gt=HOME_DEPTH).select_related("locale")
        }
        self._addresses = {
            place.address(language) for place in self.places for language in SITE_LANGUAGES
        }

    def page_at(self, address):
        """The live page at an address, or None."""
        _empty, language, path = address.split("/", 2)
        return self._live.get((language, path))

    def request(self, who):
        """A request by a person."""
        request = RequestFactory().get("/")
        request.user = self.people[who]
        return request

    def those(self, condition):
        """The places for which the function `condition` returns true."""
        return [place for place in self.places if condition(place)]

    def links(self, who, address):
        """The addresses of places to which an answer leads."""
        answer = self.clients[who].get(address)
        assert answer.status_code == 200, (who, address)
        return self._addresses.intersection(LINK.findall(answer.text))

    def _make_pages(self):
        home = factories.home_page()
        self.training = self._add(home, factories.TrainingIndexPageFactory)
        self.track = self._add(self.training, factories.TrackPageFactory)
        self.cases = self._add(home, factories.CaseStudyIndexPageFactory)
        self.modules, self.offline = {}, []
        for name, (fields, is_offline) in MODULES.items():
            self.modules[name] = self._add(
                self.track, factories.ModulePageFactory, module=name, **fields
            )
            self.offline += [self.modules[name]] if is_offline else []
        for page_type in get_page_models():
            if page_type not in (Page, HomePage):
                self._add_everywhere(page_type)

    def _add_everywhere(self, page_type):
        """Pages of a type below whatever may hold them, in all states."""
        factory, parents = factory_of(page_type), page_type.allowed_parent_page_models()
        for parent in (factories.home_page(), self.training, self.track, self.cases):
            if type(parent) in parents:
                for state in STATES:
                    self._add(parent, factory, state, show_in_menus=True)
        if type(self.modules["enrolled"]) in parents:
            for name, module in self.modules.items():
                self._add(module, factory, module=name)
                if hasattr(page_type, "access") and name in TASTED:
                    self._add(module, factory, module=name, access="everyone")
            for state in STATES[1:]:
                self._add(self.modules["everyone"], factory, state, module="everyone")

    def _add(self, parent, factory, state="live", *, module="", **fields):
        number = len(self.places)
        document = None
        if hasattr(factory._meta.model, "body"):
            file = ContentFile(b"A sheet", name=f"sheet-{number}.pdf")
            document = get_document_model().objects.create(title=f"Sheet {number}", file=file)
            fields["body"] = [("document", {"document": document})]
        if state == "expired":
            fields["expire_at"] = timezone.now() - DAY
        if state == "scheduled":
            fields["go_live_at"] = timezone.now() + DAY
        page = factory(
            parent=parent,
            title=f"{WORD} {number}",
            slug=f"place-{number}",
            live=state in ("live", "expired"),
            **fields,
        )
        if state == "scheduled":
            page.save_revision().publish()
        is_module = factory is factories.ModulePageFactory
        self.places.append(
            Place(
                page=page,
                state="offline" if is_module and module == "offline" else state,
                document=document,
                module="" if is_module else module,
                access="" if is_module else fields.get("access", ""),
                is_translated=state == "live" and module in ("", "enrolled", "everyone"),
            )
        )
        return page

    def _take_offline(self):
        for page in self.offline:
            page.unpublish()

    def _translate(self):
        """Give some pages a text of their own in Spanish; all others stand there as aliases."""
        spanish = Locale.objects.get(language_code="es")
        for place in self.places:
            if place.is_translated:
                page = place.page.get_translation(spanish)
                page.alias_of = None
                page.save_revision().publish()

    def _make_people(self):
        enrolled, withdrawn = UserFactory(), UserFactory()
        for module in Module.objects.all():
            EnrolmentFactory(learner=enrolled, module=module)
            EnrolmentFactory(learner=withdrawn, module=module, withdrawn_at=timezone.now())
        people = {role: UserFactory(groups=[role]) for role, rights in ROLES.items() if any(rights)}
        people |= {"enrolled": enrolled, "withdrawn": withdrawn, "learner": UserFactory()}
        people["administrator"] = UserFactory(is_superuser=True)
        self.people = {"visitor": AnonymousUser()} | {
            name: User.objects.get(pk=person.pk) for name, person in people.items()
        }
        self.clients = {name: Client() for name in self.people}
        for name in people:
            self.clients[name].force_login(people[name])
