"""Adding organisations by a file: what is understood, what becomes of it, and nothing twice."""

import json
from contextlib import nullcontext
from decimal import Decimal
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.translation import override
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from accounts import taking_in
from accounts.merging import merge_organisations
from accounts.models import Organisation, OrganisationsFile, Theme, User
from accounts.organisations_file import COLUMNS, check_organisations
from accounts.profile import THEMES
from accounts.table import FileRefused, decode
from tests.factories.people import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
one_database = pytest.mark.one_database

FILE = "/admin/organisations/file/"
HEAD = "Name,Type,Country,City,Website,Headcount\n"


@pytest.fixture
def manager(client):
    client.person = UserFactory(groups=["Programme managers"], organisation=None)
    client.force_login(client.person)
    return client


def upload(client, data):
    return client.post(FILE, {"file": SimpleUploadedFile("organisations.csv", data)})


def fates(text, **options):
    return [(row.number, row.fate.value) for row in check_organisations(text, **options).rows]


@one_database
@pytest.mark.parametrize(
    "data",
    [
        '\ufeffName,Type,Country,Languages,Headcount\r\nÀgua,SME,Spain,"es, en",2.5\r\n'.encode(),
        "Nombre;Tipo;País;Idiomas;Personas ocupadas\nÀgua;sme;España;español/en;2,5".encode(
            "latin-1"
        ),
        "Nome\tTipo\tPaese\tLingue\tOrganico\nÀgua\tPiccola o media impresa\tIT\tit\t2,5".encode(),
    ],
)
def test_a_file_is_read_whichever_program_and_language_wrote_it(data):
    [row] = check_organisations(decode(data.replace(b"/", b", "))).rows
    assert not row.problems
    assert (row.facts["name"], row.facts["kind"]) == ("Àgua", "sme")
    assert row.facts["headcount"] == Decimal("2.5")
    assert row.facts["languages"] in ("en,es", "it")


@one_database
def test_each_problem_is_told_by_row_and_column_and_nothing_is_written(manager):
    OrganisationFactory(name="Twice", kind="sme", country="ES")
    OrganisationFactory(name="Twice", kind="sme", country="IT")
    head = (
        "Name,Type,Country,Languages,Website,Founded in,Industry (NACE Rev. 2.1),Headcount,"
        "Turnover in euros,Autonomous\n"
    )
    text = (
        f"{head}Aguas,sme,ES,,,,,,,\n"
        "AGUAS,SME,Spain,,,,,,,\n"
        "Aguas,sme,,,,,,,,\n"
        "=1+1,firm,Atlantis,xx,no address,3000,62.01,many,1.5,perhaps\n"
        "Twice,sme,,,,,,,,\n"
        "Brisa,sme,ES,,,,,1.500,-1,\n"
        ",sme,,,,,,,,,more\n"
    )
    checked = check_organisations(text)
    in_order = ["Name", "Type", "Country", "Website", "Languages", "Founded in"]
    in_order += ["Industry (NACE Rev. 2.1)", "Headcount", "Turnover in euros", "Autonomous"]
    found = [(row.number, each.column) for row in checked.wrong for each in row.problems]
    assert found == [
        (3, "Name"),
        (4, "Name"),
        *((5, column) for column in in_order),
        (6, "Country"),
        (7, "Headcount"),
        (7, "Turnover in euros"),
        (8, "Column 11"),
        (8, "Name"),
    ]
    html = manager.get(upload(manager, text.encode())["Location"]).text
    assert "This organisation stands in row 2 already" in html
    assert "Take these rows in" not in html
    address = upload(manager, text.encode())["Location"]
    manager.post(address)
    assert taking_in.take_in_files() == 0
    assert Organisation.objects.count() == 2

    million = b"name,type\n" + b"Aguas,sme\n" * 1_000_000
    assert "more than 10,000 rows" in upload(manager, million).text
    greek = "Name,Type\nΔήμος Λεμεσού,public_body".encode("cp1253")
    assert "CSV UTF-8" in upload(manager, greek).text
    for odd in (b"\x00\x01\x02", b"town,web\nMurcia,x", b"name,type\n", b"name,type,what\na,sme,b"):
        with pytest.raises(FileRefused):
            check_organisations(decode(odd))
    example = decode(manager.get(f"{FILE}example/").content)
    assert [row.fate.value for row in check_organisations(example).rows] == ["new"]
    assert not check_organisations(example).wrong


