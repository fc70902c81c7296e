"""Addresses of mailboxes, written in one way and counted in one way."""

import pytest

from text.addresses import mailbox_of


@pytest.mark.parametrize(
    ("address", "mailbox"),
    [
        ("Dana+news+old@Example.org", "dana@example.org"),
        ("dana@example.org", "dana@example.org"),
        ("+dana@example.org", "+dana@example.org"),
        ("dana", "dana"),
        ("", ""),
    ],
)
def test_what_is_added_to_an_address_names_no_other_mailbox(address, mailbox):
    assert mailbox_of(address) == mailbox
