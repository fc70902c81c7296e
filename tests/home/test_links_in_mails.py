"""Every kind of mail leads to the portal, whatever host the browser named that asked for it."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from django.contrib.auth.models import Group
from django.test import RequestFactory
from django.utils import timezone

from accounts.invitation import Invitation
from accounts.models import Erasure, KnownDevice, PendingSignup, Representative, RoleEnd
from learning.choices import EntryKind
from learning.models import HistoryEntry
from learning.records.enrolment import enrol
from learning.records.excuse import excuse_activity
from learning.records.visit import record_visit
from notices.kinds import KINDS
from notices.outbox import new_mail
from tests.factories.actors import ACTOR
from tests.factories.letters import LetterFactory
from tests.factories.messages import MessageFactory
from tests.factories.people import UserFactory
from tests.factories.training import activity_of, module_of, published_module

pytestmark = pytest.mark.django_db
OTHER = "other@example.org"


@pytest.fixture
def things():
    """{a name in the data of mails: the id of what it is about}, and the person of all."""
    person, now = UserFactory(is_superuser=True), timezone.now()  # who works on pages, too
    person.groups.add(auditors := Group.objects.get(name="Auditors"))
    page, [lesson, other] = published_module(lessons=2)
    module = module_of(page)
    enrol(learner=person, module=module, actor=ACTOR)
    record_visit(learner=person, activity=activity_of(lesson))
    excuse_activity(learner=person, activity=activity_of(other), actor=ACTOR, reason="Known.")
    EmailAddress.objects.create(user=person, email=OTHER, verified=False)
    PendingSignup.objects.create(email=OTHER, sent_at=now)
    lesson.save_revision()
    review = lesson.get_workflow().start(lesson, person)
    data = {
        "account": UserFactory(is_active=False, merged_into=person).pk,
        "entry": HistoryEntry.objects.get(kind=EntryKind.EXCUSED).pk,
        "message": MessageFactory().pk,
        "page": lesson.pk,
        "editor": person.pk,
        **{key: [] for key in ("new", "resolved", "replies")},
        "deleted": 1,
        "device": KnownDevice.objects.create(user=person, browser="Firefox").pk,
        "erasure": Erasure.objects.create(
            person=person, asked_at=now, due_at=now + timedelta(days=7), was_active=True
        ).pk,
        "invitation": Invitation.objects.create(email=OTHER, invited_by=person, sent_at=now).pk,
        "letter": LetterFactory(written_by=person).pk,
        "organisation": person.organisation_id,
        "claim": Representative.objects.create(
            organisation=person.organisation, person=person, asked_at=now
        ).pk,
        "module": module.pk,
        "provider": "EU Login",
        "role": "Auditors",
        "end": RoleEnd.objects.create(person=person, role=auditors, last_day="2027-03-03").pk,
        "last_day": "2027-03-03",
        "track": module.track_id,
        "review": review.pk,
        "task": review.current_task_state.pk,
    }
    return person, data


def test_the_links_of_every_kind(things, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://portal.example"
    person, data = things
    later = timezone.now() + timedelta(days=15)
    asked = RequestFactory().get("/", headers={"host": "stranger.example:8080"})
    hosts = {}
    for kind in KINDS.values():
        if kind.has_words:
            mail = new_mail(kind, cause=1, person=person, address=OTHER, data=data, now=later)
            with request_context(asked):
                message = kind.message(mail)
            bodies = [message.body, message.alternatives[0].content]
            found = [set(re.findall(r"https?://[^/\s\"]+", body)) for body in bodies]
            hosts[kind.key] = found
    assert hosts == dict.fromkeys(hosts, [{"https://portal.example"}] * 2)
