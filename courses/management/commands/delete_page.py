from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page

from courses.publishing.deletion import blockers, forced_deletion, refusal


class Command(BaseCommand):
    help = "Delete a page and all below it. With --force also one that learners' records need."

    def add_arguments(self, parser):
        parser.add_argument("page", type=int, help="the number in the address of its edit view")
        parser.add_argument(
            "--force",
            action="store_true",
            help="retire its activities; every record stays readable",
        )

    def handle(self, page, force, **options):
        page = Page.objects.filter(pk=page, depth__gt=2).first()
        if page is None:
            raise CommandError("There is no such page below a home page.")
        if not force and (rows := blockers([page])):
            raise CommandError(refusal(rows))
        with forced_deletion():
            page.specific.delete()
        self.stdout.write(f"“{page.title}” is deleted.")
