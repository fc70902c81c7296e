"""Mails that a framework has written, such as Wagtail's about comments on a page."""

from base64 import b64decode, b64encode
from email.mime.base import MIMEBase
from uuid import uuid4

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.outbox import new_mail, queue_mails

FIELDS = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "extra_headers")


class WrittenElsewhere(Kind):
    """The kind of mails that come with their words: these stand in the row until it has left."""

    def message(self, mail):
        """The Django message that `as_data` has put into `mail`."""
        fields = {name: mail.data[name] for name in FIELDS if name != "extra_headers"}
        message = EmailMultiAlternatives(**fields, headers=mail.data["extra_headers"])
        for content, mimetype in mail.data["texts"]:
            message.attach_alternative(content, mimetype)
        for name, content, mimetype in mail.data["files"]:
            message.attach(name, b64decode(content), mimetype)
        return message


WRITTEN_ELSEWHERE = WrittenElsewhere(
    key="written_elsewhere",
    name=_("Work on pages"),
    to_whom="Whoever works on a page, when somebody comments on it",
    subject="",
    text="",
    button="",
    path="wagtailadmin_home",
    reason="",
    may_be_muted=False,
)


class Backend(BaseEmailBackend):
    """Django's way of sending mails (EMAIL_BACKEND): puts them into the outbox."""

    def send_messages(self, messages):
        """Queue each of `messages`, with the transaction that sends them; return how many."""
        mails = [
            new_mail(WRITTEN_ELSEWHERE, cause=uuid4(), address=to[0], data=as_data(message))
            for message in messages
            if (to := message.recipients())
        ]
        queue_mails(mails)
        return len(mails)


def as_data(message):
    """A Django message as a dict that JSON can hold, with its attached files."""
    texts = [[part.content, part.mimetype] for part in getattr(message, "alternatives", ())]
    return {name: getattr(message, name) for name in FIELDS} | {
        "texts": texts,
        "files": [_file(attached) for attached in message.attachments],
    }


def _file(attached):
    if isinstance(attached, MIMEBase):
        content = attached.get_payload(decode=True)
        name, mimetype = attached.get_filename(), attached.get_content_type()
    else:
        name, content, mimetype = attached
    encoded = content.encode() if isinstance(content, str) else content
    return [name, b64encode(encoded).decode(), mimetype]
