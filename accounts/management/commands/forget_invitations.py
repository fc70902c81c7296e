from django.core.management.base import BaseCommand

from accounts.inviting import forget_invitations


class Command(BaseCommand):
    help = "Delete invitations that nobody accepted, thirty days after they ran out or ended."

    def handle(self, **options):
        self.stdout.write(f"Forgotten: {forget_invitations()}")
