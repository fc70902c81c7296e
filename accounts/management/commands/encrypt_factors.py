from django.core.management.base import BaseCommand

from accounts.factors.sealing import seal_anew


class Command(BaseCommand):
    help = "Encrypt the secrets of second factors with the first of SECOND_FACTOR_KEYS."

    def handle(self, **options):
        self.stdout.write(f"Encrypted anew: {seal_anew()}.")
