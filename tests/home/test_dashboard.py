"""What each role finds on the first page of the admin."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.models import GroupApprovalTask, Page, WorkflowTask

from accounts.models import OrganisationKind
from home.dashboard.people import RolesPanel
from home.dashboard.review import ReviewPanel
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import LessonPageFactory, ModulePageFactory, StandardPageFactory
from tests.factories.people import UserFactory
from tests.reporting.words import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def arrive(client):
    """Log a person in and return the words of the first page."""

    def words(*groups, user=None):
        client.force_login(user or UserFactory(groups=groups))
        return words_of(client.get("/admin/"))

    return words


def draft_of(user, page, **changes):
    """A draft of `page` that `user` saved."""
    for name, value in changes.items():
        setattr(page, name, value)
    return page.save_revision(user=user)


def quiet(days=20, **fields):
    return EnrolmentFactory(last_active_at=timezone.now() - timedelta(days=days), **fields)


def test_editor_sees_drafts_and_what_they_lack(arrive):
    editor = UserFactory(groups=["Editors"])
    module = ModulePageFactory(title="Market")
    draft_of(editor, LessonPageFactory(title="Who buys", parent=module, live=False), body=[])
    draft_of(editor, module, title="Market and problem finding")
    draft_of(UserFactory(), LessonPageFactory(title="Of a colleague", parent=module))
    words = arrive(user=editor)
    assert "Who buys not published" in words
    assert "The lesson is empty. Write something to read, or add a video." in words
    assert "Market and problem finding live, with changes" in words
    assert "Of a colleague" not in words
    assert "Coming up" not in words


def test_what_waits_for_approval_is_no_longer_a_draft(arrive):
    page = submitted(ModulePageFactory()).content_object
    words = arrive(user=page.latest_revision.user)
    assert "You have no drafts." in words
    assert page.title in words


def test_editor_without_drafts_is_told_what_will_be_there(arrive):
    assert "You have no drafts." in arrive("Editors")


def test_publisher_sees_what_is_planned_soonest_first(arrive):
    now = timezone.now()
    page = StandardPageFactory(title="New call", live=False)
    page.go_live_at = now + timedelta(days=2)
    page.save_revision().publish()
    StandardPageFactory(title="Old call", expire_at=now + timedelta(days=1))
    StandardPageFactory(title="Without dates")
    words = arrive("Publishers")
    planned = words[words.index("Coming up") :]
    assert planned.index("Old call expires") < planned.index("New call goes live")
    assert "Without dates" not in planned
    assert len(re.findall(r"\d:\d\d(?: [ap]\.m\.)? CES?T\b", planned)) >= 2


def submitted(module):
    """The workflow's state of a lesson that an editor asked to publish."""
    editor = UserFactory(groups=["Editors"], first_name="Eda", last_name="Writer")
    page = LessonPageFactory(parent=module, live=False)
    page.save_revision(user=editor)
    return page.get_workflow().start(page, editor)


def test_publisher_sees_what_waits_for_approval(arrive):
    page = submitted(ModulePageFactory()).content_object
    words = arrive("Publishers")
    waiting = words[words.index("Awaiting your review") : words.index("Coming up")]
    assert page.title in waiting
    assert "Eda Writer" in waiting
    assert "Approve with comment" in waiting


def test_what_waits_is_shown_as_wagtail_shows_it(rf):
    publisher = UserFactory(groups=["Publishers"])
    module = ModulePageFactory()
    first = submitted(module)
    task = GroupApprovalTask.objects.create(name="Proofreading")
    task.groups.set(publisher.groups.all())
    WorkflowTask.objects.create(workflow=first.workflow, task=task, sort_order=9)
    begun, returned = submitted(module), submitted(module)
    begun.current_task_state.approve(user=publisher)
    returned.current_task_state.reject(user=publisher)
    returned.refresh_from_db()
    returned.resume(user=publisher)
    request = rf.get("/admin/")
    request.user = publisher
    context = {"request": request, "csrf_token": ""}
    html = ReviewPanel().render_html(context)
    assert html.count("Proofreading: In progress") == 1
    assert html.count("Proofreading: Not started") == 2
    assert html == WorkflowObjectsToModeratePanel().render_html(context)


