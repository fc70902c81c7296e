"""Who looks at whose data is written down, for the person and for those who manage."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.access_log import AT_ONCE
from accounts.erasure.erase import forget
from accounts.erasure.periods import erase_expired
from accounts.looked_at import ACCOUNT, ACCOUNTS
from accounts.looking import log_file, log_list, log_page, looks_at
from accounts.models import AccessedPeople, DataAccess, User
from tests.factories.outline import EnrolmentFactory
from tests.factories.people import UserFactory
from tests.html import assert_valid_html
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db


def test_each_look_is_a_row_that_names_whom_it_must():
    trainer = UserFactory(groups=["Trainers", "Programme managers"])
    admin, one, other = UserFactory(is_superuser=True), UserFactory(), UserFactory()
    with assert_queries(1):
        log_page(ACCOUNT, by=trainer, person=one)
    log_page(ACCOUNT, by=one, person=one)
    with assert_queries(1):
        log_list(ACCOUNTS, by=trainer, count=2, filters="q=Levi")
    log_list(ACCOUNTS, by=trainer, count=0, filters="q=Nobody")
    log_page(ACCOUNT, by=admin, person=other)
    # A hundred thousand people, and whether one of them is there, cost little.
    far = range(other.pk + 1, other.pk + 100_000, 2)
    with assert_queries(2):
        log_file(ACCOUNTS, by=admin, people=[one.pk, *far, None], count=50_002)
    assert AccessedPeople.objects.count() <= 100_000 // AT_ONCE + 2

    rows = DataAccess.objects.order_by("pk").values_list("role", "kind", "person", "people_count")
    assert list(rows) == [
        ("Programme managers, Trainers", "page", one.pk, 1),
        ("Programme managers, Trainers", "list", None, 2),
        ("Administrators", "page", other.pk, 1),
        ("Administrators", "file", None, 50_002),
    ]
    with assert_queries(2):
        looks = [(look.role, look.kind) for look in looks_at(one)]
    assert looks == [
        ("Administrators", "File"),
        ("Programme managers, Trainers", "Page of a person"),
    ]
    assert [look.kind for look in looks_at(other)] == ["Page of a person"]
    nobody = User(pk=other.pk + 2)
    assert looks_at(nobody) == []
    assert len(looks_at(User(pk=other.pk + 99_999))) == 1


def test_a_row_can_be_forgotten_and_not_changed():
    trainer, person = UserFactory(groups=["Trainers"]), UserFactory()
    log_page(ACCOUNT, by=trainer, person=person)
    log_list(ACCOUNTS, by=trainer, count=3, filters=f"q={person.email}&state=on")
    log_list(ACCOUNTS, by=UserFactory(), count=3, filters="q=Somebody+else")
    log_file(ACCOUNTS, by=trainer, people=[person.pk])
    rows = DataAccess.objects.order_by("pk")
    signs = "0" * AT_ONCE
    for change in (
        lambda: rows.update(role="Editors"),
        lambda: rows.update(by=person),
        lambda: rows.filter(filters="").update(filters="q=x"),
        lambda: AccessedPeople.objects.update(signs=signs),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    forget(person)
    assert [row.filters for row in rows] == ["", "", "q=Somebody+else", ""]
    assert [row.person_id for row in rows] == [person.pk, None, None, None]
    trainer.delete()
    assert [row.role for row in rows.filter(by=None)] == ["Trainers"] * 3


def test_a_look_is_forgotten_after_two_years():
    DataAccess.objects.create(
        happened_at=timezone.now() - timedelta(days=731), screen="accounts", people_count=1
    )
    log_file(ACCOUNTS, by=UserFactory(), people=[1])
    assert erase_expired() == {"accounts.DataAccess": 1}
    assert DataAccess.objects.get().kind == "file"


@pytest.mark.one_database
def test_the_manager_reads_who_looked_and_the_person_reads_the_role(client):
    trainer = UserFactory(groups=["Trainers"], first_name="Tamar")
    manager = UserFactory(groups=["Programme managers"])
    learner, other = EnrolmentFactory().learner, EnrolmentFactory().learner
    for address, status in (
        (f"/admin/reports/completion/learners/{learner.pk}/", 200),
        (f"/admin/reports/completion/?q={other.last_name}", 200),
        ("/admin/reports/completion/?export=csv", 200),
        ("/admin/reports/completion/summary/", 200),
        ("/admin/reports/looks/", 302),
    ):
        client.force_login(trainer)
        assert client.get(address).status_code == status
    looks = DataAccess.objects.order_by("pk").values_list("screen", "kind", "people_count")
    assert list(looks) == [
        ("learner", "page", 1),
        ("completion_by_module", "list", 1),
        ("completion_by_module", "file", 2),
    ]

    client.force_login(manager)
    page = "/admin/reports/looks/"
    for query, found in (
        ("", 3),
        (f"person={other.email}", 1),
        (f"person={learner.email}", 2),
        ("who=Tamar", 3),
        ("who=Nobody", 0),
        ("kind=page", 1),
        ("screen=completion_by_module&kind=list", 1),
        ("day_from=2020-01-01&day_to=2020-01-02", 0),
    ):
        rows = client.get(f"{page}results/?{query}").text.count("<bdi>Tamar")
        assert (query, rows) == (query, found)
    assert DataAccess.objects.count() == 3  # the log writes nothing of itself

    client.force_login(learner)
    html = assert_valid_html(client.get("/en/accounts/data/"))
    assert "Trainers – Learning record (Page of a person)" in html
    assert "Trainers – Completion by module (File)" in html
    assert "Tamar" not in html
    client.force_login(other)
    html = client.get("/en/accounts/data/").text
    assert "Learning record (Page" not in html
    assert "Completion by module (File)" in html
    client.force_login(manager)
    assert "Nobody has so far." in client.get("/en/accounts/data/").text


@pytest.mark.parametrize("page", ["edit", "roles", "merge"])
def test_a_form_that_is_sent_empty_is_a_look_too(client, page):
    client.force_login(UserFactory(groups=["Programme managers"]))
    ana, other = (UserFactory(first_name="Zoraida") for _each in range(2))
    chosen = f"?into={other.pk}" if page == "merge" else ""
    answer = client.post(f"/admin/people/{ana.pk}/{page}/{chosen}", {"roles": "999"})
    assert "Zoraida" in answer.text
    seen = set(DataAccess.objects.values_list("person", flat=True))
    assert seen == ({ana.pk, other.pk} if chosen else {ana.pk})
