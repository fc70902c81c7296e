from django.core.management.base import BaseCommand

from accounts.erasure.periods import erase_expired


class Command(BaseCommand):
    help = "Delete what was kept as long as the declarations of personal data say."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only tell what would go")

    def handle(self, dry_run, **options):
        for label, number in erase_expired(is_dry=dry_run).items():
            self.stdout.write(f"{label}: {number}")
        self.stdout.write("Nothing was changed." if dry_run else "Done.")
