from django.core.management.base import BaseCommand

from notices.sending import send_waiting


class Command(BaseCommand):
    help = "Send the emails that wait in the outbox and are due."

    def handle(self, *args, **options):
        self.stdout.write(f"{send_waiting()} emails have left.")
