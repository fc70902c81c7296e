"""The demo's fictional people, their organisations and what they have learnt so far."""

import hashlib
import json
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.devices import DEVICE
from accounts.ending_roles import end_roles, set_last_day
from accounts.languages import SOURCE_LANGUAGE
from accounts.linking import save_link
from accounts.merging import merge_organisations
from accounts.models import EnterpriseLink, Organisation, Session, User
from accounts.one_person.merge import merge_people
from accounts.profile import THEMES
from accounts.representing import claim, confirm
from accounts.role_end import today
from accounts.sessions import SessionStore
from assessments.correction import CorrectionKind, Fault
from assessments.remarking import NothingToCorrect, correct_question
from assessments.version import current_version
from demo.content import page_uuid
from demo.errors import ContentError
from demo.journeys import Journey
from demo.models import LoadedItem
from demo.said import ask_to_erase, tell_of
from demo.stories import STORIES
from learning.actor import Actor
from learning.models import Module

PASSWORD = "smart-cities-demo"  # noqa: S105 -- public, of fictional people only


def begin_session(person, *, days_ago, hours_unused, **device):
    """Make an open session of `person` on a device (`accounts.devices.Device`); nobody holds it."""
    now = timezone.now()
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store[DEVICE] = {**device, "began": (now - timedelta(days=days_ago)).isoformat()}
    store.create()
    row = Session.objects.filter(session_key=store.session_key)
    row.update(last_seen_at=now - timedelta(hours=hours_unused))


class PeopleLoader:
    """Makes the people of a file who are not there yet. Those who are, stay as they are."""

    def __init__(self, path, themes):
        self.path, self.themes = path, themes
        try:
            self.data = json.loads(path.read_text("utf-8"))
        except ValueError as error:
            raise ContentError(f"{path.name} is not valid JSON: {error}.") from error
        self.known = set(
            LoadedItem.objects.filter(name__contains="@").values_list("name", flat=True)
        )
        self.modules = {module.key: module for module in Module.objects.select_related("track")}
        self.written = 0

    def load(self):
        """Make the missing people, then let them learn."""
        new = [
            person
            for person in self.data["staff"] + self.data["learners"]
            if person["email"] not in self.known
        ]
        if not new:
            return
        organisations = self._organisations()
        for data in self.data.get("links", []):
            self._link(data, organisations)
        password = make_password(PASSWORD)  # once: it is slow on purpose
        for person in new:
            self._make(person, organisations, password)
            self.written += 1
        self._merge(organisations)
        self._merge_people(new)
        ask_to_erase(new)
        for data in self.data.get("representatives", []):
            self._represent(data)
        for correction in self.data.get("corrections", []):
            self._withdraw_question(correction)

    def _withdraw_question(self, data):
        """Withdraw a question of a module's quiz, known by its number; once."""
        module = self.modules.get(page_uuid(data["module"]))
        quiz = module and module.activities.filter(quiz_versions__isnull=False).first()
        if quiz is None:
            raise ContentError(f"{self.path.name}: “{data['module']}” has no quiz to correct.")
        questions = current_version(quiz, SOURCE_LANGUAGE).quiz.questions
        with suppress(NothingToCorrect):
            correct_question(
                activity=quiz,
                question_id=questions[data["question"] - 1].id,
                kind=CorrectionKind.WITHDRAWN,
                fault=Fault(data["fault"]),
                reason=data["reason"],
                actor=Actor.person(User.objects.get(email=data["by"])),
            )

    def _represent(self, data):
        """Let somebody ask to represent the own organisation, and be confirmed; once."""
        person = User.objects.get(email=data["email"])
        asked = claim(person=person)
        if data.get("is_confirmed") and not asked.since:
            confirm(representative=asked, by=User.objects.get(email="manager@demo.example"))

    def _organisations(self):
        made = {}
        for data in self.data["organisations"]:
            beside = {"key", "merged_into", *THEMES}
            fields = {name: data[name] for name in data.keys() - beside}
            organisation, is_new = Organisation.objects.get_or_create(
                name=fields.pop("name"),
                kind=fields.pop("kind"),
                country=fields.pop("country"),
                defaults=fields,
            )
            made[data["key"]] = organisation
            for name in THEMES if is_new else ():
                themes = [self.themes[key] for key in data.get(name, ())]
                getattr(organisation, name).set(theme for theme in themes if theme)
        return made

    def _link(self, data, organisations):
        """Link two organisations, as a manager would; once."""
        ends = {name: organisations[data[name]] for name in ("holder", "held")}
        if not EnterpriseLink.objects.filter(**ends).exists():
            save_link(EnterpriseLink(**ends, share=Decimal(data["share"])), by=None)

    def _merge(self, organisations):
        """Merge those that were named twice; once."""
        for data in self.data["organisations"]:
            merged = organisations[data["key"]]
            if "merged_into" in data and not merged.merged_into_id:
                manager = User.objects.get(email="manager@demo.example")
                into = organisations[data["merged_into"]]
                merge_organisations(merged=merged, into=into, by=manager)

    def _merge_people(self, new):
        """Merge those who came twice, where the second account is among the `new` ones."""
        for data in new:
            if "merged_into" in data:
                merge_people(
                    merged=User.objects.get(email=data["email"]),
                    into=User.objects.get(email=data["merged_into"]),
                    by=User.objects.get(email="manager@demo.example"),
                )

    def _make(self, person, organisations, password):
        learning = person.get("learning", [])
        joined = max((history["days_ago"] for history in learning), default=60)
        since = timezone.now() - timedelta(days=joined, hours=1)
        user = User.objects.create(
            email=person["email"],
            password=password,
            first_name=person["first_name"],
            last_name=person["last_name"],
            preferred_language=person.get("preferred_language", ""),
            organisation=organisations[person["organisation"]],
            is_superuser=person.get("is_superuser", False),
            is_staff=person.get("is_superuser", False),
            date_joined=since,
            organisation_since=since,
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        for name in person.get("groups", []):
            role = Group.objects.get(name=name)
            if days := person.get("role_ends_in_days"):
                set_last_day([user], role, today() + timedelta(days=days))
            user.groups.add(role)
        end_roles(user)
        for history in learning:
            self._learn(user, history)
        for session in person.get("sessions", []):
            begin_session(user, **session)
        tell_of(user, person, since)
        digest = hashlib.sha256(json.dumps(person, sort_keys=True).encode()).hexdigest()
        LoadedItem.objects.create(name=user.email, digest=digest, target_id=user.pk)

    def _learn(self, user, history):
        module = self.modules.get(page_uuid(history["module"]))
        story = STORIES.get(history["story"])
        if module is None or story is None:
            wrong = history["story"] if module else history["module"]
            raise ContentError(f"{self.path.name}, “{user.email}”: there is no “{wrong}”.")
        story(Journey(user, module, history["days_ago"]))
