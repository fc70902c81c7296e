"""Two weeks before a role ends by itself: who has it is told, and who gave it, once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.announcing_ends import announce_ends, giver_of
from accounts.ending_roles import set_last_day
from accounts.inviting import accept, invitation_token, invite
from accounts.looking_after import set_roles
from accounts.models import RoleEnd
from notices.models import Mail, MailState
from tests.accounts.test_ending_roles import auditor, days, role
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
KINDS = {"role_ends_soon", "given_role_ends_soon"}


@pytest.fixture
def manager():
    return UserFactory(groups=["Programme managers"], preferred_language="es")


def told():
    """{kind: {person who gets it}}, of the mails about ends to come."""
    found = {}
    for each in Mail.objects.filter(kind__in=KINDS).select_related("person"):
        found.setdefault(each.kind, set()).add(each.person)
    return found


def test_both_are_told_once_two_weeks_before(manager, time_machine):
    time_machine.move_to(timezone.now())
    ana = UserFactory(first_name="Ana", last_name="Ruiz")
    set_roles(ana, by=manager, roles=[role()], last_day=days(20))
    assert announce_ends() == 0
    time_machine.shift(timedelta(days=6))
    for _night in range(3):
        call_command("end_roles")
        time_machine.shift(timedelta(days=1))
    assert told() == {"role_ends_soon": {ana}, "given_role_ends_soon": {manager}}
    assert Mail.objects.filter(kind__in=KINDS).count() == 2
    call_command("send_mails")
    to_ana, to_manager = mail.outbox[-2:]
    assert (to_ana.to, to_manager.to) == ([ana.email], [manager.email])
    assert "You have the role “Auditors” until" in to_ana.body
    assert to_manager.subject == "Un rol que diste termina pronto"
    assert "Ana Ruiz tiene el rol «Auditoría» hasta el" in to_manager.body
    client = Client()
    client.force_login(manager)
    path = f"/admin/people/{ana.pk}/roles/"
    assert path in to_manager.body
    assert client.get(path).status_code == 200

    set_roles(ana, by=manager, roles=[role()], last_day=days(14))  # for another day once more
    assert announce_ends() == 1
    assert Mail.objects.filter(kind__in=KINDS).count() == 4


def test_what_is_not_true_any_more_is_not_sent(manager):
    prolonged, taken, erased = (auditor(days(9)) for _number in range(3))
    assert announce_ends() == 3
    set_last_day([prolonged], role(), days(90))
    taken.groups.clear()
    erased.groups.clear()
    call_command("send_mails")
    states = set(Mail.objects.filter(kind__in=KINDS).values_list("state", flat=True))
    assert MailState.SENT not in states
    assert not mail.outbox


def test_who_gave_it_is_who_set_the_day_last_and_may_do_so_still(manager):
    def giver(person):
        return giver_of(RoleEnd.objects.get(person=person))

    names = {"first_name": "Rafa", "last_name": "Revisor"}
    invitation = invite(
        by=manager, email="rafa@example.org", role=role(), role_last_day=days(8), **names
    )
    _invitation, rafa = accept(token=invitation_token(invitation), password=PASSWORD)
    assert giver(rafa) == manager
    colleague = UserFactory(groups=["Programme managers"])
    set_roles(rafa, by=colleague, roles=[role()], last_day=days(9))
    assert giver(rafa) == colleague
    colleague.groups.clear()
    assert giver(rafa) is None
    nobody = auditor(days(3))
    assert giver(nobody) is None
    off = auditor(days(3), is_active=False)
    announce_ends()
    assert told() == {"role_ends_soon": {rafa, nobody}}
    assert off not in told()["role_ends_soon"]


def test_who_has_no_last_day_is_named_so(manager):
    old = UserFactory(groups=["Auditors"])  # from before all had to have one
    auditor(days(3))
    client = Client()
    client.force_login(manager)
    for path in (f"/admin/people/?role={role().pk}", f"/admin/people/{old.pk}/"):
        assert client.get(path).text.count("Auditors (no last day)") == 1
