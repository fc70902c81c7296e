"""Run every minute: submits quiz attempts whose time is up, with the answers saved."""

from django.core.management.base import BaseCommand

from assessments.attempt import close_overdue_attempts


class Command(BaseCommand):
    help = "Submit quiz attempts whose time is up, with the answers that were saved."

    def handle(self, *args, **options):
        """Close them and say how many."""
        count = close_overdue_attempts()
        if count or options["verbosity"] > 1:
            self.stdout.write(f"{count} attempt(s) closed.")
