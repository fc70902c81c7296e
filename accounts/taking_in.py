"""Taking in a file of people: one invitation and one mail for each, whatever dies meanwhile."""

import logging

from django.db import transaction
from django.utils import timezone

from accounts.invitation import Invitation, PeopleFile
from accounts.inviting import fates_of, queue_invitations
from accounts.people_file import FileRefused, check_people

logger = logging.getLogger(__name__)

AT_ONCE = 500


def take_in_files():
    """Take in every file that was confirmed; return how many people were invited.

    Those that nobody confirmed for a day are deleted.
    """
    PeopleFile.objects.left(timezone.now()).delete()
    invited = 0
    for file in PeopleFile.objects.exclude(confirmed_at=None).order_by("pk"):
        try:
            invited += take_in(file)
        except Exception:  # whatever it is, those behind it are taken in
            logger.exception("The file %s of people cannot be taken in", file.pk)
    return invited


def take_in(file):
    """Invite the people of the PeopleFile `file`, then delete it; return how many.

    Each batch is one transaction, in which nobody else takes in the same file. Who was invited
    before it, such as by a run that was killed, is passed over.
    """
    try:
        rows = [row for row in check_people(file.text, file.uploaded_by).rows if not row.problems]
    except FileRefused:  # it was read before it was confirmed
        rows = []
    invited = 0
    for start in range(0, len(rows), AT_ONCE):
        with transaction.atomic():
            held = PeopleFile.objects.select_for_update().filter(pk=file.pk).first()
            if held is None:
                return invited
            invited += invite_rows(rows[start : start + AT_ONCE], file.uploaded_by)
    file.delete()
    return invited


def invite_rows(rows, by):
    """Invite those of `rows` whom nobody has invited yet; return how many. In a transaction."""
    fates = fates_of([row.email for row in rows])
    now = timezone.now()
    new = [
        Invitation(invited_by=by, sent_at=now, **row.facts)
        for row in rows
        if fates[row.email].is_invited
    ]
    emails = [each.email for each in new]
    Invitation.objects.standing().filter(email__in=emails).update(withdrawn_at=now)  # ran out
    Invitation.objects.bulk_create(new, ignore_conflicts=True)
    made = list(Invitation.objects.standing().filter(email__in=emails, sent_at=now))
    queue_invitations(made)
    return len(made)
