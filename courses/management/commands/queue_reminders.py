from django.core.management.base import BaseCommand

from courses.telling import queue_reminders


class Command(BaseCommand):
    help = "Put reminders into the outbox, to learners who stopped in the middle of a module."

    def handle(self, *args, **options):
        self.stdout.write(f"{queue_reminders()} reminders queued.")
