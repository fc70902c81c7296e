import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.invitation import PeopleFile
from accounts.models import User
from accounts.people_file import FileRefused, check_people, decode
from accounts.taking_in import take_in


class Command(BaseCommand):
    help = "Invite the people of a CSV file; nobody where a row has a problem."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="who invites them")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *, file, by, dry_run, **options):
        person = User.objects.filter(email__iexact=by, is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody has an account with the address {by}.")
        try:
            text = decode(file.read_bytes())
            checked = check_people(text, person)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.", returncode=2) from error
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from None
        invited = 0
        if checked.may_be_taken_in and not dry_run:
            now = timezone.now()
            kept = PeopleFile.objects.create(
                text=text, uploaded_by=person, uploaded_at=now, confirmed_at=now
            )
            invited = take_in(kept)
        problems = [
            {"row": row.number, "column": each.column, "problem": each.words}
            for row in checked.wrong
            for each in row.problems
        ]
        fates = {fate.value: number for fate, number in checked.fates}
        self._tell(options["json"], len(checked.rows), fates, problems, invited)
        if problems:
            raise CommandError("Nobody was invited: put the rows right first.")

    def _tell(self, as_json, rows, fates, problems, invited):
        if as_json:
            answer = {"rows": rows, "fates": fates, "problems": problems, "invited": invited}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        for each in problems:
            self.stdout.write(f"Row {each['row']}, {each['column']}: {each['problem']}")
        self.stdout.write(f"Rows: {rows}. {fates} Invited: {invited}")
