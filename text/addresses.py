"""The one way to write the address of a mailbox."""

import unicodedata

from text.typed import clean_line

LONGEST_ADDRESS = 254  # of those that mail servers take (RFC 5321)


def one_address(text):
    """The address `text` in one way, whichever of its ways a browser, a person or a server took.

    Small letters, none of them wide or hidden; a domain that is not of ASCII stands in its own
    letters: "Dana@XN--EXMPLE-CUA.org" gives "dana@exämple.org". Raises UnicodeError where the
    domain cannot be one.
    """
    text = unicodedata.normalize("NFKC", clean_line(text)).lower()
    mailbox, at, domain = text.rpartition("@")
    return f"{mailbox}{at}{domain.encode('idna').decode('idna')}"


def mailbox_of(address):
    """A key of the mailbox of `address`, to count what arrives there; never to know people by.

    Most servers put what is sent to "dana+anything@example.org" where "dana@example.org" goes, and
    some of the largest take no notice of dots.
    """
    mailbox, at, domain = address.lower().rpartition("@")
    plain = mailbox.partition("+")[0].replace(".", "")
    return f"{plain or mailbox}{at}{domain}"
