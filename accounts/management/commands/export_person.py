import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.models import ExportedBy, User
from accounts.own_data.archive import stream_archive
from accounts.own_data.log import log_export
from notices.languages import language_of


class Command(BaseCommand):
    help = "Write everything that is kept about a person to a ZIP file."

    def add_arguments(self, parser):
        parser.add_argument("email", help="the address of the person's account")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE.zip")

    def handle(self, email, out, **options):
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Nobody has an account with the address {email}.")
        person = person.current
        if out.exists():
            raise CommandError(f"{out} is there already. Name another file.", returncode=2)
        if not out.parent.is_dir():
            raise CommandError(f"There is no folder {out.parent}. Make it first.", returncode=2)
        partial = out.with_name(f"{out.name}.part")
        try:
            log_export(person, ExportedBy.OPERATOR)
            # Nobody but who runs the command may read it.
            with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.writelines(stream_archive(person, language_of(person)))
            partial.rename(out)
        except OSError as error:
            raise CommandError(
                f"{out} cannot be written: {error.strerror}.", returncode=2
            ) from error
        finally:
            partial.unlink(missing_ok=True)
        self.stdout.write(f"The data of {person.email} is in {out}.")
