from django.core.management.base import BaseCommand

from accounts.announcing_ends import announce_ends
from accounts.ending_roles import end_roles


class Command(BaseCommand):
    help = (
        "Take away the roles whose last day is over, and tell those who had them; tell those whose "
        "role ends within two weeks, and those who gave it."
    )

    def handle(self, **options):
        self.stdout.write(f"Ended: {end_roles()}")
        self.stdout.write(f"End within two weeks: {announce_ends()}")
