from django.core.management.base import BaseCommand

from learning.small_organisations import leave_what_has_become_small


class Command(BaseCommand):
    help = (
        "Let people who were forgotten count with no organisation by name in which fewer than "
        "five people have an account by now."
    )

    def handle(self, **options):
        leave_what_has_become_small()
