from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError

from accounts.one_person.merge import follow_late


class Command(BaseCommand):
    help = "Lead over what people began in an account in the very moment in which it was merged."

    def add_arguments(self, parser):
        parser.add_argument("--minutes", type=int, default=15, help="how long ago it was merged")

    def handle(self, *, minutes, **options):
        if failed := follow_late(within=timedelta(minutes=minutes)):
            raise CommandError(f"Not led over: accounts {failed}. The log says why.")
