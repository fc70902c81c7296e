"""The ticket in a contact form: which form it is, and when it was opened, signed.

It takes the place of a session, so that visitors need no cookie for it.
"""

import secrets
from datetime import UTC, datetime, timedelta

from django.core import signing

SALT = "contact.ticket"
SHORTEST, LONGEST = timedelta(seconds=3), timedelta(days=1)  # to fill a form in


def new_ticket(now):
    """A text that says that a form was opened `now`."""
    return signing.dumps([secrets.token_hex(8), int(now.timestamp())], salt=SALT)


def read_ticket(ticket):
    """(mark of the form, when it was opened). Raises BadSignature for what is no ticket of ours."""
    mark, opened = signing.loads(ticket, salt=SALT)
    return mark, datetime.fromtimestamp(opened, UTC)
