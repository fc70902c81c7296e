"""Inviting many people by a file: what is understood, what is not, and that nobody gets two."""

import json
from contextlib import nullcontext
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import DataError, connection
from django.test import Client
from django.utils import timezone

from accounts import taking_in
from accounts.inviting import invite
from accounts.models import Invitation, PeopleFile, User
from accounts.people_file import check_people
from accounts.table import FileRefused, decode
from accounts.uploaded import FILE_IS_KEPT, OUTCOME_IS_KEPT
from notices.models import Mail
from tests.factories.people import OrganisationFactory, UserFactory
from tests.factories.training import module_of, published_module

pytestmark = pytest.mark.django_db
one_database = pytest.mark.one_database

FILE = "/admin/people/invitations/file/"


@pytest.fixture
def manager(client):
    client.person = UserFactory(groups=["Programme managers"])
    client.force_login(client.person)
    return client


def refuse_file(pk):
    """A wrapper of queries that lets the database fail where the PeopleFile `pk` is held."""

    def wrapper(execute, sql, params, many, context):
        if "accounts_peoplefile" in sql and sql.startswith("SELECT") and pk in (params or ()):
            raise DataError("cannot be read")
        return execute(sql, params, many, context)

    return wrapper


def killed_at_second_batch():
    """A wrapper of queries that lets the database fail at the second batch of invitations."""
    batches = []

    def wrapper(execute, sql, params, many, context):
        if "accounts_invitation" in sql and sql.startswith("INSERT"):
            batches.append(sql)
            if len(batches) == 2:
                raise DataError("is killed")
        return execute(sql, params, many, context)

    return wrapper


def problems(text, by):
    checked = check_people(text, by)
    return [(row.number, each.column, each.words) for row in checked.wrong for each in row.problems]


def upload(client, data):
    return client.post(FILE, {"file": SimpleUploadedFile("people.csv", data)})


@one_database
@pytest.mark.parametrize(
    "data",
    [
        "\ufeffEmail address,First name,Last name\r\nn@example.org,Núria,Peña\r\n".encode(),
        "\ufeffEmail\tFirst name\tLast name\nn@example.org\tNúria\tPeña".encode("utf-16"),
        "Correo electrónico;Nombre;Apellidos\r\nn@example.org;Núria;Peña\r\n".encode("latin-1"),
        "Indirizzo email,Nome,Cognome\nn@example.org,Núria,Peña".encode("cp1252"),
        "כתובת דוא״ל,שם פרטי,שם משפחה\nn@example.org,Núria,Peña".encode(),
        "عنوان البريد الإلكتروني,الاسم الأول,اسم العائلة\nn@example.org,Núria,Peña".encode(),
    ],
)
def test_a_file_is_read_whichever_program_and_language_wrote_it(data):
    [row] = check_people(decode(data), None).rows
    assert not row.problems
    facts = row.facts
    assert (facts["email"], facts["first_name"], facts["last_name"]) == (
        "n@example.org",
        "Núria",
        "Peña",
    )


@one_database
def test_each_problem_is_told_by_row_and_column_and_nothing_is_written(manager):
    UserFactory(email="off@example.org", is_active=False)
    OrganisationFactory(name="Twice", kind="sme")
    OrganisationFactory(name="Twice", kind="other")
    text = (
        "Email,First name,Last name,Organisation,Role,Language,Module\n"
        "a@example.org,Ana,Uno,,,,\n"
        "A@Example.org,Ana,Uno,,,,\n"
        "off@example.org,Olga,Off,,,,\n"
        '=1+1,"=HYPERLINK(""x"")",,Twice,Administrators,xx,None\n'
        "nobody,Ben,Bad,,,,\n"
        "\n"
        'b@example.org,"Bo\nBo",Two,,,,\n'
        "c@example.org,Cy,Three,Riego, S.L.,,,x\n"
        "d@example.org,Di,Four,,Auditors,,\n"
    )
    found = problems(text, manager.person)
    assert [(row, column) for row, column, _words in found] == [
        (3, "Email address"),
        (4, "Email address"),
        (5, "Email address"),
        (5, "First name"),
        (5, "Last name"),
        (5, "Language"),
        (5, "Organisation"),
        (5, "Role"),
        (5, "Module"),
        (6, "Email address"),
        (9, "Column 8"),
        (9, "Organisation"),
        (9, "Role"),
        (10, "Last day of the role"),
    ]
    words = " ".join(words for _row, _column, words in found)
    for part in ("stands in row 2 already", "switched off", "looks like a formula", "is missing"):
        assert part in words
    response = upload(manager, text.encode())
    html = manager.get(response["Location"]).content.decode()
    assert "stands in row 2 already" in html
    assert "Invite these people" not in html
    manager.post(response["Location"])
    assert taking_in.take_in_files() == 0
    assert not Invitation.objects.exists()
    assert not Mail.objects.exists()

    million = b"email,first name,last name\n" + b"a@example.org,A,B\n" * 1_000_000
    assert "more than 10,000 rows" in upload(manager, million).content.decode()
    head = b"email,first name,last name"
    town, twice = head + b",Town\na@example.org,A,B,C", head + b",e-mail\na@example.org,A,B,"
    for odd in (b"\x00\x01\x02", b"name,town\nAna,Murcia", head + b"\n", town, twice):
        with pytest.raises(FileRefused):
            check_people(decode(odd), None)
        assert upload(manager, odd).status_code == 200
    example = manager.get(f"{FILE}example/").content
    assert not problems(decode(example), manager.person)


