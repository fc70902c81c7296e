from django.core.management.base import BaseCommand

from courses.telling import queue_questions


class Command(BaseCommand):
    help = "Put questions into the outbox, to learners who completed a module three months ago."

    def handle(self, *args, **options):
        self.stdout.write(f"{queue_questions()} questions queued.")
