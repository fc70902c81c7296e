"""Who gives or takes a role in the admin is in the log, and the person reads of it."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from notices.models import Mail
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_changed_roles_are_logged_and_told_once(admin_client):
    roles = {name: Group.objects.get(name=name) for name in ("Trainers", "Editors", "Advisers")}
    ana = UserFactory(preferred_language="es", groups=["Trainers"])
    assert not Mail.objects.exists()  # nobody gave it in the admin
    url = f"/admin/users/edit/{ana.pk}/"
    data = {"email": ana.email, "first_name": "Ana", "last_name": "R", "is_active": "on"}
    data["preferred_language"] = "es"
    admin_client.post(url, data | {"groups": [roles["Editors"].pk, roles["Advisers"].pk]})
    admin_client.post(url, data | {"groups": [roles["Editors"].pk, roles["Advisers"].pk]})
    history = admin_client.get(f"/admin/users/history/{ana.pk}/").text
    assert history.count("Role given: Advisers, Editors") == 1
    assert history.count("Role taken: Trainers") == 1
    admin_client.post(
        f"/admin/bulk/accounts/user/assign_role/?id={ana.pk}",
        {"role": Group.objects.get(name="Trainers").pk},
    )
    admin_client.post(url, data)
    entries = ModelLogEntry.objects.for_instance(ana).filter(action__endswith="_role")
    assert [(entry.action, entry.data["roles"]) for entry in entries.order_by("pk")] == [
        ("accounts.take_role", ["Trainers"]),
        ("accounts.give_role", ["Advisers", "Editors"]),
        ("accounts.give_role", ["Trainers"]),
        ("accounts.take_role", ["Advisers", "Editors", "Trainers"]),
    ]
    assert Mail.objects.filter(person=ana, kind="roles_changed").count() == 3
    call_command("send_mails")
    assert {message.subject for message in mail.outbox} == {"Tus roles en el portal han cambiado"}
    assert "son ahora: ningún rol" in mail.outbox[0].body

    # Administration is told like a role.
    admin_client.post(url, data | {"is_superuser": "on"})
    call_command("send_mails")
    assert "son ahora: Administración" in mail.outbox[-1].body
    admin_client.post(url, data)
    history = admin_client.get(f"/admin/users/history/{ana.pk}/").text
    assert "Role given: Administrators" in history
    assert "Role taken: Administrators" in history
    assert Mail.objects.filter(person=ana, kind="roles_changed").count() == 5


def test_all_in_the_list_are_those_whom_its_filters_leave(admin_client):
    trainers, advisers = (Group.objects.get(name=name) for name in ("Trainers", "Advisers"))
    people = UserFactory.create_batch(3, groups=["Trainers"])
    UserFactory(groups=["Trainers"], is_active=False)
    UserFactory()
    action = f"/admin/bulk/accounts/user/assign_role/?id=all&group={trainers.pk}&is_active=true"
    with CaptureQueriesContext(connection) as few:
        admin_client.post(action, {"role": advisers.pk})
    assert {*advisers.user_set.all()} == {*people}
    assert Mail.objects.filter(kind="roles_changed").count() == 3
    advisers.user_set.clear()
    UserFactory.create_batch(6, groups=["Trainers"])
    with CaptureQueriesContext(connection) as many:
        admin_client.post(action, {"role": advisers.pk})
    assert advisers.user_set.count() == 9
    assert len(many) == len(few)


def test_no_role_is_given_to_an_account_that_was_merged(admin_client):
    kept = UserFactory()
    pointer = UserFactory(is_active=False, merged_into=kept)
    chosen = f"?id={kept.pk}&id={pointer.pk}"
    admin_client.post(
        f"/admin/bulk/accounts/user/assign_role/{chosen}",
        {"role": Group.objects.get(name="Trainers").pk},
    )
    assert [each.name for each in kept.groups.all()] == ["Trainers"]
    assert not pointer.groups.exists()
