from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from contact.choices import State
from contact.models import Message


class Command(BaseCommand):
    help = "Delete messages that were answered long ago. Those that wait for an answer stay."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=365, help="how long they are kept (365)")

    def handle(self, *, days, **options):
        since = timezone.now() - timedelta(days=days)
        deleted, _by_model = Message.objects.filter(state=State.DONE, changed_at__lt=since).delete()
        self.stdout.write(f"{deleted} messages deleted.")
