"""What the demo's editors are at work on: one page in review, one planned, one half written."""

from datetime import timedelta

from django.test import override_settings
from django.utils import timezone

from accounts.models import User
from demo.content import read_pages
from demo.models import LoadedItem

PARENT = "case-studies"
DAYS_AHEAD = 10
NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"


def lay_desk(folder, loader):
    """Make the drafts in `folder` that were never made, below the index of case studies.

    `loader`: the PageLoader whose pages are there. What editors changed or deleted stays so.
    """
    people = User.objects.in_bulk(
        ["editor@demo.example", "publisher@demo.example"], field_name="email"
    )
    if len(people) < 2 or loader.pages.get(PARENT) is None:
        return
    editor, publisher = people["editor@demo.example"], people["publisher@demo.example"]
    for file in read_pages(folder):
        if LoadedItem.objects.filter(name=file.key).exists():
            continue
        page = loader.draft(file, loader.pages[PARENT], owner=editor)
        STATES[file.key](page, editor, publisher)
        loader.remember(file, page)


def submit_draft(page, editor, publisher):
    """The editor submits it, and it awaits a publisher."""
    page.save_revision(user=editor)
    with override_settings(EMAIL_BACKEND=NO_MAIL):  # whoever starts the demo is told enough
        page.get_workflow().start(page, editor)


def plan_draft(page, editor, publisher):
    """A publisher has said when it goes live."""
    page.go_live_at = timezone.now() + timedelta(days=DAYS_AHEAD)
    page.save_revision(user=publisher).publish(user=publisher)


def leave_draft(page, editor, publisher):
    """The editor goes on another day."""
    page.save_revision(user=editor)


STATES = {
    "desk-urban-oasis": submit_draft,
    "desk-beair": plan_draft,
    "desk-inheritage": leave_draft,
}
