"""A message is kept once, and mailed to those who answer; its sender gets a receipt."""

import hashlib

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils.translation import override

from contact.mails import MESSAGE_ARRIVED, RECEIPT
from contact.models import LONGEST_PLACE, Message
from notices.outbox import new_mail, queue_mails

SALT = "contact.sent"


def message_key(mark, *words):
    """The key of a message that says `words`, from the form with this `mark`."""
    return hashlib.sha256("\0".join([mark, *words]).encode()).hexdigest()


def send_message(*, key, person, place, now, **words):
    """The Message with this `key`, kept now if it was not there.

    `person`: who is signed in, or None; `place`: a Place, or None; `words`: subject, language,
    name, address and text.
    """
    if place:
        words |= {
            "place": place.title[:LONGEST_PLACE],
            "place_key": place.key,
            "question_id": place.question_id,
        }
    with transaction.atomic():
        message, is_new = Message.objects.get_or_create(
            key=key, defaults={"person": person, "sent_at": now, **words}
        )
        if is_new:
            _queue_mails(message)
    return message


def _queue_mails(message):
    data = {"message": message.pk}
    with override(message.language):
        receipt = new_mail(RECEIPT, cause=message.pk, address=message.address, data=data)
    with override(settings.LANGUAGE_CODE):
        news = new_mail(
            MESSAGE_ARRIVED, cause=message.pk, address=settings.CONTACT_EMAIL, data=data
        )
    queue_mails([receipt, news])


def sent_token(message):
    """A text for an address, by which its sender, and nobody else, finds `message` again."""
    return signing.dumps(message.pk, salt=SALT)


def read_sent_token(token):
    """The Message of a token, or None."""
    try:
        return Message.objects.filter(pk=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        return None
