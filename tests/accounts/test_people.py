"""The managers' list of people, and the page of one of them."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from openpyxl import load_workbook

from accounts.consent import decide
from accounts.erasure.asking import ask_to_forget
from accounts.erasure.erase import forget
from accounts.mail import ACCOUNT_MAILS
from contact.models import Message
from learning.records.enrolment import enrol
from notices.models import Mail
from notices.outbox import new_mail, queue_mails
from tests.factories.actors import ACTOR
from tests.factories.messages import MessageFactory
from tests.factories.outline import ModuleFactory
from tests.factories.people import OrganisationFactory, UserFactory
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db

LIST = "/admin/people/"


@pytest.fixture
def manager(client):
    person = UserFactory(
        groups=["Programme managers"], first_name="Dana", last_name="Levi", organisation=None
    )
    client.force_login(person)
    client.person = person
    return client


def found(client, query):
    return [each.first_name for each in client.get(f"{LIST}?{query}").context["object_list"]]


def test_people_are_found_narrowed_sorted_and_downloaded(manager):
    firm = OrganisationFactory(name="Łódź Aguas", country="ES")
    city = OrganisationFactory(name="City of Lecce", kind="public_body", country="IT")
    make = UserFactory
    ana = make(
        first_name="=Ána", last_name="Zúñiga", organisation=firm, preferred_language="es",
        groups=["Trainers", "Editors"], last_login=timezone.now(),
    )  # fmt: skip
    at_city = {"organisation": city}
    ben = make(
        first_name="Ben", last_name="Adler", email="b@example.org", is_active=False, **at_city
    )
    cem = make(first_name="Cem", last_name="Brand", organisation=None, verified=False)
    dor = make(first_name="Dor", last_name="Clay", organisation=firm, is_superuser=True)
    eva = make(first_name="Eva", last_name="Dunn", email="e@example.org", **at_city)
    forget(make(first_name="Gone"))
    ask_to_forget(eva, by=manager.person)
    cem.date_joined = timezone.now() - timedelta(days=400)
    cem.save(update_fields=["date_joined"])
    decide(ana, ["newsletter"])
    for wanted in (["newsletter"], ["pictures"]):  # the newsletter is withdrawn
        decide(ben, wanted)
    trainers = Group.objects.get(name="Trainers").pk
    everybody = ["Ben", "Cem", "Dor", "Eva", "Dana", "=Ána"]
    day = timezone.localdate() - timedelta(days=3)
    for query, names in {
        "": everybody,
        "q=ANA+zuniga": ["=Ána"],
        "q=lodz": ["Dor", "=Ána"],
        f"q={ben.email}": ["Ben"],
        "q=nobody": [],
        f"role={trainers}": ["=Ána"],
        "role=none": ["Ben", "Cem", "Eva"],
        "role=administrators": ["Dor"],
        "organisation=lecce": ["Ben", "Eva"],
        f"at={firm.pk}": ["Dor", "=Ána"],
        "kind=public_body": ["Ben", "Eva"],
        "country=ES": ["Dor", "=Ána"],
        "language=es": ["=Ána"],
        "state=active": ["Dor", "Dana", "=Ána"],
        "state=switched_off": ["Ben"],
        "state=unconfirmed": ["Cem"],
        "state=to_be_erased": ["Eva"],
        "state=erased": [""],
        "consent=newsletter": ["=Ána"],
        "consent=pictures": ["Ben"],
        "consent=odd": [],
        f"signed_up_to={day}": ["Cem"],
        f"signed_up_from={day}": [name for name in everybody if name != "Cem"],
        "ordering=-name": everybody[::-1],
        "ordering=email&kind=public_body": ["Ben", "Eva"],
        "ordering=-organisation": ["=Ána", "Dor", "Ben", "Eva", "Dana", "Cem"],
        "ordering=-last_login&at=" + str(firm.pk): ["=Ána", "Dor"],
        "state=odd": [],
        "role=odd": [],
        "at=odd": [],
    }.items():
        assert found(manager, query) == names, query
    page = manager.get(LIST)
    html = page.text
    assert len(page.content) < 60_000
    for words in ("Editors, Trainers", "Administrator", "To be erased", "Address not confirmed"):
        assert words in html
    assert f'href="{LIST}{ana.pk}/"' in html
    assert "Nobody found" in manager.get(f"{LIST}results/?q=nobody").text

    def lines(query):
        response = manager.get(f"{LIST}?export=csv&{query}")
        return b"".join(response.streaming_content).decode("utf-8-sig").splitlines()

    head, *rows = lines("country=ES&ordering=name")
    assert head == (
        "First name,Last name,Email address,Organisation,Organisation type,Country,Roles,"
        "Language,State,Signed up,Last login"
    )
    assert [row.split(",")[0] for row in rows] == ["Dor", "'=Ána"]
    assert '"Editors, Trainers",Español,Active,' in rows[1]
    book = manager.get(f"{LIST}?export=xlsx&q=lecce").getvalue()
    sheet = load_workbook(BytesIO(book)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["Ben", "Eva"]
    dor.delete()


def test_a_full_page_of_long_names_is_light(manager):
    firm = OrganisationFactory(name="מים לעיר ולנגב " * 4)
    for number in range(20):
        UserFactory(
            first_name="שרה־אסתר " * 3,
            last_name="בן שמעון־אלמליח " * 3,
            email=f"{'a' * 40}{number}@{'long.' * 6}example.org",
            organisation=firm,
            groups=["Trainers", "Editors", "Publishers", "Programme managers"],
        )
    page = manager.get(LIST)
    assert len(page.context["object_list"]) == 20
    assert len(page.content) < 60_000


@pytest.mark.parametrize("number", [1, 19])
def test_the_list_asks_the_same_of_the_database_for_many(manager, number):
    UserFactory.create_batch(number, groups=["Trainers"])
    manager.get(LIST)
    with assert_queries(12):  # one is the row that says who looked
        manager.get(f"{LIST}?q=first&kind=sme&state=active")


def test_the_page_of_a_person_tells_of_every_part_of_the_programme(manager):
    firm = OrganisationFactory(name="Aguas", country="ES", city="Murcia")
    ana = UserFactory(
        first_name="Ana", last_name="Ruiz", organisation=firm, groups=["Trainers"],
        preferred_language="es",
    )  # fmt: skip
    url = f"{LIST}{ana.pk}/"
    empty = manager.get(url).text
    for words in (
        "Not enrolled in a module yet.",
        "No message came from this account.",
        "No email is on record.",
        "Nothing was changed by others.",
        "Never",
    ):
        assert words in empty
    module = ModuleFactory(titles={"en": "Tenders"})
    enrol(learner=ana, module=module, actor=ACTOR)
    message = MessageFactory(person=ana)
    MessageFactory()
    queue_mails([new_mail(ACCOUNT_MAILS["password_reset_key"], cause=1, person=ana)])
    ana.last_login = timezone.now()
    ana.save(update_fields=["last_login"])
    ask_to_forget(ana, by=manager.person)
    html = manager.get(url).text
    for words in (
        "Ana Ruiz",
        f'href="mailto:{ana.email}"',
        f'href="/admin/organisations/edit/{firm.pk}/"',
        "Murcia",
        "Trainers",
        "Español",
        "To be erased",
        "will be erased on",
        "Tenders",
        "Enrolled in “Tenders”",
        f'href="/admin/reports/completion/learners/{ana.pk}/"',
        f'href="/admin/messages/{message.pk}/"',
        "Choose a new password",
        "To be erased in seven days.",
        "Dana Levi",
    ):
        assert words in html, words
    assert html.count('href="/admin/messages/') - html.count('href="/admin/messages/"') == 1
    assert Mail.objects.count() == 2
    assert Message.objects.count() == 2
    forget(ana)
    html = manager.get(url).text
    assert "Somebody who left" in html
    assert "Ana" not in html
    assert f"/admin/users/{ana.pk}/erase/" not in html
    assert manager.get(f"{LIST}999999/").status_code == 404
    trainer = UserFactory(groups=["Trainers"])
    manager.force_login(trainer)
    for closed in (LIST, url):
        assert manager.get(closed).status_code == 302


def test_managers_are_led_to_people_and_administrators_to_accounts_too(client):
    def menu():
        return client.get("/admin/").text

    client.force_login(UserFactory(groups=["Programme managers"]))
    assert '"url": "/admin/people/"' in menu()
    assert "/admin/users/" not in menu()
    assert client.get("/admin/users/").status_code == 302
    client.force_login(UserFactory(is_superuser=True))
    assert '"url": "/admin/people/"' in menu()
    assert '"url": "/admin/users/"' in menu()
