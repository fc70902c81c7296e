"""Mails for the tests of the outbox."""

import pytest

from notices.outbox import queue_mails
from tests.notices.mail_server import running_mail_server


@pytest.fixture
def mail_server(settings):
    """A mail server that the portal sends through."""
    with running_mail_server() as server:
        settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield server


@pytest.fixture
def queue():
    """A function that puts a mail into the outbox, and returns it."""

    def put(mail):
        queue_mails([mail])
        return type(mail).objects.get(key=mail.key)

    return put
