from django.core.management.base import BaseCommand

from courses.telling import queue_news


class Command(BaseCommand):
    help = "Put into the outbox what learners are told about what they enrolled in or completed."

    def handle(self, *args, **options):
        self.stdout.write(f"{queue_news()} mails queued.")
