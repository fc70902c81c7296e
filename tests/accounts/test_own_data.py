"""A person gets everything that is kept about them, and nothing about anybody else."""

import codecs
import csv
import io
import json
import re
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from wagtail.users.models import UserProfile

from accounts import personal_data
from accounts.merging import merge_organisations
from accounts.models import DataExport, ExportedBy
from accounts.own_data.archive import stream_archive
from accounts.own_data.log import log_export
from accounts.own_data.sources import all_sources
from accounts.personal_data import LegalBasis, Period, PersonalData
from accounts.personal_data_checks import check_personal_data
from learning.actor import Actor
from learning.choices import EntryKind
from learning.models import Visit
from learning.records.history import record_change
from reporting.models import SavedFilter
from tests.accounts.filled import Filled
from tests.factories.outline import ActivityFactory, EnrolmentFactory
from tests.factories.people import PASSWORD, OrganisationFactory, UserFactory
from tests.html import assert_valid_html

MANY = 1200  # more than are read at once
PAGE, FILE = "/en/accounts/data/", "/en/accounts/data/download/"
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": int | float,
    "null": type(None),
}


def unpacked(pieces):
    """{name: text} of what is in a ZIP file that comes in pieces."""
    with ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def rows_of(files, key):
    """The rows of a table as {heading: text}."""
    text = files[f"tables/{key}.csv"]
    assert text.startswith(codecs.BOM_UTF8.decode())
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def fits(value, schema):
    """Whether `value` is valid by the words of JSON Schema that the portal's schema uses."""
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not isinstance(value, tuple(TYPES[each] for each in types)):
        return False
    if isinstance(value, list) and "items" in schema:
        return all(fits(each, schema["items"]) for each in value)
    if isinstance(value, dict) and "properties" in schema:
        own, known = schema["properties"], schema["properties"].keys()
        return (
            value.keys() <= known
            and value.keys() >= set(schema.get("required", ()))
            and all(fits(each, own[name]) for name, each in value.items())
        )
    return True


@pytest.mark.django_db
def test_everything_about_one_person_and_nothing_about_another(client):
    one, other = Filled(UserFactory(), "Q"), Filled(UserFactory(), "X")
    files = unpacked(stream_archive(one.person, "en"))
    told = "\n".join(files.values())
    assert len(one.sentinels) > 50
    assert {where for word, where in one.sentinels.items() if word not in told} == set()
    assert {where for word, where in other.sentinels.items() if word in told} == set()
    assert other.person.email not in told
    assert one.person.password not in told
    others = (source for source in all_sources() if not source.is_of_account)
    assert {f"tables/{source.key.lower()}.csv" for source in others} <= files.keys()
    data, schema = json.loads(files["data.json"]), json.loads(files["data.schema.json"])
    assert fits(data, schema)
    assert not fits({**data, "more": 1}, schema)
    assert rows_of(files, "learning.visit")[0]["Visited at"] == "29 Mar 2026, 03:30 CEST"
    client.force_login(one.person)
    html = assert_valid_html(client.get(PAGE))
    assert {where for word, where in other.sentinels.items() if word in html} == set()
    assert one.sentinels.keys() & set(html.replace("<", " ").replace(">", " ").split())


@pytest.mark.django_db
def test_another_person_is_a_role_and_a_formula_is_a_text():
    learner, trainer = UserFactory(), UserFactory(first_name="Tamar", groups=["Trainers"])
    module = EnrolmentFactory(learner=learner).module
    record_change(
        EntryKind.REPAIRED,
        learners=[learner.pk],
        about=module,
        actor=Actor.on_behalf(of=learner, by=trainer),
        happened_at=timezone.now(),
        reason="=1+1",
    )
    files = unpacked(stream_archive(learner, "es"))
    entry = rows_of(files, "learning.historyentry")[-1]
    assert (entry["Quién lo hizo"], entry["En nombre de"]) == ("Formación", "Tú")
    assert entry["Motivo"] == "'=1+1"
    assert module.title in entry["Módulo"]
    assert not {trainer.first_name, trainer.email} & set("\n".join(files.values()).split())
    assert "Todo lo que el portal guarda" in files["README.txt"]