def test_killed_between_and_run_twice_there_is_one_mail_for_each(manager, monkeypatch):
    page, _lessons = published_module()
    organisation = OrganisationFactory()
    UserFactory(email="p7@example.org")
    rows = [f"p{n}@example.org,Ana,N{n},{organisation},Trainers,es,{page.title}" for n in range(9)]
    text = "\n".join(["Email,First name,Last name,Organisation,Role,Language,Module", *rows])
    address = upload(manager, text.encode())["Location"]
    html = manager.get(address).content.decode()
    assert "New: gets an invitation: 8" in html
    assert "accepts it when logged in: 1" in html
    assert not Invitation.objects.exists()
    other = Client()
    other.force_login(UserFactory(groups=["Programme managers"]))
    for method in (other.post, other.get):  # not the own one
        response = method(address, follow=True)
        assert response.redirect_chain[-1][0] == "/admin/people/invitations/"
        assert "This table is gone" in response.content.decode()
    assert not PeopleFile.objects.exclude(confirmed_at=None)
    for _click in range(2):
        assert manager.post(address)["Location"] == f"{address}taken-in/"
    assert "leave within a few minutes" in manager.get(address, follow=True).content.decode()

    monkeypatch.setattr(taking_in, "AT_ONCE", 4)
    with connection.execute_wrapper(killed_at_second_batch()):
        assert taking_in.take_in_files() == 0
    assert Invitation.objects.count() == 4
    assert taking_in.take_in_files() == 5
    assert taking_in.take_in_files() == 0
    held = PeopleFile.objects.get()
    assert (held.text, held.problems) == ("", [])
    assert held.fates == {"new": [2, 3, 4, 5, 6, 7, 8, 10], "account": [9]}
    assert Invitation.objects.count() == Mail.objects.filter(kind="invitation").count() == 9
    invitation = Invitation.objects.get(email="p7@example.org")
    assert (invitation.organisation, invitation.role.name) == (organisation, "Trainers")
    assert invitation.invited_by == manager.person
    assert str(module_of(page).key) in invitation.wanted
    assert set(Mail.objects.values_list("language", flat=True)) == {"es"}

    again = check_people(text, manager.person)
    assert [(fate.value, number) for fate, number in again.fates] == [("invited", 9)]
    assert not again.may_be_taken_in


def test_a_file_that_cannot_be_taken_in_stops_no_other(manager, caplog):
    now = timezone.now()
    for text in ("Email,First name,Last name\nb@example.org,Ana,B", "gone"):
        made = {"text": text, "uploaded_by": manager.person, "uploaded_at": now}
        PeopleFile.objects.create(**made, confirmed_at=now)
    first = PeopleFile.objects.order_by("pk").first()
    Invitation.objects.all().delete()
    rows = "Email,First name,Last name\na@example.org,Ana,A"
    last = PeopleFile.objects.create(
        text=rows, uploaded_by=manager.person, uploaded_at=now, confirmed_at=now
    )
    with connection.execute_wrapper(refuse_file(first.pk)):
        assert taking_in.take_in_files() == 1
    assert PeopleFile.objects.to_take_in().get() == first
    assert Invitation.objects.get().email == "a@example.org"
    assert f"The file {first.pk} (PeopleFile) cannot be taken in" in caplog.text
    assert last.pk != first.pk


