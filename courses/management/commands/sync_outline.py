import logging
from time import monotonic, sleep

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from content.languages.trees import mirror_pages
from courses.publishing import credit_all, freeze_quizzes, sync_outline
from learning.actor import Actor

logger = logging.getLogger(__name__)

PATIENCE = 10  # seconds: longer than the outline takes to follow a publication
PAUSE = 0.5


class Command(BaseCommand):
    help = "Bring outline, quiz versions and the other languages in line with the live pages."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; fail where they differ."
        )
        parser.add_argument(
            "--patience",
            type=float,
            default=PATIENCE,
            help="Seconds in which a publication under way may mend what differs.",
        )

    def handle(self, check, patience, **options):
        if not check:
            mirror_pages()
        differences = lasting = find_lasting(patience)
        if not check:
            actor = Actor.job("sync_outline")
            if lasting:
                differences = sync_outline(actor=actor) + freeze_quizzes()
            else:
                credit_all(actor=actor)
        for difference in differences:
            self.stdout.write(difference)
            if not check and difference in lasting:
                logger.error("Outline and pages had drifted apart: %s", difference)
        if check and differences:
            raise CommandError(
                _("Outline and pages differ in %(count)d points.") % {"count": len(differences)}
            )
        if not differences:
            self.stdout.write(_("The outline is in line with the pages."))


def find_lasting(patience):
    """The differences between outline and pages that are there for `patience` (seconds).

    Others go by themselves: between the commit of a publication and what follows it, the outline
    differs for a moment.
    """
    until = monotonic() + patience
    lasting = _compare()
    while lasting and monotonic() < until:
        sleep(PAUSE)
        found = set(_compare())
        lasting = [difference for difference in lasting if difference in found]
    return lasting


def _compare():
    return sync_outline(write=False) + freeze_quizzes(write=False)
