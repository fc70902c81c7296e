"""On a narrow screen no report and no list of the admin is wider than the window."""

import pytest

from notices.models import MailState
from tests.factories.pages import LessonPageFactory
from tests.factories.people import UserFactory
from tests.notices.samples import of_learning

REPORTS = (
    "/admin/people/invitations/",
    "/admin/people/",
    "/admin/reports/erased/",
    "/admin/reports/looks/",
    "/admin/reports/mails/",
    "/admin/reports/page-types-usage/",
    "/admin/reports/workflow/",
    "/admin/reports/workflow_tasks/",
)
LISTS = (
    "/admin/documents/",
    "/admin/groups/",
    "/admin/images/",
    "/admin/organisations/",
    "/admin/pages/search/?q=a",
    "/admin/pages/usage/courses/lessonpage/",
    "/admin/users/",
)
# Of the page, and of what would have to be pushed aside in it: a list of ours shows each cell.
OVER = """() => {
  const lists = [...document.querySelectorAll("#main .listing-stacked, #main .listing-people")];
  const parts = [document.querySelector("#main"), ...lists];
  return Math.max(...parts.map((each) => each.scrollWidth - each.clientWidth));
}"""


@pytest.fixture
def page(new_context, log_in):
    context = new_context(viewport={"width": 360, "height": 760})
    log_in(context, UserFactory(is_superuser=True))
    return context.new_page()


def test_nothing_scrolls_sideways(page):
    mail = of_learning(UserFactory(email="somebody.with.a.long.name@municipality.example.org"))
    mail.state, mail.error = MailState.FAILED, "550 5.1.1 Recipient address rejected: User unknown"
    mail.save()
    draft = LessonPageFactory(live=False)
    draft.save_revision()
    draft.get_workflow().start(draft, UserFactory(groups=["Editors"]))
    over = {}
    for path in REPORTS + LISTS:
        page.goto(path)
        over[path] = page.evaluate(OVER)
    assert over == dict.fromkeys(REPORTS + LISTS, 0)
