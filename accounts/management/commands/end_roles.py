from django.core.management.base import BaseCommand

from accounts.ending_roles import end_roles


class Command(BaseCommand):
    help = "Take away the roles whose last day is over, and tell those who had them."

    def handle(self, **options):
        self.stdout.write(f"Ended: {end_roles()}")
