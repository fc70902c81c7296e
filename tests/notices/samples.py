"""Mails of both sorts: one that is sent again where nobody knows, and one that is not."""

from uuid import uuid4

from accounts.mail import ACCOUNT_MAILS
from courses.mails import MODULE_COMPLETED
from notices.outbox import new_mail
from tests.factories.outline import ModuleFactory
from tests.factories.people import UserFactory


def of_safety(person=None):
    """An unsaved mail that tells of a changed password."""
    person = person or UserFactory()
    return new_mail(ACCOUNT_MAILS["password_changed"], cause=uuid4(), person=person)


def of_learning(person=None, module=None, kind=MODULE_COMPLETED):
    """An unsaved mail that tells of a completed module."""
    module = module or ModuleFactory()
    data = {"module": module.pk}
    return new_mail(kind, cause=module.pk, person=person or UserFactory(), data=data)
