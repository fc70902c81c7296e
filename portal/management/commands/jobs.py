"""What has to be done again and again: see docs/operations.md."""

import logging
import os
import time
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

logger = logging.getLogger(__name__)

EVERY_MINUTE = (
    ("publish_scheduled", {}),
    ("sync_outline", {}),
    ("close_overdue_attempts", {}),
    ("queue_news", {}),
    ("take_in_files", {}),
    ("send_letters", {}),
    ("send_mails", {}),
    ("forget_tries", {}),
    ("follow_merged", {"minutes": 15}),
)
EVERY_DAY = (
    ("erase_expired", {}),
    ("erase_due", {}),
    ("leave_small_organisations", {}),
    ("end_roles", {}),
    ("purge_revisions", {"days": 365}),
    ("follow_merged", {"minutes": 3000}),
    ("check_records", {}),
    ("queue_reminders", {}),
    ("queue_questions", {}),
)
if "DatabaseBackend" in settings.TASKS["default"]["BACKEND"]:
    EVERY_DAY += (("prune_db_task_results", {}),)


class Command(BaseCommand):
    help = "Do what has to be done every minute or every day, or go on doing both for ever."

    def add_arguments(self, parser):
        parser.add_argument("when", choices=["minute", "day", "forever"])

    def handle(self, *, when, **options):
        if when == "forever":
            self._forever()
        failed = _run(EVERY_MINUTE if when == "minute" else EVERY_DAY)
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}. The log says why.")

    def _forever(self):
        done_on = timezone.localdate()
        parent = os.getppid()
        while os.getppid() == parent:  # ends with the demo's server, even one that was killed
            start = time.monotonic()
            close_old_connections()
            _run(EVERY_MINUTE)
            if timezone.localdate() > done_on and timezone.localtime().hour >= 3:
                done_on = timezone.localdate()
                _run(EVERY_DAY)
            time.sleep(max(1, 60 - (time.monotonic() - start)))


def _run(jobs):
    """Run the commands, each whether or not another failed. Returns the names of those that did."""
    failed = []
    for name, options in jobs:
        try:
            call_command(name, stdout=StringIO(), **options)
        except Exception:
            logger.exception("The job %s failed", name)
            failed.append(name)
    return failed
