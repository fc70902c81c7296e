"""What a letter to everybody costs in the database: made, confirmed, and brought to its end."""

import time
from contextlib import contextmanager

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.letters.audience import audience_of
from accounts.letters.mail import LETTER
from accounts.letters.sending import begin_letter, confirm_letter, send_letters
from accounts.models import User
from notices.models import Mail, MailState

AT_ONCE = 5000
WORDS = {"en": {"subject": "See you on Thursday", "text": "The live session begins at ten."}}


@contextmanager
def timed(spent):
    """Appends the seconds that the block takes to the list `spent`."""
    start = time.perf_counter()
    yield
    spent.append(time.perf_counter() - start)


def confirm_addresses():
    """Let everybody whose address is not confirmed have a confirmed one, so that letters reach."""
    people = User.objects.filter(emailaddress=None).only("email")
    EmailAddress.objects.bulk_create(
        (EmailAddress(user=each, email=each.email, verified=True, primary=True) for each in people),
        batch_size=AT_ONCE,
    )


def measure_letter(say, writer):
    """Print, by `say`, what a letter of the User `writer` to all people costs.

    The mails leave at once, as those of a server that takes all: what is measured is the outbox.
    """
    confirm_addresses()
    made, confirmed, parts = [], [], []
    with timed(made):
        audience = audience_of(User.objects.all())
        letter = begin_letter(by=writer, words=WORDS, about="All", audience=audience)
    with timed(confirmed):
        confirm_letter(letter)
    while letter.finished_at is None:
        with timed(parts):
            send_letters()
        waiting = Mail.objects.filter(kind=LETTER.key, state=MailState.WAITING)
        waiting.update(state=MailState.SENT, sent_at=timezone.now(), data={})
        letter.refresh_from_db()
    say(f"A letter to {letter.people_count} people: made", made[0], 2, "s")
    say("A letter: confirmed, with the log of looks", confirmed[0], 2, "s")
    say("A letter: the slowest of its parts in the outbox", max(parts), 2, "s")
    say("A letter: all of its parts", sum(parts), 60, "s")