def test_each_rows_end_is_told_also_of_those_that_became_a_problem(manager):
    roles = "Email,First name,Last name,Organisation,Role\n"
    firm = OrganisationFactory(name="Aguas Claras")
    off = UserFactory(email="off@example.org")
    rows = [
        f"a@example.org,Ana,Uno,{firm},Trainers",
        "off@example.org,Olga,Off,,",
        "quick@example.org,Quim,Quick,,",
        f"b@example.org,Ben,Two,{firm},",
        "c@example.org,Cy,Three,,",
    ]
    address = upload(manager, (roles + "\n".join(rows)).encode())["Location"]
    manager.post(address)
    page = manager.get(f"{address}taken-in/").content.decode()
    assert "Load this page again" in page
    assert "Rows with a problem" not in page

    off.is_active = False
    off.save()
    firm.name = "Aguas Oscuras"
    firm.save()
    manager.person.preferred_language = "es"
    manager.person.save()
    invite(by=UserFactory(), email="quick@example.org", first_name="Quim")
    assert taking_in.take_in_files() == 1
    assert list(Invitation.objects.values_list("email", flat=True)) == [
        "quick@example.org",
        "c@example.org",
    ]
    held = PeopleFile.objects.get()
    assert held.fates == {"new": [6], "invited": [4]}
    assert sorted(held.wrong) == [2, 3, 5]
    told = {(each["row"], each["column"]) for each in held.problems}
    assert told == {(2, "Organización"), (3, "Correo electrónico"), (5, "Organización")}
    assert "example.org" not in f"{held.text}{held.problems}{held.fates}"
    page = manager.get(address, follow=True).content.decode()
    for words in ("Load this page again", "leave within a few minutes"):
        assert words not in page
    assert "La cuenta de esta dirección está desactivada" in page
    assert page.index("<td>3</td>") < page.index("<td>4</td>") < page.index("<td>5</td>")
    assert "<td>6</td>" not in page
    assert f"{address}taken-in/" in manager.get(FILE).content.decode()
    other = Client()
    other.force_login(UserFactory(groups=["Programme managers"]))
    assert f"{address}taken-in/" not in other.get(FILE).content.decode()

    PeopleFile.objects.update(taken_in_at=timezone.now() - 2 * OUTCOME_IS_KEPT)
    taking_in.take_in_files()
    assert not PeopleFile.objects.exists()


def test_the_command_tells_who_became_a_problem_meanwhile(tmp_path):
    UserFactory(email="off@example.org")
    file = tmp_path / "people.csv"
    file.write_text("Email;First name;Last name\noff@example.org;Olga;Off\na@example.org;Ana;Uno\n")

    def switch_off(execute, sql, params, many, context):
        if "accounts_peoplefile" in sql and sql.startswith("INSERT"):
            User.objects.filter(email="off@example.org").update(is_active=False)
        return execute(sql, params, many, context)

    out = StringIO()
    with connection.execute_wrapper(switch_off), pytest.raises(CommandError) as refusal:
        call_command("import_people", file, "--json", stdout=out)
    assert "the others were" in str(refusal.value)
    told = json.loads(out.getvalue())
    assert (told["rows"], told["fates"], told["invited"]) == (2, {"new": 1}, 1)
    [problem] = told["problems"]
    assert (problem["row"], problem["column"]) == (2, "Email address")
    assert Invitation.objects.get().email == "a@example.org"
    assert not PeopleFile.objects.exists()


def test_the_command_says_what_would_happen_and_does_it(tmp_path):
    boss = UserFactory(groups=["Programme managers"])
    file = tmp_path / "people.csv"
    file.write_text("Email;First name;Last name\na@example.org;Ana;Uno\n")

    def run(*options, is_refused=False):
        out = StringIO()
        with pytest.raises(CommandError) if is_refused else nullcontext():
            call_command("import_people", file, "--json", *options, stdout=out)
        return json.loads(out.getvalue())

    told = {"rows": 1, "fates": {"new": 1}, "problems": []}
    assert run("--dry-run") == {**told, "invited": 0}
    assert not Invitation.objects.exists()
    assert run() == {**told, "invited": 1}
    assert run()["invited"] == 0
    assert Mail.objects.count() == 1
    file.write_text("Email;First name;Last name;Role\nb@example.org;Ana;Uno;Trainers\n")
    [problem] = run("--dry-run", is_refused=True)["problems"]
    assert (problem["row"], problem["column"]) == (2, "Role")
    assert run("--by", boss.email)["invited"] == 1
    file.write_text("Town\nMurcia")
    [problem] = run(is_refused=True)["problems"]
    assert "must name the columns" in problem["problem"]
    PeopleFile.objects.create(text="x", uploaded_by=boss, uploaded_at=timezone.now())
    PeopleFile.objects.update(uploaded_at=timezone.now() - 2 * FILE_IS_KEPT)
    taking_in.take_in_files()
    assert not PeopleFile.objects.exists()
