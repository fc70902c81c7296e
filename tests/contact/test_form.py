"""Writing to those who run the portal: kept once, mailed, and nothing that was entered is lost."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from contact.models import LONGEST_TEXT, Message
from contact.ticket import new_ticket
from notices.models import Mail
from notices.sending import send_waiting
from tests.factories.people import UserFactory
from tests.html import assert_valid_html
from tests.threads import together

pytestmark = pytest.mark.django_db
PATH = "/en/contact/write/"


def filled(**changes):
    """What a person sends who took a minute."""
    return {
        "subject": "accessibility",
        "text": "The second step\r\ncannot be reached by keyboard.",
        "name": "Rana Ipotesi",
        "address": "Rana@Example.org",
        "language": "ar",
        "website": "",
        "ticket": new_ticket(timezone.now() - timedelta(minutes=1)),
    } | changes


def test_a_visitor_writes_and_hears_that_it_arrived(client):
    page = client.get(f"{PATH}?subject=privacy&next=//evil.example")
    html = assert_valid_html(page)
    assert '<option value="privacy" selected>' in html
    assert not page.cookies.keys() - {"csrftoken"}
    response = client.post(f"{PATH}?subject=privacy", filled())
    message = Message.objects.get()
    assert message.text == "The second step\ncannot be reached by keyboard."
    assert (message.address, message.language) == ("rana@example.org", "ar")
    assert (message.state, message.person, message.place) == ("new", None, "")
    arrived = client.get(response["Location"])
    html = assert_valid_html(arrived)
    assert "<h1>Your message has arrived</h1>" in html
    assert '<p class="lead" role="status">Thank you.' in html  # a heading stays a heading
    assert "Rana" not in html
    assert client.get("/en/contact/write/sent/1/").status_code == 404


def test_who_is_signed_in_need_not_enter_name_and_address(client):
    person = UserFactory(first_name="Dana", last_name="Hulm")
    client.force_login(person)
    html = client.get(PATH).text
    assert 'value="Dana Hulm"' in html
    assert f'value="{person.email}"' in html
    client.post(PATH, filled())
    assert Message.objects.get().person == person


def test_a_second_click_sends_nothing_and_other_words_are_another_message(client):
    sent = filled()
    first, second = client.post(PATH, sent), client.post(PATH, sent)
    assert first["Location"] == second["Location"]
    assert Message.objects.count() == 1
    assert Mail.objects.count() == 2
    client.post(PATH, sent | {"text": "And another thing."})
    assert Message.objects.count() == 2


def test_the_receipt_says_nothing_of_the_sender_and_the_news_says_all(client, settings):
    text = "Buy pills at https://pills.example\nBcc: all@example.org\n%(path)s {{ x }} <b>now</b>"
    client.post(PATH, filled(text=text, name="Pills\r\nBcc: all@example.org"))
    assert send_waiting() == 2
    receipt = next(each for each in mail.outbox if each.to == ["rana@example.org"])
    assert receipt.subject == "وصلت رسالتك"
    whole = receipt.message().as_string() + receipt.body + receipt.alternatives[0].content
    assert "pills" not in whole.lower()
    news = next(each for each in mail.outbox if each.to == [settings.CONTACT_EMAIL])
    assert news.reply_to == ["rana@example.org"]
    title = "Accessibility: something that I cannot use"
    assert news.subject == f"Message {Message.objects.get().pk}: {title}"
    assert text in news.body
    assert "&lt;b&gt;now&lt;/b&gt;" in news.alternatives[0].content
    assert news.recipients() == [settings.CONTACT_EMAIL]
    assert news.message()["Bcc"] is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": "  \u200b "}, "Write your message."),
        ({"text": "a" * (LONGEST_TEXT + 1)}, "Shorten it to 5,000 characters"),
        ({"text": "ض" * 100_000}, "Shorten it to 5,000 characters"),
        ({"subject": ""}, "Choose what it is about."),
        ({"subject": "none"}, "Select a valid choice"),
        ({"address": ""}, "Write your email address."),
        ({"address": "rana"}, "it should look like name@example.org"),
        ({"address": "a@b.org,c@d.org"}, "it should look like name@example.org"),
        ({"address": "a@b.org\r\nBcc: c@d.org"}, "it should look like name@example.org"),
        ({"language": "xx"}, "Select a valid choice"),
        ({"website": "https://x.example"}, "Empty this field"),
        ({"ticket": ""}, "The form was open for a very long time."),
        ({"ticket": "forged"}, "The form was open for a very long time."),
        ({"ticket": new_ticket(timezone.now() - timedelta(days=2))}, "open for a very long time"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, changes, words):
    sent = filled(**changes)
    page = client.post(PATH, sent)
    html = assert_valid_html(page)
    assert page.status_code == 200
    assert words in html
    assert not Message.objects.exists()
    assert not Mail.objects.exists()
    form = page.context["form"]
    for name in ("subject", "text", "name", "address", "language"):
        assert form[name].value() == sent[name]
    assert "<title>Error: Write to us" in html


def test_a_form_that_was_open_for_long_can_be_sent_again(client):
    sent = filled(ticket=new_ticket(timezone.now() - timedelta(days=2)))
    page = client.post(PATH, sent)
    ticket = page.context["form"]["ticket"].value()
    assert ticket != sent["ticket"]
    assert "faster than anybody writes" in client.post(PATH, sent | {"ticket": ticket}).text


def test_what_is_to_be_corrected_is_said_first(client):
    page = client.post(PATH, filled(ticket=new_ticket(timezone.now()), text=""))
    assert "Write your message." in page.text
    assert "faster than anybody writes" not in page.text


def test_a_form_filled_in_no_time_is_asked_for_once_more(client):
    assert (
        "faster than anybody writes"
        in client.post(PATH, filled(ticket=new_ticket(timezone.now()))).text
    )


def test_very_many_messages_wait(client):
    for number in range(10):
        address = f"rana+{number}@example.org"  # one mailbox
        sent = filled(text=f"Message {number}", address=address)
        assert client.post(PATH, sent).status_code == 302
    page = client.post(PATH, filled(text="One more"))
    assert "send it again in an hour" in page.text
    assert page.context["form"]["text"].value() == "One more"
    assert client.post(PATH, filled(address="dana@example.org")).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_send_one_message():
    sent = filled()
    answers = together(*[lambda: Client().post(PATH, sent)] * 3)
    # The rest of the address is the second in which it was made.
    assert len({answer["Location"].partition(":")[0] for answer in answers}) == 1
    assert Message.objects.count() == 1
    assert Mail.objects.count() == 2
