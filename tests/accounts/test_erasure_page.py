"""Having one's account erased: asked, undone within seven days, carried out after."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import ModelLogEntry

from accounts.erasure.asking import (
    Refused,
    ask_to_forget,
    forget_due,
    forget_now,
    keep_account,
)
from accounts.erasure.link import NothingToKeep
from accounts.erasure.periods import erase_expired
from accounts.looking_after import Refused as CannotSwitch
from accounts.looking_after import switch_off
from accounts.models import Erasure, ErasureRun, Invitation, PendingSignup, Session, User
from notices.models import Mail
from tests.factories.people import PASSWORD, UserFactory
from tests.html import assert_valid_html
from tests.threads import together

pytestmark = pytest.mark.django_db
one_database = pytest.mark.one_database
PAGE = "/en/accounts/data/erase/"
# A database that refuses to change, or to delete, one row.
REFUSING = {
    "sqlite": "CREATE TRIGGER refuse BEFORE {event} ON {table} WHEN OLD.id = {pk} "
    "BEGIN SELECT RAISE(ABORT, 'refused'); END",
    "postgresql": "SET CONSTRAINTS ALL IMMEDIATE; "
    "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN IF OLD.id = {pk} THEN RAISE 'refused'; "
    "END IF; RETURN NEW; END $$ LANGUAGE plpgsql; CREATE TRIGGER refuse BEFORE {event} "
    "ON {table} FOR EACH ROW EXECUTE FUNCTION refuse()",
}


def link_in_mail():
    """The path behind the button of the newest mail."""
    call_command("send_mails", stdout=StringIO())
    words = mail.outbox[-1].body
    return next(word for word in words.split() if "/accounts/erasure/" in word).split("/", 3)[-1]


def log_in(client, person):
    return client.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD})


def test_a_person_asks_changes_their_mind_and_asks_again(client):
    person = UserFactory(preferred_language="es")
    log_in(client, person)
    assert PAGE in client.get("/en/accounts/data/").text
    html = assert_valid_html(client.get(PAGE))
    for words in ("Quiz attempts", "Your organisation", "no name", "password"):
        assert words in html
    _others, proof = html.split("What is kept as proof, and until when")
    for words in (
        "It holds dates and a number, no name.",
        "Until the funder’s term for proof ends",
    ):
        assert words in proof
    asked = client.post(PAGE, {"sure": "on"})
    assert asked.url.startswith("/en/accounts/reauthenticate/")
    client.post(asked.url, {"password": PASSWORD})
    assert "Nothing was changed" in client.post(PAGE, follow=True).text
    assert not Erasure.objects.exists()
    done = client.post(PAGE, {"sure": "on"}, follow=True)
    assert "seven days" in assert_valid_html(done)
    person.refresh_from_db()
    assert not person.is_active
    assert not Session.objects.filter(user=person).exists()
    way = "/" + link_in_mail()
    assert mail.outbox[-1].to == [person.email]
    assert "se borrará" in mail.outbox[-1].subject
    assert log_in(client, person).url.split("/erasure/")[1] == way.split("/erasure/")[1]
    assert_valid_html(client.get(way))
    client.get(way)
    person.refresh_from_db()
    assert not person.is_active
    assert client.post(way).status_code == 302
    person.refresh_from_db()
    assert person.is_active
    again = client.post(way)
    assert again.status_code == 410
    assert_valid_html(again)
    assert log_in(client, person).url.endswith("/my-learning/")
    ask_to_forget(person, by=person)
    with pytest.raises(Refused):
        ask_to_forget(person, by=person)
    assert client.get(way).status_code == 410


def test_after_seven_days_and_not_before_the_account_is_erased():
    kept, due, on_again = UserFactory(), UserFactory(), UserFactory()
    for person in (kept, due, on_again):
        ask_to_forget(person, by=person)
    for erasure in Erasure.objects.all():
        assert erasure.due_at - erasure.asked_at == timedelta(days=7)
    assert forget_due() == 0
    Erasure.objects.exclude(person=kept).update(due_at=timezone.now())
    User.objects.filter(pk=on_again.pk).update(is_active=True)
    address = due.email
    assert forget_due() == 1
    assert forget_due() == 0
    for person in (kept, due, on_again):
        person.refresh_from_db()
    assert (kept.erased_at, on_again.erased_at) == (None, None)
    assert due.erased_at
    assert not Mail.objects.filter(address=address).exists()
    assert Erasure.objects.get(person=due).erased_at


def test_an_administrator_has_somebody_erased_and_stops_it(client):
    admin, person = UserFactory(is_superuser=True, is_staff=True), UserFactory()
    client.force_login(admin)
    page = f"/admin/users/{person.pk}/erase/"
    assert page in client.get(f"/admin/users/edit/{person.pk}/").text
    assert "Quiz attempts" in client.get(page).text
    wrong = client.post(page, {"address": admin.email})
    assert f"This is not the address of the person: “{person.email}”" in wrong.text
    client.post(page, {"address": person.email.upper()})
    person.refresh_from_db()
    assert not person.is_active
    assert link_in_mail()
    assert "will be erased on" in client.get(page).text
    client.post(page, {"keep": ""})
    person.refresh_from_db()
    assert person.is_active
    actions = (
        ModelLogEntry.objects.for_instance(person).order_by("pk").values_list("action", "user")
    )
    assert list(actions) == [("accounts.erase", admin.pk), ("accounts.keep", admin.pk)]
    client.post(f"/admin/users/{admin.pk}/erase/", {"address": admin.email})
    admin.refresh_from_db()
    assert admin.is_active
    # Whoever runs the programme does the same, but not with administrators.
    manager = UserFactory(groups=["Programme managers"])
    client.force_login(manager)
    assert page in client.get(f"/admin/people/{person.pk}/").text
    client.post(page, {"address": person.email})
    person.refresh_from_db()
    assert not person.is_active
    assert Erasure.objects.get(person=person, undone_at=None).asked_by == manager
    deputy = UserFactory(groups=["Editors"])
    deputy.groups.get().permissions.add(Permission.objects.get(codename="change_user"))
    for other in (admin, deputy):
        other_page = f"/admin/users/{other.pk}/erase/"
        assert other_page not in client.get(f"/admin/people/{other.pk}/").text
        client.post(other_page, {"address": other.email})
        other.refresh_from_db()
        assert other.is_active
    client.force_login(UserFactory(groups=["Trainers"]))
    assert client.get(page).status_code == 302


def test_who_is_switched_on_again_is_kept_and_can_be_switched_off(client):
    admin = UserFactory(is_superuser=True, is_staff=True)
    edited, chosen = UserFactory(), UserFactory()
    ways = []
    for person in (edited, chosen):
        ask_to_forget(person, by=person)
        ways.append("/" + link_in_mail())
    client.force_login(admin)
    form = {"email": edited.email, "first_name": "Ana", "last_name": "R"}
    form["preferred_language"] = "en"
    client.post(f"/admin/users/edit/{edited.pk}/", form | {"is_active": "on"})
    bulk = f"/admin/bulk/accounts/user/set_active_state/?id={chosen.pk}"
    client.post(bulk, {"mark_as_active": "True"})
    assert User.objects.filter(pk__in=[edited.pk, chosen.pk], is_active=True).count() == 2
    User.objects.filter(pk=edited.pk).update(is_active=False)  # for another reason
    assert [client.post(way).status_code for way in ways] == [410, 410]
    edited.refresh_from_db()
    assert not edited.is_active
    ask_to_forget(chosen, by=chosen)  # the old wish does not stand in the way


def test_the_operator_erases_at_once(monkeypatch, capsys):
    person, admin = UserFactory(), UserFactory(is_superuser=True)
    told = StringIO()
    call_command("erase_person", person.email, dry_run=True, stdout=told)
    assert "account.EmailAddress: 1 goes" in told.getvalue()
    assert "Nothing was changed." in told.getvalue()
    monkeypatch.setattr("builtins.input", lambda _question: "somebody@else.example")
    with pytest.raises(CommandError, match="another address"):
        call_command("erase_person", person.email, stdout=told)
    assert not User.objects.get(pk=person.pk).erased_at
    call_command("erase_person", person.email.upper(), yes=True, stdout=told)
    assert User.objects.get(pk=person.pk).erased_at
    for email, words in ((person.email, "Nobody has"), (admin.email, "only account")):
        with pytest.raises(CommandError, match=words):
            call_command("erase_person", email, yes=True, stdout=told)


def test_the_night_erases_what_its_period_ends_and_managers_read_it(client):
    now = timezone.now()
    old, new = now - timedelta(days=31), now - timedelta(days=29)
    for number, sent_at in enumerate((old, old, new)):
        PendingSignup.objects.create(email=f"a{number}@example.org", sent_at=sent_at)
    told = StringIO()
    call_command("erase_expired", dry_run=True, stdout=told)
    assert "accounts.PendingSignup: 2" in told.getvalue()
    assert PendingSignup.objects.count() == 3
    client.force_login(UserFactory(groups=["Programme managers"]))
    page = "/admin/reports/erased/"
    assert "No period has ended yet" in client.get(page).text
    call_command("erase_expired", stdout=told)
    assert PendingSignup.objects.get().sent_at == new
    assert ErasureRun.objects.get().counts == {"accounts.PendingSignup": 2}
    assert "pending sign-ups: 2" in client.get(page).text
    call_command("erase_expired", stdout=told)
    assert ErasureRun.objects.count() == 1
    client.force_login(UserFactory(groups=["Trainers"]))
    assert client.get(page).status_code in (302, 403)


def refuse(event, row):
    """Let the database refuse the `event` of `row`."""
    facts = {"event": event, "table": row._meta.db_table, "pk": row.pk}
    with connection.cursor() as cursor:
        cursor.execute(REFUSING[connection.vendor].format(**facts))


@one_database
def test_one_kind_that_cannot_be_erased_stops_no_other(caplog):
    old = timezone.now() - timedelta(days=60)
    signup = PendingSignup.objects.create(email="a@example.org", sent_at=old)
    invitation = Invitation.objects.create(email="b@example.org", sent_at=old)
    refuse("DELETE", signup)
    assert erase_expired() == {"accounts.Invitation": 1}
    assert ErasureRun.objects.get().counts == {"accounts.Invitation": 1}
    assert list(PendingSignup.objects.all()) == [signup]
    assert not Invitation.objects.filter(pk=invitation.pk).exists()
    assert "accounts.PendingSignup cannot be erased" in caplog.text


@one_database
def test_one_who_cannot_be_erased_stops_no_other(caplog):
    ana, ben = UserFactory(), UserFactory()
    for person in (ana, ben):
        ask_to_forget(person, by=person)
    Erasure.objects.update(due_at=timezone.now())
    refuse("UPDATE", ana)
    assert forget_due() == 1
    assert list(User.objects.exclude(erased_at=None)) == [ben]
    assert f"The person {ana.pk} cannot be forgotten" in caplog.text
    assert list(Erasure.objects.open()) == [ana.erasures.get()]


@pytest.mark.django_db(transaction=True)
def test_who_keeps_and_who_erases_at_once_do_not_block_each_other():
    for _each in range(5):
        person, boss = UserFactory(), UserFactory(is_superuser=True)
        erasure = ask_to_forget(person, by=person)
        Erasure.objects.filter(pk=erasure.pk).update(due_at=timezone.now())
        results = together(
            lambda erasure=erasure: keep_account(erasure),
            lambda erasure=erasure: keep_account(erasure),
            lambda person=person: forget_now(person),
            forget_due,
            lambda person=person, boss=boss: switch_off(person, by=boss),
        )
        raised = {type(each) for each in results if isinstance(each, Exception)}
        assert raised <= {NothingToKeep, Refused, CannotSwitch}
        person.refresh_from_db()
        assert not person.is_active
        assert person.erased_at  # by the operator, at the latest


def test_proof_is_kept_until_the_day_that_the_settings_hold(client, settings, time_machine):
    time_machine.move_to(timezone.now())
    person, gone, open_one = UserFactory(), UserFactory(), UserFactory()
    call_command("erase_person", gone.email, yes=True, stdout=StringIO())
    ask_to_forget(open_one, by=open_one)
    client.force_login(person)
    pages = ("/en/accounts/data/", "/en/accounts/data/erase/")
    for page in pages:
        assert "Until the funder’s term for proof ends" in client.get(page).text
    call_command("erase_expired", stdout=StringIO())
    assert Erasure.objects.count() == 2
    settings.FUNDER_PROOF_UNTIL = timezone.localdate() + timedelta(days=1)
    day = date_format(settings.FUNDER_PROOF_UNTIL)
    for page in pages:
        assert f"Until the funder’s term for proof ends, on {day}" in client.get(page).text
    for number in (2, 2, 1):  # on the day itself it still is proof; what is open stays
        call_command("erase_expired", stdout=StringIO())
        assert Erasure.objects.count() == number
        time_machine.shift(timedelta(days=1))
    assert ErasureRun.objects.get().counts == {"accounts.Erasure": 1}
