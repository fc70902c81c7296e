from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.languages.catalogs import catalog_problems, compile_catalog


class Command(BaseCommand):
    help = "Compile the translations of the interface, or say what is wrong with them."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="only report, write nothing")

    def handle(self, *args, **options):
        folders = [
            Path(folder) / code / "LC_MESSAGES"
            for folder in settings.LOCALE_PATHS
            for code, _name in settings.LANGUAGES
            if code != settings.LANGUAGE_CODE
        ]
        paths = [folder / "django.po" for folder in folders]
        # Not every language lacks words of scripts.
        paths += [path for folder in folders for path in folder.glob("djangojs.po")]
        if options["check"]:
            problems = [problem for path in paths for problem in catalog_problems(path)]
            for problem in problems:
                self.stderr.write(problem)
            if problems:
                raise CommandError(f"{len(problems)} problems in the translations.")
        else:
            for path in filter(Path.exists, paths):
                compile_catalog(path)
