from django.core.management.base import BaseCommand

from accounts.letters.sending import send_letters


class Command(BaseCommand):
    help = "Put the next emails of letters that trainers and managers wrote into the outbox."

    def handle(self, **options):
        self.stdout.write(f"People: {send_letters()}")
