"""A small folder of demo data to load."""

import json
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from wagtail.models import Locale

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"></svg>'


class DemoFolder:
    """Page files by the name that they get below `content/home`."""

    def __init__(self, path):
        self.path = path
        self.content = path / "content" / "home"

    def write(self, name, **page):
        """Write a page file; what `page` leaves out is filled in."""
        page.setdefault("slug", page["key"])
        page.setdefault("title", page["key"].capitalize())
        page.setdefault("fields", {})
        file = self.content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(page), "utf-8")

    def write_file(self, name, content):
        """Write a picture, document or recording, given as text or bytes."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def load(self):
        """Load the folder."""
        call_command("load_demo", folder=self.path, stdout=StringIO())


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker, tmp_path_factory):
    """What a fixture of the module makes stands for all its tests, and is then rolled back.

    Returns the folder of its media.
    """
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        yield media
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def demo(made_once):
    """The whole demo; returns the mails that were sent while it was loaded."""
    mail.outbox.clear()
    call_command("load_demo", stdout=StringIO())
    return list(mail.outbox)


@pytest.fixture
def folder(db, tmp_path):
    """A home page and a standard page that point at each other.

    In English only: aliases in the other languages would only slow the tests down.
    """
    Locale.objects.exclude(language_code="en").delete()
    folder = DemoFolder(tmp_path / "demo")
    folder.write_file("people.json", '{"organisations": [], "staff": [], "learners": []}')
    folder.write(
        "page.json",
        key="home",
        type="home.HomePage",
        fields={
            "headline": "Cities and firms",
            "lead": "Learn together.",
            "sme_door_text": "For firms.",
            "city_door_text": "For cities.",
            "story_page": "about",
        },
    )
    folder.write(
        "01-about.json",
        key="about",
        type="home.StandardPage",
        fields={"summary": "Who we are."},
        body=[
            {
                "type": "text",
                "key": "t1",
                "value": {"html": '<p>Back to <a href="page:home">the start</a>.</p>'},
            }
        ],
    )
    return folder
