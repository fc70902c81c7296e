"""Taking in tables that were confirmed: each row once, whatever dies meanwhile."""

import logging
from collections.abc import Callable
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override
from wagtail.log_actions import log

from accounts.invitation import Invitation
from accounts.inviting import Fate, fates_of, queue_invitations
from accounts.merging import to_take_over
from accounts.models import Organisation, OrganisationsFile, PeopleFile
from accounts.organisations_file import OrganisationFate, check_organisations
from accounts.people_file import check_people
from accounts.reckoned import hold_links
from accounts.table import FileRefused, Problem, TableRow

logger = logging.getLogger(__name__)

AT_ONCE = 500


class Taking(NamedTuple):
    """How tables of one kind are taken in.

    `check` makes Checked rows of a file; `write` writes rows in a transaction, for a User or None,
    and leaves in each what became of it, which is one of `fates` or a problem.
    """

    check: Callable
    write: Callable
    fates: type

    def count(self, file):
        """{fate: how many rows of `file` met it}, in the order of the fates."""
        known = file.known_fates
        return {fate: len(known[fate]) for fate in self.fates if fate in known}

    def changed(self, file):
        """How many rows of `file` changed something."""
        return sum(number for fate, number in self.count(file).items() if fate.is_taken)


def take_in_files():
    """Take in every file that was confirmed; return how many rows changed something.

    Those that nobody confirmed for a day are deleted, and those that were taken in a month ago.
    """
    taken = 0
    for model in TAKEN_IN:
        model.objects.left(timezone.now()).delete()
        for file in model.objects.to_take_in().order_by("pk"):
            try:
                taken += take_in(file)
            except Exception:  # whatever it is, those behind it are taken in
                logger.exception("The file %s (%s) cannot be taken in", file.pk, model.__name__)
    return taken


def take_in(file):
    """Take in the rows of an UploadedTable; return how many changed something.

    Each batch is one transaction, in which nobody else takes in the same file, and which keeps what
    became of its rows. What was taken in before it, such as by a run that was killed, is passed
    over. In the end the text goes.
    """
    taking, taken = TAKEN_IN[type(file)], 0
    with override(file.uploaded_by.preferred_language if file.uploaded_by else None):
        try:
            rows = taking.check(file).rows
        except FileRefused as refusal:  # such as by a version that reads tables otherwise
            rows = [TableRow(1, {}, [Problem("", str(refusal))])]
        for start in range(0, len(rows), AT_ONCE):
            with transaction.atomic():
                due = type(file).objects.to_take_in().select_for_update().filter(pk=file.pk)
                if (held := due.first()) is None:
                    return taken
                seen = held.seen
                batch = [row for row in rows[start : start + AT_ONCE] if row.number not in seen]
                taking.write([row for row in batch if not row.problems], file.uploaded_by)
                held.note(batch)
            taken += sum(row.fate.is_taken for row in batch if not row.problems)
    type(file).objects.filter(pk=file.pk).update(text="", taken_in_at=timezone.now())
    return taken


def invite_rows(rows, by):
    """Invite those of `rows` whom nobody has invited yet. In a transaction."""
    fates = fates_of([row.email for row in rows], by)
    for row in rows:
        row.meet(fates[row.email])
    now = timezone.now()
    new = [row for row in rows if row.fate.is_taken]
    emails = [row.email for row in new]
    Invitation.objects.standing().filter(email__in=emails).update(withdrawn_at=now)  # ran out
    Invitation.objects.bulk_create(
        [Invitation(invited_by=by, sent_at=now, **row.facts) for row in new], ignore_conflicts=True
    )
    made = list(Invitation.objects.standing().filter(email__in=emails, sent_at=now))
    queue_invitations(made)
    invited = {each.email for each in made}
    for row in new:
        if row.email not in invited:  # a colleague was quicker
            row.fate = Fate.INVITED


def write_organisations(rows, by):
    """Add or fill the organisations of `rows`, by their fates. In a transaction.

    The log says so as if the User `by` had done it by hand.
    """
    for row in rows:
        if row.fate.is_taken and not (_fill(row, by) if row.known else _add(row, by)):
            row.fate = OrganisationFate.KNOWN  # a colleague was quicker


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


TAKEN_IN = {  # {model of files: Taking}
    PeopleFile: Taking(lambda file: check_people(file.text, file.uploaded_by), invite_rows, Fate),
    OrganisationsFile: Taking(
        lambda file: check_organisations(file.text, takes_alike=file.takes_alike),
        write_organisations,
        OrganisationFate,
    ),
}
