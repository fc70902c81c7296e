"""What is in the outbox leaves once, in the person's language, unless it is not wanted any more."""

from datetime import timedelta
from io import StringIO
from time import process_time

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.mail import ACCOUNT_MAILS
from courses.mails import MODULE_COMPLETED
from notices.kinds import KINDS
from notices.models import Mail, MailState, RefusedAddress
from notices.muting import mute
from notices.outbox import new_mail, queue_mails
from notices.sending import ABANDONED, PAUSES, send_waiting
from tests.factories.outline import ModuleFactory
from tests.factories.people import UserFactory
from tests.notices.samples import of_learning, of_safety

pytestmark = pytest.mark.django_db


def state(row):
    row.refresh_from_db()
    return row.state


def test_one_query_puts_many_mails_into_the_outbox():
    mails = [of_learning() for _number in range(30)]
    with CaptureQueriesContext(connection) as captured:
        queue_mails(mails)
    assert [each["sql"][:6] for each in captured if "INSERT" in each["sql"]] == ["INSERT"]
    assert len([each for each in captured if "SAVEPOINT" not in each["sql"]]) == 1


def test_the_same_cause_is_told_once(queue):
    person, module = UserFactory(), ModuleFactory()
    for _time in range(3):
        queue_mails([of_learning(person, module)])
        send_waiting()
    assert len(mail.outbox) == Mail.objects.count() == 1


def test_what_has_left_keeps_no_words(queue):
    row = queue(of_learning())
    assert send_waiting() == 1
    assert state(row) == MailState.SENT
    assert row.sent_at
    assert row.data == {}


def test_the_language_is_that_of_the_moment_of_sending(queue):
    person = UserFactory(preferred_language="es")
    queue(of_learning(person))
    type(person).objects.update(preferred_language="he")
    send_waiting()
    [message] = mail.outbox
    assert 'lang="he" dir="rtl"' in message.alternatives[0].content


def test_the_address_is_that_of_the_moment_of_sending(queue):
    person = UserFactory()
    queue(of_learning(person))
    type(person).objects.update(email="new@example.org")
    send_waiting()
    assert mail.outbox[0].to == ["new@example.org"]


def test_what_changes_while_others_are_sent_counts(queue, monkeypatch):
    """A run may take the better part of a minute."""
    moving, leaving, forgotten = (queue(of_learning()).person for _number in range(3))
    people, send = type(moving).objects, EmailBackend.send_messages

    def send_and_change(backend, messages):
        people.filter(pk=moving.pk).update(email="new@example.org")
        people.filter(pk=leaving.pk).update(is_active=False)
        people.filter(pk=forgotten.pk).delete()
        return send(backend, messages)

    first = queue(of_learning())
    Mail.objects.filter(pk=first.pk).update(due_at=first.due_at - timedelta(hours=1))
    monkeypatch.setattr(EmailBackend, "send_messages", send_and_change)
    assert send_waiting() == 2
    assert [message.to for message in mail.outbox] == [[first.recipient], ["new@example.org"]]


def test_whose_account_was_switched_off_gets_nothing(queue):
    row = queue(of_learning())
    type(row.person).objects.update(is_active=False)
    assert send_waiting() == 0
    assert state(row) == MailState.WITHHELD
    assert row.error_words == "The account is switched off."


def test_whose_account_was_deleted_gets_nothing(queue):
    row = queue(of_learning())
    row.person.delete()
    assert send_waiting() == 0
    assert not Mail.objects.exists()


def test_who_switched_a_kind_off_gets_the_others(queue):
    person = UserFactory()
    mute(person, MODULE_COMPLETED)
    row = queue(of_learning(person))
    queue(of_safety(person))
    assert send_waiting() == 1
    assert state(row) == MailState.WITHHELD
    assert mail.outbox[0].subject == "Your password was changed"


def test_a_mail_that_cannot_be_written_stops_no_other(queue, caplog):
    broken = queue(new_mail(MODULE_COMPLETED, cause=0, person=UserFactory(), data={}))
    queue(of_learning())
    assert send_waiting() == 1
    assert state(broken) == MailState.WAITING
    assert broken.tries == 1
    assert "cannot be written" in caplog.text


def test_a_kind_that_is_gone_is_held_back(queue, monkeypatch):
    row = queue(of_learning())
    monkeypatch.delitem(KINDS, MODULE_COMPLETED.key)
    assert send_waiting() == 0
    assert state(row) == MailState.WITHHELD
    assert str(row) == f"module_completed – {row.person.email}"


def test_headers_say_that_nobody_wrote_it_and_how_it_is_stopped(queue, mail_server):
    row = queue(of_learning())
    send_waiting()
    [message] = mail_server.received
    assert message["Message-ID"] == row.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"].strip() == f"<{row.off_url}>"  # folded, but whole
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_cannot_be_switched_off_offers_no_way(queue):
    queue(of_safety())
    send_waiting()
    [message] = mail.outbox
    assert "List-Unsubscribe" not in message.extra_headers
    assert "Stop these emails" not in message.body


