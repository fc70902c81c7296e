from django.core.management.base import BaseCommand, CommandError

from accounts.erasure.asking import Refused, find_refusal, forget_now
from accounts.erasure.erase import count_rows
from accounts.models import User
from accounts.personal_data import Anonymised, Proof

DOES = {Anonymised: "stays without a name", Proof: "is kept as proof"}


class Command(BaseCommand):
    help = "Erase a person at once and for good: what identifies them goes, what counts stays."

    def add_arguments(self, parser):
        parser.add_argument("email", help="the address of the person's account")
        parser.add_argument("--dry-run", action="store_true", help="only tell what would go")
        parser.add_argument("--yes", action="store_true", help="do not ask to type the address")

    def handle(self, email, dry_run, yes, **options):
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody has an account with the address {email}.")
        for step, count in count_rows(person):
            self.stdout.write(f"{step.name}: {count} {DOES.get(type(step.does), 'goes')}")
        if dry_run:
            reason = find_refusal(person)
            self.stdout.write("Nothing was changed." + (f" {reason.label}" if reason else ""))
            return
        if not yes and input("Type the address to erase the person: ").strip() != person.email:
            raise CommandError("This is another address. Nothing was changed.", returncode=2)
        try:
            forget_now(person)
        except Refused as refused:
            raise CommandError(refused.reason.label) from refused
        self.stdout.write(f"Erased. Person {person.pk} has no name any more.")
