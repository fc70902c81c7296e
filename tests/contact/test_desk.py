"""Those who run the programme find messages, note what became of them, and lose nothing."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from contact.choices import State, Subject
from contact.mails import MESSAGE_ARRIVED
from contact.models import Message, month_after
from notices.models import Mail, MailState
from notices.outbox import new_mail, queue_mails
from notices.sending import send_waiting
from tests.factories.messages import MessageFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
PATH = "/admin/messages/"


@pytest.fixture
def manager():
    return UserFactory(groups=["Programme managers"], first_name="Miriam")


@pytest.fixture
def desk(client, manager):
    client.force_login(manager)
    return client


def test_the_list_is_searched_filtered_and_paged(desk):
    MessageFactory(name="أحمد", text="Año de las Árboles", language="es")
    done = MessageFactory(name="", address="done@example.org", state=State.DONE)
    html = desk.get(PATH).text
    assert "أحمد" in html
    assert "done@example.org" in html
    for query, found in [
        ("?q=arboles", "أحمد"),
        ("?q=احمد", "أحمد"),
        ("?language=es", "أحمد"),
        ("?state=done", done.address),
        ("?q=done@example.org", done.address),
    ]:
        page = desk.get(f"{PATH}{query}").text
        assert (found in page, page.count('class="title-wrapper"')) == (True, 1), query
    assert "No message matches." in desk.get(f"{PATH}?q=zeppelin").text
    desk.get(f"{PATH}?state=none&q=%00")
    MessageFactory.create_batch(60)
    with CaptureQueriesContext(connection) as many:
        page = desk.get(f"{PATH}?p=2")
    assert page.context["page_obj"].paginator.count == 62
    Message.objects.filter(pk__gt=done.pk + 1).delete()
    with CaptureQueriesContext(connection) as few:
        desk.get(PATH)
    assert len(many) <= len(few) + 1


def test_an_empty_list_says_what_will_stand_there(desk):
    assert "Nobody has written yet." in desk.get(PATH).text


def test_hostile_text_is_text(desk):
    message = MessageFactory(
        name='<img src=x onerror="alert(1)">', text="<script>alert(1)</script>\n\n=1+1", place="<i>"
    )
    for path in (PATH, f"{PATH}{message.pk}/", f"{PATH}?q=img"):
        html = desk.get(path).text
        assert "<img src=x" not in html
        assert "<script>alert" not in html
    assert "&lt;script&gt;" in desk.get(f"{PATH}{message.pk}/").text


def test_an_address_adds_no_recipient_to_the_answer(desk):
    message = MessageFactory(address="a?bcc=b&c=%0A@example.org")
    page = desk.get(f"{PATH}{message.pk}/").text
    assert 'href="mailto:a%3Fbcc%3Db%26c%3D%250A@example.org"' in page


def test_files_hold_no_formula(desk):
    MessageFactory(name="=cmd|' /C calc'!A0", text="@SUM(1+1)", place="-2+3")
    sent = b"".join(desk.get(f"{PATH}?export=csv").streaming_content).decode("utf-8-sig")
    [head, row] = csv.reader(io.StringIO(sent))
    cells = dict(zip(head, row, strict=True))
    assert cells["Name"] == "'=cmd|' /C calc'!A0"
    assert cells["Message"] == "'@SUM(1+1)"
    assert cells["About"] == "'-2+3"
    assert cells["State"] == "New"
    workbook = desk.get(f"{PATH}?export=xlsx")
    content = b"".join(workbook.streaming_content) if workbook.streaming else workbook.content
    cells = [cell for row in load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]


def test_a_state_and_a_note_are_kept_with_who_and_when(desk, manager):
    message = MessageFactory()
    address = f"{PATH}{message.pk}/"
    page = desk.get(address)
    was = page.context["form"]["was"].value()
    sent = {"state": "answering", "note": "Teresa asks.\nSoon.", "was": was}
    assert desk.post(address, sent).status_code == 302
    message.refresh_from_db()
    assert (message.state, message.note) == ("answering", "Teresa asks.\nSoon.")
    assert message.changed_by == manager
    assert timezone.now() - message.changed_at < timedelta(minutes=1)
    html = desk.get(address).text
    assert "Miriam" in html
    assert "Teresa asks." in html
    late = desk.post(address, sent | {"note": "Mine", "state": "done"})
    assert "Somebody else has changed this message meanwhile" in late.text
    assert "Teresa asks." in late.text
    form = late.context["form"]
    assert form["note"].value() == "Mine"
    again = desk.post(address, {"state": "done", "note": "Mine", "was": form["was"].value()})
    assert again.status_code == 302
    message.refresh_from_db()
    assert (message.state, message.note) == ("done", "Mine")
    assert "Select a valid choice" in desk.post(address, {"state": "lost", "was": ""}).text


def test_a_message_can_be_deleted_and_its_mail_is_held_back(desk):
    message = MessageFactory()
    queue_mails(
        [new_mail(MESSAGE_ARRIVED, cause=1, address="a@b.org", data={"message": message.pk})]
    )
    assert desk.get(f"{PATH}{message.pk}/delete/").status_code == 200
    assert Message.objects.exists()
    desk.post(f"{PATH}{message.pk}/delete/")
    assert not Message.objects.exists()
    send_waiting()
    assert Mail.objects.get().state == MailState.WITHHELD
    assert desk.get(f"{PATH}{message.pk}/").status_code == 404


def test_requests_about_personal_data_have_a_day(desk):
    old = timezone.now() - timedelta(days=40)
    late = MessageFactory(subject=Subject.PRIVACY, sent_at=old, name="Late")
    MessageFactory(subject=Subject.PRIVACY, name="In time")
    done = MessageFactory(subject=Subject.PRIVACY, sent_at=old, state=State.DONE)
    assert late.is_late
    assert not done.is_late
    assert MessageFactory(sent_at=old).answer_by is None
    html = desk.get(PATH).text
    assert html.count(": overdue") == 1
    assert ": overdue" in desk.get(f"{PATH}{late.pk}/").text
    first = " ".join(desk.get("/admin/").text.split())
    assert re.search(r"Answer about personal data by \d+ \w+ \d{4}: overdue", first)
    assert "New: 3. Being answered: 0." in first


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 12, 2), date(2027, 1, 2)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2027, 2, 28), date(2027, 3, 28)),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last(day, last):
    assert month_after(day) == last


@pytest.mark.parametrize("group", ["Editors", "Publishers", "Trainers"])
def test_nobody_else_reads_them(client, group):
    message = MessageFactory(text="Okapi at night")
    client.force_login(UserFactory(groups=[group]))
    for path in (PATH, f"{PATH}results/", f"{PATH}{message.pk}/", f"{PATH}{message.pk}/delete/"):
        for answer in (client.get(path), client.post(path)):
            assert answer.status_code in (302, 403, 405)
    assert "/admin/messages/" not in client.get("/admin/").text
    assert Message.objects.exists()


def test_what_was_answered_a_year_ago_is_forgotten(manager):
    now = timezone.now()
    kept = [
        MessageFactory(state=State.DONE, changed_at=now - timedelta(days=364)),
        MessageFactory(sent_at=now - timedelta(days=900)),
    ]
    MessageFactory(state=State.DONE, changed_at=now - timedelta(days=366))
    call_command("erase_expired")
    assert set(Message.objects.all()) == set(kept)