@one_database
def test_what_is_in_the_list_is_filled_and_never_written_over():
    known = OrganisationFactory(name="Aguas Claras", country="", city="", website="https://a.es")
    old = OrganisationFactory(name="Claras", country="ES")
    merge_organisations(merged=old, into=known, by=None)
    known.refresh_from_db()
    assert known.country == "ES"
    text = f"{HEAD}claras,sme,ES,Murcia,https://b.es,4\n"
    [row] = check_organisations(text).rows
    assert (row.fate.value, row.known, row.filled) == ("filled", known, ["city", "headcount"])
    taking_in.write_organisations([row], None)
    assert row.fate == "filled"
    known.refresh_from_db()
    assert (known.city, known.headcount, known.website) == ("Murcia", 4, "https://a.es")
    assert fates(text) == [(2, "known")]
    assert not check_organisations(text).may_be_taken_in
    twice = f"{text}Aguas Claras,sme,ES,,,\n"
    assert [row.number for row in check_organisations(twice).wrong] == [3]


@one_database
def test_what_is_named_nearly_alike_is_left_out_unless_it_is_decided(manager):
    OrganisationFactory(name="Aguas Claras S.L.", kind="university", country="IT")
    text = (
        f"{HEAD}Agua Claras,sme,ES,,,\n"
        "Montes,sme,ES,,,\n"
        "Montes S.L.,sme,IT,,,\n"
        "Aguas Claras 2,sme,ES,,,\n"
    )
    assert fates(text) == [(2, "alike"), (3, "new"), (4, "alike"), (5, "new")]
    assert f'href="{FILE}"' in manager.get("/admin/organisations/").text
    address = upload(manager, text.encode())["Location"]
    html = manager.get(address).text
    assert "Aguas Claras S.L. (University" in html
    assert "Montes (row 3)" in html
    assert "They are others: add them too" in html
    assert "Take these rows in (2)" in html
    assert "Take these rows in (4)" in manager.get(f"{address}?alike=").text
    other = Client()
    other.force_login(UserFactory(groups=["Programme managers"]))
    response = other.post(address, follow=True)  # not the own one
    assert response.redirect_chain[-1][0] == "/admin/organisations/"
    for _click in range(2):
        assert manager.post(f"{address}?alike=")["Location"] == f"{address}taken-in/"
    assert taking_in.take_in_files() == 4
    assert Organisation.objects.filter(name="Agua Claras").count() == 1


def test_killed_between_and_run_twice_each_is_there_once(manager, monkeypatch):
    OrganisationFactory(name="Firm 3 of all", kind="sme", country="ES")
    rows = [f"Firm {n} of all,sme,ES,Murcia,," for n in range(9)]
    address = upload(manager, (HEAD + "\n".join(rows)).encode())["Location"]
    assert Organisation.objects.count() == 1
    manager.post(address)
    monkeypatch.setattr(taking_in, "AT_ONCE", 4)
    held = OrganisationsFile.objects.get()
    first = check_organisations(held.text).rows[:4]
    again = check_organisations(held.text).rows[:2]
    taking_in.write_organisations(first, held.uploaded_by)
    assert [row.fate for row in first] == ["new", "new", "new", "filled"]
    taking_in.write_organisations(again, held.uploaded_by)  # by one that began before
    assert [row.fate for row in again] == ["known", "known"]
    held.note(first)  # and then it was killed
    assert taking_in.take_in_files() == 5
    assert taking_in.take_in_files() == 0
    held.refresh_from_db()
    assert (held.text, held.problems) == ("", [])
    assert held.fates == {"new": [2, 3, 4, 6, 7, 8, 9, 10], "filled": [5]}
    page = manager.get(f"{address}taken-in/").text
    assert "New: is added: 8" in page
    assert Organisation.objects.count() == 9
    assert set(Organisation.objects.values_list("city", flat=True)) == {"Murcia"}
    entries = ModelLogEntry.objects.filter(user=manager.person)
    assert entries.filter(action="wagtail.create").count() == 8
    assert entries.filter(action="wagtail.edit").count() == 1


