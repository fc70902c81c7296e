"""How many mails anybody can have sent to one address, and what the page says then."""

import re

import pytest
from allauth.account import app_settings
from allauth.core.internal.ratelimit import parse_rates
from django.core import mail
from django.test import Client

from tests.accounts.test_signup import AGAIN, PERSON, SIGNUP, link_in, main_of
from tests.factories.people import PASSWORD, UserFactory
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db
TOKEN = re.compile('name="csrfmiddlewaretoken" value="[^"]*"')
RESET = "/en/accounts/password/reset/"
REFUSED = "Several emails went to this address already."
# They refuse a mail in words of a form, or are silent: none of them answers 429.
OF_MAILS = {
    "confirm_email",
    "invitation_mail",
    "message",
    "new_address_mail",
    "reset_mail",
    "signup_mail",
}
CHANGE = "/en/accounts/email/"


@pytest.mark.parametrize("is_known", [True, False])
def test_one_mailbox_is_not_flooded(client, is_known):
    if is_known:
        UserFactory(email="dana@example.org")
    responses = [client.post(SIGNUP, PERSON) for _number in range(11)]
    assert [response.status_code for response in responses] == [302] * 10 + [200]
    refusals = [responses[-1], client.post(AGAIN, PERSON)]
    for refusal in refusals:  # what was entered stays in the form
        assert REFUSED in assert_valid_html(refusal)
        assert PERSON["email"] in refusal.text
    assert len(mail.outbox) == 10


@pytest.mark.parametrize(("url", "sent"), [(SIGNUP, 10), (AGAIN, 10), (RESET, 4)])
def test_addresses_of_one_mailbox_count_together(client, url, sent):
    UserFactory(email="d.ana+1@example.org")
    written = [
        f"{('Dana', 'd.aNa')[number % 2]}+{number}@example.org" for number in range(sent + 1)
    ]
    statuses = [client.post(url, {**PERSON, "email": each}).status_code for each in written]
    assert statuses == [302] * sent + [200]
    assert len(mail.outbox) == sent
    assert mail.outbox[1].to == ["d.ana+1@example.org"]  # to the address that was written
    assert client.post(url, {**PERSON, "email": "other@example.org"}).status_code == 302


def test_a_new_address_of_an_account_is_not_flooded(client, time_machine):
    time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
    person = UserFactory(email="old@example.org")
    person.set_unusable_password()  # nothing is asked before it
    person.save()
    for hour in range(4):
        for number in range(5):
            client.force_login(person)
            new = f"new+{hour}{number}@example.org"
            refusal = client.post(CHANGE, {"email": new, "action_add": ""})
        html = assert_valid_html(refusal)
        assert REFUSED in html
        assert f'value="{new}"' in html
        time_machine.shift(3601)
    assert len(mail.outbox) == 10
    client.force_login(person)
    again = client.post(CHANGE, {"email": "as it waits", "action_send": ""}, follow=True)
    assert REFUSED in assert_valid_html(again)
    assert len(mail.outbox) == 10


def test_to_say_the_password_first_takes_no_mail_away(client):
    UserFactory(email="old@example.org")
    client.post("/en/accounts/login/", {"login": "old@example.org", "password": PASSWORD})
    for number in range(4):
        session = client.session
        session.pop("account_authentication_methods", None)  # as after a quarter of an hour
        session.save()
        new = {"email": f"new+{number}@example.org", "action_add": ""}
        asked = client.post(CHANGE, new)
        done = client.post(asked["Location"], {"password": PASSWORD})
        assert done["Location"] == CHANGE
    assert REFUSED in client.post(CHANGE, new | {"email": "new@example.org"}).text


def test_who_asks_for_somebody_elses_password_shuts_nobody_out(client, time_machine):
    time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
    UserFactory(email="known@example.org")
    answers = set()
    for email in ("known@example.org", "nobody@example.org"):
        asked = [Client().post(RESET, {"email": email}) for _number in range(5)]
        assert [answer.status_code for answer in asked] == [302] * 4 + [200]
        html = assert_valid_html(asked[-1])
        assert REFUSED in html
        assert f'value="{email}"' in html
        answers.add(TOKEN.sub("", main_of(html)).replace(email, ""))
    assert len(answers) == 1
    assert [message.to for message in mail.outbox] == [["known@example.org"]] * 4 + [
        ["nobody@example.org"]
    ] * 4
    first = mail.outbox[0]

    for _hour in range(3):  # ten in a day
        time_machine.shift(3601)
        for _number in range(5):
            Client().post(RESET, {"email": "known@example.org"})
    assert sum(message.to == ["known@example.org"] for message in mail.outbox) == 10

    form = client.get(link_in(first), follow=True)  # the owner has the first mail, and its link
    client.post(form.request["PATH_INFO"], {"password1": "three quiet words"})
    mail.outbox.clear()
    client.post(RESET, {"email": "known@example.org"})  # and a new one, if it is forgotten again
    assert [message.subject for message in mail.outbox] == ["Choose a new password"]


def test_what_is_paused_works_again_after_the_minute_that_its_page_names():
    lasting = {
        action: max(rate.duration for rate in parse_rates(rates))
        for action, rates in app_settings.RATE_LIMITS.items()
        if rates and action not in OF_MAILS
    }
    assert {action: seconds for action, seconds in lasting.items() if seconds > 60} == {}
