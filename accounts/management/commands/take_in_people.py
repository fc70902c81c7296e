from django.core.management.base import BaseCommand

from accounts.taking_in import take_in_files


class Command(BaseCommand):
    help = "Invite the people of files that managers have uploaded and confirmed."

    def handle(self, **options):
        self.stdout.write(f"Invited: {take_in_files()}")
