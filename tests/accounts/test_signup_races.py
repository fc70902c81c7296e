"""Signing up twice at the same moment, with real threads."""

from functools import partial

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from accounts.models import PendingSignup, User
from accounts.signup import LinkRefused, Refusal, open_account
from tests.accounts.test_signup import PERSON, SIGNUP, link_in
from tests.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_double_click_makes_one_row_and_no_fault():
    answers = together(*(partial(Client().post, SIGNUP, PERSON) for _click in range(3)))
    assert [answer.status_code for answer in answers] == [302] * 3
    assert PendingSignup.objects.count() == 1
    assert len(mail.outbox) == 3
    statuses = {Client().get(link_in(message)).status_code for message in mail.outbox}
    assert 200 in statuses


def test_a_double_click_on_start_makes_one_account():
    Client().post(SIGNUP, PERSON)
    link = link_in(mail.outbox[0])
    answers = together(*(partial(Client().post, link) for _click in range(3)))
    assert sorted(answer.status_code for answer in answers) == [302, 410, 410]
    assert User.objects.get().emailaddress_set.get().verified


@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's writers wait in turn")
def test_an_account_made_at_the_same_moment_is_not_taken_over(monkeypatch):
    Client().post(SIGNUP, PERSON)
    token = link_in(mail.outbox[0]).split("/")[-2]
    save = User.save

    def save_after_another(person, **options):
        monkeypatch.setattr(User, "save", save)
        [made] = together(partial(User.objects.create_user, person.email, "seven-quiet-herons"))
        assert made.pk
        save(person, **options)

    monkeypatch.setattr("accounts.signup.User.save", save_after_another)
    with pytest.raises(LinkRefused) as refusal:
        open_account(token=token)
    assert refusal.value.reason == Refusal.USED
    assert User.objects.get().check_password("seven-quiet-herons")
