"""Which devices a person has logged in with: a mail tells of one that is new."""

from django.db import connection
from django.utils import timezone

from accounts.devices import DEVICE, read_device
from accounts.mail import ACCOUNT_MAILS
from accounts.models import KnownDevice, Session
from notices.outbox import new_mail, queue_mails

# Writes the device, and tells what else is known of the person where it was not there yet.
REMEMBER = """
    INSERT INTO accounts_knowndevice (user_id, browser, system, first_seen_at)
    VALUES (%s, %s, %s, %s) ON CONFLICT (user_id, browser, system) DO NOTHING
    RETURNING id,
        EXISTS (SELECT 1 FROM accounts_knowndevice other
                WHERE other.user_id = accounts_knowndevice.user_id
                    AND other.id <> accounts_knowndevice.id),
        EXISTS (SELECT 1 FROM accounts_session opened
                WHERE opened.user_id = accounts_knowndevice.user_id)
"""


def remember_device(request, user, **details):
    """Remember on which device `user` logs in. One query where it is known.

    A mail tells of a new one, but for the first of all. Whoever logs in for the first time since
    devices are remembered uses those of the open sessions, too: these are remembered with it.
    """
    device, _began = read_device(request.session)
    row = _insert(user, device)
    if row is None:
        return
    pk, has_others, has_sessions = row
    if has_others:
        mail = new_mail(ACCOUNT_MAILS["new_device"], cause=pk, person=user, data={"device": pk})
        queue_mails([mail])
    elif has_sessions:
        _remember_open(user)


def _insert(user, device):
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(REMEMBER, [user.pk, device.browser, device.system, now])
        return next(iter(cursor.fetchall()), None)


def _remember_open(user):
    """Remember the devices of all sessions of `user` that say theirs."""
    data = [row.get_decoded() for row in Session.objects.filter(user=user)]
    known = {read_device(each)[0] for each in data if DEVICE in each}
    rows = [KnownDevice(user=user, browser=each.browser, system=each.system) for each in known]
    KnownDevice.objects.bulk_create(rows, ignore_conflicts=True)
