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
