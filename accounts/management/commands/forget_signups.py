from django.core.management.base import BaseCommand

from accounts.signup import forget_signups


class Command(BaseCommand):
    help = "Delete accounts of before that nobody has confirmed for thirty days."

    def handle(self, **options):
        self.stdout.write(f"Forgotten: {forget_signups()}")
