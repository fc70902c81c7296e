"""Sends mails through a server that may be away.

Whatever the server says, the action that sends a mail goes on. What could not be sent is logged
and, where there is a worker, tried again until it has left or a day has passed.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django_tasks import task

PAUSES = (1, 5, 15, 60, 180, 360, 720)  # minutes before each further try
KEPT = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "extra_headers")

logger = logging.getLogger(__name__)


class Backend(BaseEmailBackend):
    """Sends through the backend MAIL_TRANSPORT, and goes on where that fails."""

    def __init__(self, **options):
        super().__init__()
        self.transport = get_connection(settings.MAIL_TRANSPORT, **options)

    def open(self):
        """Open a connection for several mails; if that fails, each mail tries by itself."""
        try:
            return self.transport.open()
        except Exception as error:  # each transport has its own
            logger.error("The mail server is away: %s", error)
            return False

    def close(self):
        """Close the connection of `open`."""
        self.transport.close()

    def send_messages(self, messages):
        """Send each mail; return how many have left. The others are logged and tried again."""
        return sum(self._is_sent(message) for message in messages)

    def _is_sent(self, message):
        try:
            return bool(self.transport.send_messages([message]))
        except Exception as error:  # each transport has its own
            logger.error("Mail “%s” is not sent: %s", message.subject, error)
            postpone_mail(as_data(message), tries=0)
            return False


def as_data(message):
    """A Django message as a dict that JSON can hold, without attached files."""
    texts = [[part.content, part.mimetype] for part in getattr(message, "alternatives", ())]
    return {name: getattr(message, name) for name in KEPT} | {"texts": texts}


def postpone_mail(data, tries):
    """Give the mail `data` to the worker for later, if there is one and `tries` is not used up."""
    if tries == len(PAUSES):
        logger.error("Mail “%s” is given up.", data["subject"])
    elif send_again.get_backend().supports_defer:
        later = timezone.now() + timedelta(minutes=PAUSES[tries])
        send_again.using(run_after=later).enqueue(data=data, tries=tries + 1)


@task()
def send_again(data, tries):
    """Send the mail `data`, made by `as_data`; `tries` counts the tries so far."""
    fields = {name: data[name] for name in KEPT if name != "extra_headers"}
    connection = get_connection(settings.MAIL_TRANSPORT)
    message = EmailMultiAlternatives(**fields, headers=data["extra_headers"], connection=connection)
    for content, mimetype in data["texts"]:
        message.attach_alternative(content, mimetype)
    try:
        message.send()
    except Exception as error:  # each transport has its own
        logger.error("Mail “%s” is not sent: %s", message.subject, error)
        postpone_mail(data, tries)