@pytest.mark.django_db
def test_files_are_there_even_where_one_is_lost():
    person = UserFactory()
    profile = UserProfile.objects.create(user=person)
    profile.avatar.save("me.png", ContentFile(b"a picture"))
    name = profile.avatar.name.rpartition("/")[2]
    inside = f"files/wagtailusers.userprofile/{profile.pk}-{name}"
    try:
        assert unpacked(stream_archive(person, "en"))[inside] == "a picture"
    finally:
        profile.avatar.storage.delete(profile.avatar.name)
    assert inside not in unpacked(stream_archive(person, "en"))


@pytest.mark.django_db
def test_a_thousand_records_are_light(client):
    activity, learner = ActivityFactory(), UserFactory()
    now = timezone.now()

    def visit(days):
        Visit.objects.bulk_create(
            Visit(
                learner=learner,
                activity=activity,
                day=(now - timezone.timedelta(days=day)).date(),
                visited_at=now,
            )
            for day in days
        )

    client.force_login(learner)
    visit(range(6))
    client.get(PAGE)  # parts that are the same for all are kept from here on
    with CaptureQueriesContext(connection) as few:
        html = client.get(PAGE).text
    visit(range(6, MANY))
    with CaptureQueriesContext(connection) as many:
        longer = client.get(PAGE).text
    assert len(many) == len(few)
    assert abs(len(longer) - len(html)) < 100
    assert f"({MANY})" in longer
    pieces = list(stream_archive(learner, "en"))
    assert len(rows_of(unpacked(pieces), "learning.visit")) == MANY
    assert len(pieces) > MANY / 200


@pytest.mark.django_db
def test_the_file_asks_for_the_password_and_is_logged(client):
    person = UserFactory()
    assert client.get(PAGE).status_code == 302
    client.force_login(person)
    assert "data was exported on" not in client.get(PAGE).text
    assert client.get(FILE)["Location"] == PAGE
    asked = client.post(FILE)
    assert asked["Location"].startswith("/en/accounts/reauthenticate/")
    assert not DataExport.objects.exists()
    assert client.post(asked["Location"], {"password": PASSWORD})["Location"] == PAGE
    assert "the file comes at once" in client.get(PAGE).text
    for _click in range(2):
        answer = client.post(FILE)
        assert answer["Content-Disposition"].endswith('.zip"')
        assert answer["Cache-Control"].startswith("max-age=0")
        assert person.email in unpacked(answer)["data.json"]
    assert client.get(PAGE).text.count("by you on the portal.") == 2
    session = client.session
    session["account_authentication_methods"][-1]["at"] -= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    session.save()
    assert "show once more that it is you" in client.get(PAGE).text
    assert client.post(FILE)["Location"] == asked["Location"]
    assert DataExport.objects.count() == 2


@pytest.mark.django_db
def test_a_new_person_reads_what_is_kept_and_no_more(client):
    person = UserFactory(first_name="Noor", groups=())
    client.force_login(person)
    client.get(PAGE)  # what all pages share is kept from now on
    with CaptureQueriesContext(connection) as queries:
        html = assert_valid_html(client.get(PAGE))
    assert len(queries) == 14
    kept, _heading, empty = html.partition("What is not kept about you")
    assert "Noor" in kept
    assert "<h2>Your account</h2>" in kept
    assert "<h2>Learning</h2>" not in kept
    assert "Quiz attempts" in empty
    assert not {"Superuser status", "Staff status", "Administers the portal"} & set(
        re.findall(r"<dt>(.*?)</dt>", html)
    )
    files = unpacked(stream_archive(person, "en"))
    assert {name for name in files if name.startswith("tables/")} == {
        "tables/account.emailaddress.csv",
        "tables/accounts.knowndevice.csv",
        "tables/accounts.user.csv",
        "tables/accounts.user.date_joined.csv",
        "tables/accounts.user.last_login.csv",
        "tables/accounts.user.organisation.csv",
        "tables/accounts.user.organisation_since.csv",
    }
    person.is_superuser = True
    person.save()
    assert "<dt>Administers the portal</dt>" in client.get(PAGE).text


@pytest.mark.django_db
def test_an_organisation_that_was_merged_is_the_one_that_stays():
    old, new = OrganisationFactory(name="Solar Ltd"), OrganisationFactory(name="Solar Limited")
    person, boss = UserFactory(organisation=old), UserFactory()
    merge_organisations(merged=old, into=new, by=boss)
    told = unpacked(stream_archive(person, "en"))
    assert rows_of(told, "accounts.user.organisation")[0]["Name"] == "Solar Limited"
    assert boss.email not in "\n".join(told.values())


