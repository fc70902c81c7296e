"""A letter is kept as a draft, confirmed once, and goes into the outbox bit by bit."""

import logging

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import override

from accounts.access_log import AccessKind
from accounts.letter import MAIN, Letter
from accounts.letters.mail import LETTER
from accounts.looked_at import LETTERS
from accounts.looking import log_people
from accounts.models import User
from notices.models import Mail, MailState
from notices.outbox import new_mail, queue_mails

logger = logging.getLogger(__name__)

AT_ONCE = 500


def begin_letter(*, by, words, about, audience):
    """A new draft of a Letter by the User `by` to the people of an Audience."""
    return Letter.objects.create(
        written_by=by,
        words=words,
        about=about,
        people=audience.people,
        people_count=len(audience.people),
        languages=audience.languages,
        unreached=audience.unreached,
        begun_at=timezone.now(),
    )


def change_letter(letter, words):
    """Let the draft `letter` say `words`; return whether it was a draft still."""
    return Letter.objects.filter(pk=letter.pk, confirmed_at=None).update(words=words) == 1


@transaction.atomic
def confirm_letter(letter):
    """Let the draft `letter` go to its people; return whether nobody had done so before.

    The log of looks names the people.
    """
    drafts = Letter.objects.filter(pk=letter.pk, confirmed_at=None)
    is_first = drafts.update(confirmed_at=timezone.now()) == 1
    if is_first:
        log_people(LETTERS, AccessKind.LETTER, by=letter.written_by, people=letter.people)
    return is_first


def send_letters():
    """Bring each letter that is under way further; return whose turn it was, as a number.

    So many at once; the next ones of a letter wait until these have left, so that no other email
    waits behind thousands.
    """
    taken = 0
    for letter in Letter.objects.under_way().select_related("written_by").defer("people"):
        try:
            taken += _bring_further(letter)
        except Exception:  # whatever it is, those behind it are sent
            logger.exception("The letter %s cannot be sent", letter.pk)
    return taken


def stop_letter(letter):
    """Send `letter` to nobody more; return whether it was under way. What has left has left."""
    under_way = Letter.objects.under_way().filter(pk=letter.pk, stopped_at=None)
    return under_way.update(stopped_at=timezone.now(), people=[]) == 1


def discard_letter(letter):
    """Delete the draft `letter`; return whether it was a draft still."""
    _deleted, by_model = Letter.objects.filter(pk=letter.pk, confirmed_at=None).delete()
    return bool(by_model)


def _bring_further(letter):
    """Count what has left of `letter`, and queue what may follow; return whose turn it was.

    It stops where its writer may no longer write to many people.
    """
    if not letter.written_by.has_perm("accounts.add_letter"):
        stop_letter(letter)
    mails = Mail.objects.filter(kind=LETTER.key, key__endswith=f":{letter.pk}").order_by()
    # One that is tried again later holds nobody up.
    taken = 0 if mails.filter(state=MailState.WAITING, tries=0).exists() else _queue(letter)
    by_state = dict(mails.values_list("state").annotate(Count("pk")))
    is_over = not taken and by_state.keys().isdisjoint({MailState.WAITING, MailState.SENDING})
    Letter.objects.filter(pk=letter.pk).update(
        sent_count=by_state.get(MailState.SENT, 0),
        finished_at=timezone.now() if is_over else None,
    )
    return taken


@transaction.atomic
def _queue(letter):
    """Queue emails to the next people of `letter`; return how many these are. Nobody gets two.

    Who was switched off meanwhile gets none; whose account was merged meanwhile gets it there.
    """
    held = Letter.objects.select_for_update().get(pk=letter.pk)
    waiting = held.people if isinstance(held.people, list) else []
    now, later = waiting[:AT_ONCE], waiting[AT_ONCE:]
    people = User.objects.filter(pk__in=_current(now), is_active=True).only("pk").order_by("pk")
    data = {"letter": letter.pk}
    with override(MAIN):
        queue_mails([new_mail(LETTER, cause=letter.pk, person=each, data=data) for each in people])
    held.people = later
    held.save(update_fields=["people"])
    return len(now)


def _current(ids):
    """The ids of the accounts that stay of those of `ids`, merged ones among them."""
    found = set()
    while ids:
        rows = dict(User.objects.filter(pk__in=ids).values_list("pk", "merged_into"))
        found.update(pk for pk, into in rows.items() if into is None)
        ids = {into for into in rows.values() if into is not None} - found
    return found
