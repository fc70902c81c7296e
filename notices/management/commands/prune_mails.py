from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.utils import timezone

from notices.models import Mail, RefusedAddress


class Command(BaseCommand):
    help = (
        "Delete emails that went to an address as such, and refused addresses that no account has "
        "any more, after some days. Emails to a person stay with the account: they say what was "
        "told already."
    )

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=90, help="how long they are kept (90)")

    def handle(self, *, days, **options):
        since = timezone.now() - timedelta(days=days)
        mails = Mail.objects.filter(queued_at__lt=since).exclude(address="")
        emails = get_user_model().objects.values("email")
        addresses = RefusedAddress.objects.filter(refused_at__lt=since).exclude(address__in=emails)
        for what, rows in (("emails", mails), ("refused addresses", addresses)):
            deleted, _by_model = rows.delete()
            self.stdout.write(f"{deleted} {what} deleted.")