@pytest.mark.one_database
def test_no_right_answer_is_given_away():
    """The id of a right match is that of its item, and points say whether an answer is right."""
    [source] = [source for source in all_sources() if source.key == "assessments.Response"]
    told = {column.path: column.is_only_in_words for column in source.columns}
    assert told == {"attempt": False, "question_id": False, "answer": True, "saved_at": False}
    [attempt] = [source for source in all_sources() if source.key == "assessments.Attempt"]
    assert not {"layout", "version"} & {column.path for column in attempt.columns}


@pytest.mark.one_database
def test_everything_that_a_person_reads_is_in_their_language():
    def words():
        return [
            (source.key, word)
            for source in all_sources()
            for word in (source.title, *(column.heading for column in source.shown_columns))
        ]

    english = words()
    same = {"it": {"Browser", "File", "Layout"}}
    for language in ("es", "it", "he", "ar"):
        with override(language):
            left = {word for word in words() if word in english}
        assert {word for _key, word in left} <= same.get(language, set()), language


@pytest.mark.django_db
def test_the_log_is_only_added_to():
    person = UserFactory()
    log_export(person, ExportedBy.OPERATOR)
    with pytest.raises(IntegrityError), transaction.atomic():
        DataExport.objects.update(exported_by=ExportedBy.PERSON)
    person.delete()
    assert not DataExport.objects.exists()


@pytest.mark.django_db
def test_the_command(tmp_path, capsys):
    person, out = UserFactory(preferred_language="es"), tmp_path / "data.zip"
    call_command("export_person", person.email.upper(), out=out)
    assert "Todo lo que" in unpacked([out.read_bytes()])["README.txt"]
    assert out.stat().st_mode & 0o077 == 0
    assert [each.exported_by for each in person.data_exports.all()] == [ExportedBy.OPERATOR]
    for email, where, code, words in (
        ("nobody@example.org", tmp_path / "more.zip", 1, "Nobody has"),
        (person.email, out, 2, "is there already"),
        (person.email, tmp_path / "away" / "data.zip", 2, "no folder"),
    ):
        with pytest.raises(CommandError, match=words) as refused:
            call_command("export_person", email, out=where)
        assert refused.value.returncode == code
    assert [each.name for each in tmp_path.iterdir()] == ["data.zip"]
    assert person.data_exports.count() == 1


def test_what_has_no_way_to_the_person_is_named(monkeypatch):
    def kind(*names, **ways):
        return PersonalData(
            what="", why="", basis=LegalBasis.CONSENT, period=Period.MONTH, held_in=names, **ways
        )

    lacking = [
        kind("learning.HistoryEntry"),  # three keys lead to people
        kind("accounts.PendingSignup"),
        kind("wagtailcore.Page.owner"),
        kind("accounts.Organisation", found_by={"accounts.Organisation": ("boss",)}),
    ]
    told = [
        kind("learning.Visit"),
        kind("learning.Excuse", withheld="It is kept for proof."),
        kind("wagtailcore.Revision.content", kept_back={"wagtailcore.Revision.content": "Long."}),
    ]
    monkeypatch.setattr(personal_data, "_declared", [*lacking, *told])
    errors = [error.obj for error in check_personal_data() if error.id == "accounts.E003"]
    assert errors == [
        "learning.HistoryEntry",
        "accounts.PendingSignup",
        "wagtailcore.Page.owner",
        "accounts.Organisation.boss",
    ]


@pytest.mark.django_db
def test_what_is_under_an_address_belongs_to_who_confirmed_it():
    owner, claimant = UserFactory(), UserFactory()
    claimant.emailaddress_set.create(email="hers@example.org", verified=False)
    owner.emailaddress_set.create(email="hers@example.org", verified=True)
    SavedFilter.objects.create(owner=owner, report="modules", name="Mine", query="q=1")
    call = {"kind": "signup", "queued_at": timezone.now(), "due_at": timezone.now()}
    owner.mails.model.objects.create(key="to-her", address="Hers@example.org", **call)
    owner.mails.model.objects.create(
        key="to-claimant", address="hers@example.org", person=claimant, **call
    )
    told = unpacked(stream_archive(owner, "en"))["data.json"]
    assert "to-her" in told
    assert "to-claimant" not in told
    assert "to-her" not in unpacked(stream_archive(claimant, "en"))["data.json"]
