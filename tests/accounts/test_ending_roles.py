"""A role that ends by itself: given until a day, prolonged, and gone when the day is over."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts import ending_roles
from accounts.ending_roles import end_roles, set_last_day
from accounts.inviting import invitation_token, invite
from accounts.models import Invitation, RoleEnd, User
from accounts.people_file import check_people
from accounts.role_end import today
from notices.models import Mail
from tests.factories.people import OrganisationFactory, UserFactory
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db
one_database = pytest.mark.one_database
NIGHT = timedelta(hours=8)
REPORT = "/admin/reports/completion/"
PARTICIPANTS = "/admin/reports/participants/"
NAMES = {"first_name": "Rafa", "last_name": "Revisor", "preferred_language": "en"}


def days(number):
    return today() + timedelta(days=number)


def role(name="Auditors"):
    return Group.objects.get(name=name)


def auditor(last_day, *others, **fields):
    """Somebody who audits until `last_day`, and has the roles `others` too."""
    person = UserFactory(groups=["Auditors", *others], **fields)
    set_last_day([person], role(), last_day)
    return person


def names_of(person):
    return sorted(User.objects.get(pk=person.pk).groups.values_list("name", flat=True))


def logged_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def manager():
    return logged_in(UserFactory(groups=["Programme managers"]))


@pytest.fixture
def evening(time_machine):
    """The evening of a day; a NIGHT later a session that was used then is still open."""
    time_machine.move_to(datetime(2027, 3, 3, 20, tzinfo=ZoneInfo("Europe/Madrid")), tick=False)
    return time_machine


def test_a_manager_gives_prolongs_shortens_and_takes_it(manager):
    ana = UserFactory(preferred_language="es")
    page, form = f"/admin/people/{ana.pk}/", f"/admin/people/{ana.pk}/roles/"

    def sent(*roles, day):
        data = {"roles": [role(name).pk for name in roles], "role_last_day": day}
        return manager.post(form, data, follow=True).text

    assert "For Auditors: after this day" in manager.get(form).text
    for day, words in (
        ("", "Write the last day"),
        (f"{today()}", "not in the future"),
        (f"{days(900)}", "too far ahead"),
        ("soon", "Write the day like"),
    ):
        answer = sent("Auditors", "Trainers", day=day)
        assert words in answer
        assert answer.count("checked") == 2  # nothing that was chosen is lost
    assert names_of(ana) == []
    assert not RoleEnd.objects.exists()

    assert "Saved." in sent("Auditors", "Trainers", day=f"{days(30)}")
    assert names_of(ana) == ["Auditors", "Trainers"]
    assert RoleEnd.objects.get().last_day == days(30)
    assert Mail.objects.filter(person=ana, kind="roles_changed").count() == 1
    assert f'value="{days(30)}"' in manager.get(form).text
    assert "Nothing was different" in sent("Auditors", "Trainers", day=f"{days(30)}")
    for number in (60, 10):
        assert "Saved." in sent("Auditors", "Trainers", day=f"{days(number)}")
        assert RoleEnd.objects.get().last_day == days(number)
    assert Mail.objects.filter(person=ana, kind="roles_changed").count() == 3
    entries = ModelLogEntry.objects.for_instance(ana).filter(action=ending_roles.LAST_DAY_SET)
    assert {each.data["last_day"] for each in entries} == {f"{days(n)}" for n in (30, 60, 10)}
    assert "Last day of the role Auditors: " in manager.get(page).text
    for path in (page, "/admin/people/"):
        assert f"Auditors (until {days(10):%-d %B %Y})" in manager.get(path).text
    call_command("send_mails")
    assert "Auditoría (hasta el " in mail.outbox[-1].body

    sent("Trainers", day=f"{days(10)}")
    assert names_of(ana) == ["Trainers"]
    assert not RoleEnd.objects.exists()  # it did not end by itself


@one_database
def test_an_administrator_gives_it_with_a_day_only(admin_client):
    people = [UserFactory(), auditor(days(5))]
    ana = people[0]
    action = f"/admin/bulk/accounts/user/assign_role/?id={ana.pk}&id={people[1].pk}"
    refused = admin_client.post(action, {"role": role().pk, "role_last_day": ""})
    assert "Write the last day" in refused.text
    assert names_of(ana) == []
    admin_client.post(action, {"role": role().pk, "role_last_day": f"{days(40)}"})
    assert [end.last_day for end in RoleEnd.objects.all()] == [days(40), days(40)]
    assert Mail.objects.filter(kind="roles_changed").count() == 2
    admin_client.post(action, {"role": role("Trainers").pk, "role_last_day": ""})
    assert names_of(ana) == ["Auditors", "Trainers"]

    url = f"/admin/users/edit/{ana.pk}/"
    data = NAMES | {"email": ana.email, "is_active": "on"}
    admin_client.post(url, data | {"groups": [role().pk]})
    assert names_of(ana) == ["Auditors"]  # which was there
    admin_client.post(url, data)
    assert not RoleEnd.objects.filter(person=ana).exists()
    refused = admin_client.post(url, data | {"groups": [role().pk]})
    assert "this role needs a last day" in refused.text
    assert names_of(ana) == []
    new = data | {"email": "new@example.org", "password1": "x" * 20, "password2": "x" * 20}
    refused = admin_client.post("/admin/users/new/", new | {"groups": [role().pk]})
    assert "this role needs a last day" in refused.text


@one_database
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Honolulu"])
def test_the_day_is_the_portals_wherever_somebody_is(time_machine, settings, zone):
    settings.TIME_ZONE = "Europe/Madrid"
    person = auditor(date(2027, 3, 3), time_zone=zone)
    madrid = ZoneInfo("Europe/Madrid")
    for moment, status in (("23:59:59", 200), ("00:00:00", 403)):
        day = 3 if status == 200 else 4
        hour, minute, second = map(int, moment.split(":"))
        time_machine.move_to(
            datetime(2027, 3, day, hour, minute, second, tzinfo=madrid), tick=False
        )
        assert logged_in(person).get(REPORT).status_code == status
    assert names_of(person) == []


def test_an_open_session_loses_it_at_once_and_is_told(evening):
    person = auditor(today(), preferred_language="en")
    client = logged_in(person)
    first = client.get("/admin/").text
    assert f"Auditors (until {today():%-d %B %Y})" in first
    assert client.get(REPORT).status_code == 200
    evening.shift(NIGHT)
    answer = client.get(REPORT)
    assert answer.status_code == 403
    html = assert_valid_html(answer)
    assert "with a role that you no longer have: Auditors (ended on" in html
    assert 'href="/contact/write/"' in html
    assert client.post(REPORT).status_code == 403
    assert client.get("/en/my-learning/").status_code == 200
    assert names_of(person) == []

    for _again in range(2):
        call_command("end_roles")
    assert Mail.objects.filter(kind="role_ended").count() == 1
    call_command("send_mails")
    [message] = mail.outbox
    assert message.subject == "Your role on the portal has ended"
    assert "You had the role “Auditors” until" in message.body
    [entry] = ModelLogEntry.objects.for_instance(person)
    assert (entry.action, entry.user) == (ending_roles.ENDED, None)


def test_only_this_one_of_two_roles_ends(evening):
    person = auditor(today(), "Trainers")
    client = logged_in(person)
    assert client.get(PARTICIPANTS).status_code == 200
    evening.shift(NIGHT)
    assert client.get(PARTICIPANTS).status_code == 302
    assert client.get(REPORT).status_code == 200
    assert "Auditors (ended on" in client.get("/admin/").text
    assert names_of(person) == ["Trainers"]
    page = logged_in(UserFactory(is_superuser=True)).get(f"/admin/people/{person.pk}/").text
    assert "The role Auditors ended by itself" in page
    assert "Auditors (ended on" in page
    evening.shift(timedelta(days=40))
    assert "Auditors (ended on" not in logged_in(person).get("/admin/").text


def test_an_administrator_stays_one(evening):
    person = auditor(today(), is_superuser=True)
    client = logged_in(person)
    evening.shift(NIGHT)
    assert client.get(PARTICIPANTS).status_code == 200
    assert names_of(person) == []


def test_killed_between_the_next_run_goes_on(monkeypatch):
    people = [auditor(days(-1)) for _number in range(3)]
    queue, calls = ending_roles.queue_mails, []

    def dies_at_the_second(mails):
        calls.append(mails)
        if len(calls) == 2:
            raise KeyboardInterrupt
        queue(mails)

    monkeypatch.setattr(ending_roles, "queue_mails", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        end_roles()
    assert sum(names_of(person) == [] for person in people) == 1
    assert Mail.objects.filter(kind="role_ended").count() == 1
    monkeypatch.undo()
    assert end_roles() == 2
    assert end_roles() == 0
    assert Mail.objects.filter(kind="role_ended").count() == 3


def test_where_nothing_can_be_written_it_counts_all_the_same():
    client = logged_in(auditor(days(-1)))

    def full(execute, sql, params, many, context):
        if sql.startswith('DELETE FROM "accounts_user_groups"'):
            raise DatabaseError("no room")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(full):
        assert client.get(REPORT).status_code == 403
    assert client.get(REPORT).status_code == 403


def test_given_again_it_counts_again(manager):
    person = auditor(days(-1))
    end_roles()
    form = f"/admin/people/{person.pk}/roles/"
    assert "checked" not in manager.get(form).text
    manager.post(form, {"roles": [role().pk], "role_last_day": f"{days(9)}"})
    assert end_roles() == 0
    assert logged_in(person).get(REPORT).status_code == 200


def test_an_invitation_gives_it_until_the_day(manager):
    form = NAMES | {"email": "rafa@example.org", "role": role().pk}
    assert "Write the last day" in manager.post("/admin/people/invitations/new/", form).text
    form["role_last_day"] = f"{days(5)}"
    manager.post("/admin/people/invitations/new/", form)
    invitation = Invitation.objects.get()
    until = f"Auditors (until {days(5):%-d %B %Y})"
    assert until in manager.get(f"/admin/people/invitations/{invitation.pk}/").text
    address = f"/en/accounts/invited/{invitation_token(invitation)}/"
    assert f"<bdi>{until}</bdi>" in Client().get(address).text
    call_command("send_mails")
    assert until in mail.outbox[-1].body
    Client().post(address, {"password1": "seven-loud-herons"})
    person = User.objects.get(email="rafa@example.org")
    assert person.role_ends.get().last_day == days(5)
    assert names_of(person) == ["Auditors"]


@one_database
def test_accepted_after_the_day_it_gives_no_role_and_says_so(manager, time_machine):
    by = User.objects.get(groups__name="Programme managers")
    facts = NAMES | {"organisation": OrganisationFactory()}
    known = UserFactory(email="known@example.org")
    late = [
        invite(by=by, email=email, role=role(), role_last_day=days(2), **facts)
        for email in ("new@example.org", known.email)
    ]
    time_machine.move_to(timezone.now() + timedelta(days=3))
    for invitation, client in zip(late, (Client(), logged_in(known)), strict=True):
        address = f"/en/accounts/invited/{invitation_token(invitation)}/"
        html = assert_valid_html(client.get(address))
        assert "It is no longer given, so you accept without it" in html
        client.post(address, {"password1": "seven-loud-herons"})
        person = User.objects.get(email=invitation.email)
        assert person.organisation == facts["organisation"]
        assert names_of(person) == []
    # One of before, without a day, gives nothing either.
    older = invite(by=by, email="older@example.org", role=role(), **facts)
    Client().post(f"/en/accounts/invited/{invitation_token(older)}/", {"password1": ""})
    assert names_of(User.objects.get(email="older@example.org")) == []


@one_database
def test_accepting_an_older_invitation_shortens_nothing(manager):
    by = User.objects.get(groups__name="Programme managers")
    person = auditor(days(90))
    invitation = invite(by=by, email=person.email, role=role(), role_last_day=days(2), **NAMES)
    logged_in(person).post(f"/en/accounts/invited/{invitation_token(invitation)}/")
    assert person.role_ends.get().last_day == days(90)


@one_database
def test_a_table_asks_for_the_day_by_row_and_column():
    by = UserFactory(groups=["Programme managers"])
    table = "Correo electrónico;Nombre;Apellidos;Rol;Último día del rol\n"
    cells = [
        ("Auditoría", f"{days(9)}", ""),
        ("Auditors", f"{days(9):%d/%m/%Y}", ""),
        ("Auditors", "", "Write the last day"),
        ("Auditors", "soon", "Write the day like"),
        ("Auditors", f"{today()}", "not in the future"),
        ("Auditors", f"{days(900)}", "too far ahead"),
        ("Trainers", f"{days(9)}", "does not end by itself"),
        ("", f"{days(9)}", "Only a role has a last day"),
        ("Nonsense", f"{days(9)}", "no role that you may give"),
    ]
    table += "".join(f"p{n}@example.org;A;B;{a};{b}\n" for n, (a, b, _c) in enumerate(cells))
    rows = check_people(table, by).rows
    for row, (_role, _day, words) in zip(rows, cells, strict=True):
        told = [f"{each.column}: {each.words}" for each in row.problems]
        assert len(told) == bool(words)
        assert all(words in each for each in told)
    assert all("Last day of the role" in row.problems[0].column for row in rows[2:8])
    assert [row.facts["role_last_day"] for row in rows[:2]] == [days(9), days(9)]


@one_database
def test_nobody_prolongs_their_own():
    person = auditor(days(5), "Programme managers")
    client = logged_in(person)
    data = {"roles": [role().pk], "role_last_day": f"{days(50)}"}
    client.post(f"/admin/people/{person.pk}/roles/", data)
    bulk = f"/admin/bulk/accounts/user/assign_role/?id={person.pk}"
    client.post(bulk, {"role": role().pk, "role_last_day": f"{days(50)}"})
    assert person.role_ends.get().last_day == days(5)
