from django.core.management.base import BaseCommand

from accounts.tries import forget_old_tries


class Command(BaseCommand):
    help = "Delete the tries to log in that no longer count."

    def handle(self, **options):
        forget_old_tries()