@pytest.mark.parametrize("count", [1, 5])
def test_what_waits_adds_no_query_for_each_page(client, count, django_assert_num_queries):
    module = ModulePageFactory()
    for _number in range(count):
        submitted(module)
    client.force_login(UserFactory(groups=["Publishers"]))
    client.get("/admin/")
    with django_assert_num_queries(28):
        client.get("/admin/")


@pytest.mark.parametrize("group", ["Trainers", "Programme managers"])
def test_who_follows_learners_sees_the_week_and_who_is_quiet(arrive, group):
    now = timezone.now()
    EnrolmentFactory(completed_at=now)
    quiet(learner__first_name="Vera", learner__last_name="Silent")
    quiet(learner__last_name="Finished", completed_at=now - timedelta(days=20))
    quiet(learner__last_name="Gone", withdrawn_at=now)
    quiet(learner__last_name="Removed", learner__is_active=False)
    quiet(learner__last_name="Shut", module__retired_at=now)
    words = arrive(group)
    assert "enrolled 6 learners active 1 modules completed 1" in words
    assert "1 enrolment has had no activity for two weeks" in words
    assert "Vera Silent" in words
    assert "Finished" not in words
    assert "Gone" not in words
    assert "Removed" not in words
    assert "Shut" not in words
    assert "Your drafts" not in words
    assert "Search all pages" not in words


def test_nobody_quiet_is_said(arrive):
    assert "Nobody has gone quiet" in arrive("Trainers")


def test_manager_sees_whom_the_training_reaches(arrive):
    first = EnrolmentFactory(
        learner__organisation__kind=OrganisationKind.SME, completed_at=timezone.now()
    )
    EnrolmentFactory(learner=first.learner)
    EnrolmentFactory(learner__organisation=first.learner.organisation)
    EnrolmentFactory(learner__organisation=None)
    words = arrive("Programme managers")
    assert "Small or medium-sized enterprise 1 2 1" in words
    assert "No organisation named 0 1 0" in words
    assert "Organisations" in words
    assert "Who the training reaches" not in arrive("Trainers")


@pytest.mark.parametrize("group", ["Editors", "Publishers"])
def test_who_writes_sees_no_learner(arrive, group):
    quiet(learner__last_name="Silent")
    words = arrive(group)
    assert "Silent" not in words
    assert "last seven days" not in words


def test_administrator_sees_everything_and_who_has_which_role(arrive):
    UserFactory(groups=["Trainers"])
    words = arrive(user=UserFactory(is_superuser=True))
    for heading in ("Your drafts", "Coming up", "the last seven days", "People with a role"):
        assert heading in words
    assert "Trainers 1 person" in words
    assert "Editors 0 people" in words


def test_who_has_no_role_is_told(arrive, client):
    user = UserFactory()
    user.user_permissions.add(*user.user_permissions.model.objects.filter(codename="access_admin"))
    assert "There is nothing for you to do here." in arrive(user=user)


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(
    ("groups", "queries"),
    # One for who sees learners is the row that says who looked.
    [(["Trainers"], 10), (["Programme managers"], 12), (["Editors"], 21), (["Publishers"], 25)],
)
def test_number_of_queries(client, groups, queries, count, django_assert_num_queries):
    user = UserFactory(groups=groups)
    module = ModulePageFactory()
    for _number in range(count):
        quiet()
        draft_of(user, LessonPageFactory(parent=module, live=False), body=[])
        page = StandardPageFactory(live=False, expire_at=timezone.now() + timedelta(days=9))
        page.go_live_at = timezone.now() + timedelta(days=2)
        page.save_revision().publish()
    assert Page.objects.count() > count
    client.force_login(user)
    client.get("/admin/")
    with django_assert_num_queries(queries):
        client.get("/admin/")


def test_roles_have_names_in_the_language_of_the_reader():
    with translation.override("es"):
        html = RolesPanel().render_html({})
    assert "Formación" in html
    assert "Trainers" not in html
