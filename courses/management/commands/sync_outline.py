import logging

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from content.languages.trees import mirror_pages
from courses.publishing import freeze_quizzes, sync_outline
from learning.actor import Actor

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Bring outline, quiz versions and the other languages in line with the live pages."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; fail where they differ."
        )

    def handle(self, check, **options):
        if not check:
            mirror_pages()
        differences = sync_outline(write=not check, actor=Actor.job("sync_outline"))
        differences += freeze_quizzes(write=not check)
        for difference in differences:
            self.stdout.write(difference)
            if not check:
                logger.error("Outline and pages had drifted apart: %s", difference)
        if check and differences:
            raise CommandError(
                _("Outline and pages differ in %(count)d points.") % {"count": len(differences)}
            )
        if not differences:
            self.stdout.write(_("The outline is in line with the pages."))
