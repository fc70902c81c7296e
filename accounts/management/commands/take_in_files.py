from django.core.management.base import BaseCommand

from accounts.taking_in import take_in_files


class Command(BaseCommand):
    help = "Take in the lists of people and organisations that managers uploaded and confirmed."

    def handle(self, **options):
        self.stdout.write(f"Rows taken in: {take_in_files()}")
