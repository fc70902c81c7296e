"""Run every day: compares what is kept twice of learners' records."""

import logging

from django.core.management.base import BaseCommand, CommandError

from learning.records.drift import find_drifts, repair_drifts

logger = logging.getLogger(__name__)

TOLD_ONE_BY_ONE = 100


class Command(BaseCommand):
    help = (
        "Compare counts with what they count, and records with their history; name what is off "
        "and fail. With --repair put it right."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--repair",
            action="store_true",
            help="bring counts and records in line; fail only where that is not possible",
        )

    def handle(self, repair, **options):
        found = repair_drifts() if repair else ((drift, False) for drift in find_drifts())
        total = left = 0
        for total, (drift, is_mended) in enumerate(found, 1):
            left += not is_mended
            if total <= TOLD_ONE_BY_ONE:
                self._tell(drift, is_mended)
        if total > TOLD_ONE_BY_ONE:
            self.stdout.write(f"… and {total - TOLD_ONE_BY_ONE} more.")
        if left:
            raise CommandError(f"{left} of the records are off.")
        words = f"{total} records were repaired." if total else "The records are in line."
        self.stdout.write(words)

    def _tell(self, drift, is_mended):
        self.stdout.write(f"{drift} – {'repaired' if is_mended else 'off'}")
        if not is_mended:
            logger.error("A record is off: %s", drift.place)