class TestProcessThatDied:
    """It claimed the mail and was killed before it could say that it has left."""

    @pytest.fixture
    def claimed(self, queue):
        def claim(mail, age=ABANDONED + timedelta(seconds=1)):
            row = queue(mail)
            claimed_at = timezone.now() - age
            Mail.objects.filter(pk=row.pk).update(state=MailState.SENDING, claimed_at=claimed_at)
            return row

        return claim

    def test_nobody_knows_of_it(self, claimed, caplog):
        row = claimed(of_learning())
        assert send_waiting() == 0
        assert state(row) == MailState.UNKNOWN
        assert row.error_words == "The process that was sending it died."
        assert "nobody knows" in caplog.text
        assert "Ask the person" in str(row.next_step)

    def test_what_is_of_safety_is_sent_again_as_the_same_mail(self, claimed):
        row = claimed(of_safety())
        assert send_waiting() == 1
        assert state(row) == MailState.SENT
        assert mail.outbox[0].extra_headers["Message-ID"] == row.message_id

    def test_even_that_is_not_tried_for_ever(self, claimed):
        row = claimed(of_safety())
        Mail.objects.update(tries=len(PAUSES))
        assert send_waiting() == 0
        assert state(row) == MailState.UNKNOWN

    def test_another_process_may_still_be_at_it(self, claimed):
        row = claimed(of_learning(), age=ABANDONED / 2)
        assert send_waiting() == 0
        assert state(row) == MailState.SENDING


class TestAnswers:
    """What the mail server says decides what becomes of the mail."""

    def test_refused_for_good_nothing_goes_there_any_more(self, queue, mail_server):
        admin = UserFactory(is_superuser=True)
        row = queue(of_learning())
        mail_server.refused[row.recipient] = b"550 no such mailbox"
        send_waiting()
        assert state(row) == MailState.FAILED
        assert row.error == "550 no such mailbox"
        assert RefusedAddress.objects.get().address == row.recipient
        other = queue(of_safety(row.person))
        assert send_waiting() == 1
        [told] = mail_server.received
        assert told["To"] == admin.email
        assert state(other) == MailState.WITHHELD

    def test_refused_for_now_it_is_tried_again(self, queue, mail_server):
        row = queue(of_learning())
        mail_server.refused[row.recipient] = b"450 later"
        send_waiting()
        assert state(row) == MailState.WAITING
        assert not RefusedAddress.objects.exists()
        mail_server.refused.clear()
        Mail.objects.update(due_at=timezone.now())
        assert send_waiting() == 1

    @pytest.mark.parametrize(
        "answer",
        [b"550 5.7.1 relaying denied", b"554 5.7.1 your host is blocked", b"552 5.2.2 full"],
    )
    def test_what_does_not_lie_in_the_address_is_tried_again(self, queue, mail_server, answer):
        row = queue(of_learning())
        mail_server.refused[row.recipient] = answer
        send_waiting()
        assert state(row) == MailState.WAITING
        assert not RefusedAddress.objects.exists()

    @pytest.mark.parametrize("answer", [b"550 5.1.1 unknown\0 user", b"553 no such mailbox"])
    def test_what_lies_in_the_address_is_not(self, queue, mail_server, answer):
        row = queue(of_learning())
        mail_server.refused[row.recipient] = answer
        send_waiting()
        assert state(row) == MailState.FAILED
        assert RefusedAddress.objects.get().reason == answer.decode().replace("\0", "")

    def test_a_server_that_takes_one_mail_at_a_time_gets_all(self, queue, mail_server):
        rows = [queue(of_learning()) for _number in range(3)]
        mail_server.takes_one = True
        assert send_waiting() == 3
        assert {state(row) for row in rows} == {MailState.SENT}

    def test_without_an_answer_nobody_knows(self, queue, mail_server):
        row = queue(of_learning())
        mail_server.hangs_up = True
        send_waiting()
        assert state(row) == MailState.UNKNOWN
        assert len(mail_server.received) == 1

    def test_without_an_answer_safety_goes_again_later(self, queue, mail_server):
        row = queue(of_safety())
        mail_server.hangs_up = True
        send_waiting()
        assert state(row) == MailState.WAITING
        mail_server.hangs_up = False
        Mail.objects.update(due_at=timezone.now())
        assert send_waiting() == 1
        assert set(mail_server.message_ids) == {row.message_id}

    def test_one_that_is_refused_stops_no_other(self, queue, mail_server):
        bad, *good = [queue(of_learning()) for _number in range(4)]
        mail_server.refused[bad.recipient] = b"550 no"
        assert send_waiting() == 3
        assert {state(row) for row in good} == {MailState.SENT}


def test_mails_to_addresses_go_after_three_months():
    old = timezone.now() - timedelta(days=91)
    kind = ACCOUNT_MAILS["unknown_account"]
    queue_mails(
        [
            new_mail(kind, cause=1, address="a@example.org", now=old),
            new_mail(kind, cause=2, address="a@example.org"),
            new_mail(MODULE_COMPLETED, cause=3, person=UserFactory(), now=old),
        ]
    )
    for address, refused_at in (("gone@example.org", old), ("b@example.org", timezone.now())):
        RefusedAddress.objects.create(address=address, refused_at=refused_at)
    told = StringIO()
    call_command("erase_expired", dry_run=True, stdout=told)
    assert "notices.Mail: 1\nnotices.RefusedAddress: 1\n" in told.getvalue()
    call_command("erase_expired", stdout=told)
    assert RefusedAddress.objects.get().address == "b@example.org"
    assert set(Mail.objects.values_list("kind", "address")) == {
        ("unknown_account", "a@example.org"),
        ("module_completed", ""),
    }
    assert Mail.objects.count() == 2


def test_a_hundred_mails_take_less_than_six_seconds_of_the_processor():
    module = ModuleFactory()
    queue_mails([of_learning(UserFactory(password=""), module) for _number in range(100)])
    begin = process_time()
    assert send_waiting() == 100
    assert process_time() - begin < 6
