"""What the commands share that take in a table."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from accounts.table import Checked, FileRefused, decode
from accounts.taking_in import TAKEN_IN, take_in


class ImportCommand(BaseCommand):
    """Base of commands that take in a file: all of it, or nothing where a row has a problem.

    A row that became a problem while the file was taken in is told; the others are taken in.
    """

    model = None  # of the file, one of TAKEN_IN
    done = ""  # what was done to rows, such as "invited"
    by_help = ""

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--by", metavar="EMAIL", help=self.by_help)
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def facts_of_file(self, options):
        """Further fields of the file, from the `options` of the command."""
        return {}

    def handle(self, *, file, by, dry_run, **options):
        person = User.objects.filter(email__iexact=by, is_active=True).first() if by else None
        if by and person is None:
            raise CommandError(f"Nobody has an account with the address {by}.", returncode=2)
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.", returncode=2) from error
        now = timezone.now()
        times = {"uploaded_at": now, "confirmed_at": now}
        table = self.model(uploaded_by=person, **times, **self.facts_of_file(options))
        taking, checked, taken = TAKEN_IN[self.model], Checked([]), 0
        try:
            table.text = decode(data)
            checked = taking.check(table)
            problems = [told for row in checked.wrong for told in row.told]
        except FileRefused as refusal:
            problems = [{"row": 1, "column": "", "problem": str(refusal)}]
        fates, refusal = dict(checked.fates), "Nothing was taken in: put the file right first."
        if checked.may_be_taken_in and not dry_run:
            table.save()
            take_in(table)
            table.refresh_from_db()
            fates, taken, problems = taking.count(table), taking.changed(table), table.problems
            refusal = "These rows were not taken in, the others were."
            table.delete()
        fates = {fate.value: number for fate, number in fates.items()}
        answer = {"rows": len(checked.rows), "fates": fates, "problems": problems}
        self._tell(answer | self.further(checked) | {self.done: taken}, options["json"])
        if problems:
            raise CommandError(refusal)

    def further(self, checked):
        """What else to say of the Checked rows: {name: list of dictionaries with a "row"}."""
        return {}

    def _tell(self, answer, as_json):
        if as_json:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        for each in answer["problems"]:
            where = ", ".join(filter(None, (f"Row {each['row']}", each["column"])))
            self.stdout.write(f"{where}: {each['problem']}")
        for each in answer.get("alike", ()):
            self.stdout.write(f"Row {each['row']}: nearly like {', '.join(each['names'])}")
        self.stdout.write(f"Rows: {answer['rows']}")
        for fate, number in answer["fates"].items():
            self.stdout.write(f"{fate}: {number}")
        self.stdout.write(f"{self.done.capitalize()}: {answer[self.done]}")
