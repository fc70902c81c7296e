"""Every screen and file of the admin that names a learner writes down who looks."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from accounts.access_log import AccessKind
from accounts.models import DataAccess, User
from contact.models import Message
from home.rights import rights_at
from tests.journeys.trial import ROUTES, Trial, address_of
from tests.journeys.undoing import undone

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
FILES = {
    "admin/messages/",
    "admin/people/",
    "admin/reports/completion/",
    "admin/reports/completion/matrix/<key>/",
    "admin/reports/completion/tracks/",
}
NAME = b"Quetzal"  # stands in the names of learners, and nowhere else


def text_of(answer):
    """What an answer says, unpacked where it is a workbook."""
    content = b"".join(answer) if answer.streaming else answer.content
    if not content.startswith(b"PK"):
        return content
    with ZipFile(BytesIO(content)) as book:
        return b"".join(map(book.read, book.namelist()))


def naming_and_forgotten(query, looks):
    """The routes that name a learner when asked with `query`; those that leave no row of `looks`.

    `query` is added to the address; with one, only what comes as a file counts.
    """
    trial = Trial("administrator")
    learners = [trial.things.people[each].pk for each in ("learner", "somebody else")]
    User.objects.filter(pk__in=learners).update(last_name=NAME.decode())
    Message.objects.update(name=NAME.decode())
    naming, forgotten = set(), set()
    for route in ROUTES:
        (row,) = rights_at(address_of(route))
        if not route.startswith("admin/") or row.cell("administrator") == "–":
            continue
        with undone():
            path = trial.path(route)
            answer = trial.client.get(f"{path}{'&' if '?' in path else '?'}{query}")
            is_file = answer.headers.get("Content-Disposition", "").startswith("attachment")
            if is_file == bool(query) and NAME in text_of(answer):
                naming.add(route)
                if not looks.exists():
                    forgotten.add(route)
    return naming, forgotten


def test_no_screen_names_a_learner_and_forgets_who_looks():
    naming, forgotten = naming_and_forgotten("", DataAccess.objects.all())
    assert forgotten == set()
    assert "admin/people/" in naming  # else this would prove nothing


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_no_file_names_a_learner_and_forgets_who_took_it(format):
    files = DataAccess.objects.filter(kind=AccessKind.FILE)
    naming, forgotten = naming_and_forgotten(f"export={format}", files)
    assert forgotten == set()
    assert naming >= FILES