def test_the_command_says_what_would_happen_and_does_it(tmp_path):
    file = tmp_path / "organisations.csv"
    file.write_text(f"{HEAD}Aguas,sme,ES,,,\nAguas S.L.,other,ES,,,\n")

    def run(*options, is_refused=False):
        out = StringIO()
        with pytest.raises(CommandError) if is_refused else nullcontext():
            call_command("import_organisations", file, "--json", *options, stdout=out)
        return json.loads(out.getvalue())

    told = run("--dry-run")
    assert told == {
        "rows": 2,
        "fates": {"new": 1, "alike": 1},
        "problems": [],
        "alike": [{"row": 3, "names": ["Aguas (row 2)"]}],
        "written": 0,
    }
    assert not Organisation.objects.exists()
    assert run()["written"] == 1
    assert run()["written"] == 0
    assert run("--alike")["written"] == 1
    file.write_text(f"{HEAD}Aguas,none,,,,\n")
    [problem] = run(is_refused=True)["problems"]
    assert (problem["row"], problem["column"]) == (2, "Type")
    assert Organisation.objects.count() == 2


@one_database
@pytest.mark.parametrize("key", ["name", "city", "website", "about"])
def test_what_is_longer_than_the_list_keeps_is_told(key):
    longest = Organisation._meta.get_field(key).max_length
    cells = {"name": "Agua", "type": "sme"} | {key: "https://example.org/".ljust(longest + 1, "a")}
    text = f"{','.join(cells)}\n{','.join(cells.values())}\n"
    [row] = check_organisations(text).rows
    assert [problem.column for problem in row.problems] == [COLUMNS[key].label]
    [row] = check_organisations(text.replace("aa,", "a,").replace("aa\n", "a\n")).rows
    assert not row.problems


@one_database
@pytest.mark.parametrize("language", ["en", "es", "it", "he", "ar"])
def test_what_is_downloaded_comes_back_whole(manager, language):
    water, light = (
        Theme.objects.create(names={"en": name}, position=n) for n, name in enumerate("WL")
    )
    firm = OrganisationFactory(
        name="=Aguas, Claras", kind="sme", country="ES", city="Murcia", website="https://a.es",
        languages="en,he", about="- We save “water”, and light.", founded_in=1999,
        nace_section="J", figures_of=2025, headcount=Decimal("12.5"), turnover=1500,
        balance_sheet=0, is_autonomous=False, is_self_named=True,
    )  # fmt: skip
    firm.offers.set([water, light])
    firm.looks_for.set([light])
    OrganisationFactory(name="City", kind="public_body", country="IT", is_autonomous=None)
    bare = OrganisationFactory(name="Bare", kind="sme", country="", is_autonomous=True)
    merge_organisations(merged=OrganisationFactory(name="Old"), into=bare, by=None)
    UserFactory(organisation=firm)
    manager.person.preferred_language = language
    manager.person.save()
    UserProfile.objects.create(user=manager.person, preferred_language=language)

    def download():
        response = manager.get("/admin/organisations/?export=csv")
        return decode(b"".join(response.streaming_content))

    def told():
        facts = [*COLUMNS.keys() - set(THEMES)]
        return {
            each.name: (
                [getattr(each, name) for name in facts],
                *(sorted(map(str, getattr(each, name).all())) for name in THEMES),
            )
            for each in Organisation.objects.unmerged()
        }

    text, before = download(), told()
    with override(language):
        checked = check_organisations(text)
        assert checked.wrong == []
        assert {row.fate.value for row in checked.rows} == {"known"}
        # Into an empty portal they come back as they were.
        Organisation.objects.update(merged_into=None)
        User.objects.update(organisation=None)
        Organisation.objects.all().delete()
        rows = check_organisations(text).rows
        assert {row.fate.value for row in rows} == {"new"}
        taking_in.write_organisations(rows, None)
    assert told() == before
