"""Taking in tables that were confirmed: each row once, whatever dies meanwhile."""

import logging

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from accounts.invitation import Invitation
from accounts.inviting import fates_of, queue_invitations
from accounts.merging import to_take_over
from accounts.models import Organisation, OrganisationsFile, PeopleFile
from accounts.organisations_file import check_organisations
from accounts.people_file import check_people
from accounts.reckoned import hold_links
from accounts.table import FileRefused

logger = logging.getLogger(__name__)

AT_ONCE = 500


def take_in_files():
    """Take in every file that was confirmed; return how many rows changed something.

    Those that nobody confirmed for a day are deleted.
    """
    taken = 0
    for model in TAKEN_IN:
        model.objects.left(timezone.now()).delete()
        for file in model.objects.exclude(confirmed_at=None).order_by("pk"):
            try:
                taken += take_in(file)
            except Exception:  # whatever it is, those behind it are taken in
                logger.exception("The file %s (%s) cannot be taken in", file.pk, model.__name__)
    return taken


def take_in(file):
    """Take in the rows of an UploadedTable, then delete it; return how many changed something.

    Each batch is one transaction, in which nobody else takes in the same file. What was taken in
    before it, such as by a run that was killed, is passed over.
    """
    check, write = TAKEN_IN[type(file)]
    try:
        rows = [row for row in check(file).rows if not row.problems]
    except FileRefused:  # it was read before it was confirmed
        rows = []
    taken = 0
    for start in range(0, len(rows), AT_ONCE):
        with transaction.atomic():
            held = type(file).objects.select_for_update().filter(pk=file.pk).first()
            if held is None:
                return taken
            taken += write(rows[start : start + AT_ONCE], file.uploaded_by)
    file.delete()
    return taken


def invite_rows(rows, by):
    """Invite those of `rows` whom nobody has invited yet; return how many. In a transaction."""
    fates = fates_of([row.email for row in rows], by)
    now = timezone.now()
    new = [
        Invitation(invited_by=by, sent_at=now, **row.facts)
        for row in rows
        if fates[row.email].is_taken
    ]
    emails = [each.email for each in new]
    Invitation.objects.standing().filter(email__in=emails).update(withdrawn_at=now)  # ran out
    Invitation.objects.bulk_create(new, ignore_conflicts=True)
    made = list(Invitation.objects.standing().filter(email__in=emails, sent_at=now))
    queue_invitations(made)
    return len(made)


def write_organisations(rows, by):
    """Add or fill the organisations of `rows`, by their fates; return how many. In a transaction.

    The log says so as if the User `by` had done it by hand.
    """
    written = 0
    for row in rows:
        if row.fate.is_taken:
            written += _fill(row, by) if row.known else _add(row, by)
    return written


def _add(row, by):
    """Add an organisation; whether nobody else has added it meanwhile."""
    organisation = row.said
    try:
        with transaction.atomic():
            organisation.save()
            _add_themes(organisation, row.themes)
    except IntegrityError:
        return False
    log(instance=organisation, action="wagtail.create", user=by)
    return True


def _fill(row, by):
    """Fill what is empty still; whether anything was."""
    hold_links()
    organisation = Organisation.objects.unmerged().select_for_update().filter(pk=row.known.pk)
    said, organisation = row.said, organisation.first()
    if organisation is None:
        return False
    names = to_take_over(said, organisation)
    for name in names:
        setattr(organisation, name, getattr(said, name))
    if names:
        organisation.save(update_fields=names)
    themes = {
        name: found
        for name, found in row.themes.items()
        if not getattr(organisation, name).exists()
    }
    _add_themes(organisation, themes)
    if is_filled := bool(names or themes):
        log(instance=organisation, action="wagtail.edit", user=by)
    return is_filled


def _add_themes(organisation, themes):
    """Add {name of a field: Themes} to what an Organisation has."""
    for name, found in themes.items():
        getattr(organisation, name).add(*found)


# {model of files: (what checks one, what writes rows of it)}
TAKEN_IN = {
    PeopleFile: (lambda file: check_people(file.text, file.uploaded_by), invite_rows),
    OrganisationsFile: (
        lambda file: check_organisations(file.text, takes_alike=file.takes_alike),
        write_organisations,
    ),
}
