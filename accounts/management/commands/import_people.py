import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.invitation import PeopleFile
from accounts.models import User
from accounts.people_file import Checked, FileRefused, check_people, decode
from accounts.taking_in import take_in


class Command(BaseCommand):
    help = "Invite the people of a CSV file; nobody where a row has a problem."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--by",
            metavar="EMAIL",
            help="who invites them, and may give the roles in the file; without one there are none",
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *, file, by, dry_run, **options):
        person = User.objects.filter(email__iexact=by, is_active=True).first() if by else None
        if by and person is None:
            raise CommandError(f"Nobody has an account with the address {by}.", returncode=2)
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.", returncode=2) from error
        problems, checked, invited = [], Checked([]), 0
        try:
            text = decode(data)
            checked = check_people(text, person)
        except FileRefused as refusal:
            problems = [{"row": 1, "column": "", "problem": str(refusal)}]
        if checked.may_be_taken_in and not dry_run:
            now = timezone.now()
            invited = take_in(
                PeopleFile.objects.create(
                    text=text, uploaded_by=person, uploaded_at=now, confirmed_at=now
                )
            )
        problems += [
            {"row": row.number, "column": each.column, "problem": each.words}
            for row in checked.wrong
            for each in row.problems
        ]
        fates = {fate.value: number for fate, number in checked.fates}
        answer = {"rows": len(checked.rows), "fates": fates, "problems": problems}
        self._tell(answer | {"invited": invited}, options["json"])
        if problems:
            raise CommandError("Nobody was invited: put the file right first.")

    def _tell(self, answer, as_json):
        if as_json:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        for each in answer["problems"]:
            where = ", ".join(filter(None, (f"Row {each['row']}", each["column"])))
            self.stdout.write(f"{where}: {each['problem']}")
        self.stdout.write(f"Rows: {answer['rows']}")
        for fate, number in answer["fates"].items():
            self.stdout.write(f"{fate}: {number}")
        self.stdout.write(f"Invited: {answer['invited']}")
