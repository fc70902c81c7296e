"""Loads the demo's pages and people."""

import time
from io import StringIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from content.languages.trees import mirror_pages
from courses.telling import pass_over_news
from demo.desk import lay_desk
from demo.files import Files
from demo.invitations import lay_invitations
from demo.letters import lay_letters
from demo.messages import lay_messages
from demo.pages import PageLoader
from demo.people import PeopleLoader
from demo.themes import load_themes
from demo.translations import TranslationLoader

FOLDER = Path(apps.get_app_config("demo").path)


class Command(BaseCommand):
    help = "Load the demo's content and people. A second run changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--force", action="store_true", help="load it in production too")
        parser.add_argument("--folder", type=Path, default=FOLDER, help="where the data files are")

    def handle(self, *, force, folder, **options):
        if settings.IS_PRODUCTION and not force:
            raise CommandError(
                "This is a production system: load_demo would add fictional people to it. "
                "Use --force if you mean it."
            )
        start = time.monotonic()
        with transaction.atomic():
            files = Files(folder)
            files.load()
            themes = load_themes(folder / "themes.json")
            pages = PageLoader(folder / "content", files, themes)
            pages.load()
        if pages.written:
            mirror_pages()
        with transaction.atomic():
            translations = TranslationLoader(pages)
            translations.load()
        for key in pages.kept + translations.kept:
            self.stdout.write(f"“{key}” was changed by an editor and stays as it is.")
        if pages.written or translations.written:
            call_command("sync_outline", stdout=StringIO())
        people = PeopleLoader(folder / "people.json", themes)
        with transaction.atomic():
            people.load()
            if people.written:
                pass_over_news()
            if (desk := folder / "desk").is_dir():
                lay_desk(desk, pages)
            if (messages := folder / "messages.json").is_file():
                lay_messages(messages, pages.pages)
            if (invitations := folder / "invitations.json").is_file():
                lay_invitations(invitations)
            if (letters := folder / "letters.json").is_file():
                lay_letters(letters)
        self.stdout.write(
            f"{len(pages.written)} pages, {len(translations.written)} translations, "
            f"{files.written} files and {people.written} people loaded "
            f"in {time.monotonic() - start:.1f} s."
        )
