from django.core.management.base import BaseCommand

from accounts.erasure.asking import forget_due


class Command(BaseCommand):
    help = "Erase the accounts whose seven days to change one's mind are over."

    def handle(self, **options):
        self.stdout.write(f"Erased: {forget_due()}")
