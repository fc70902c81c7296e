"""What editors, publishers, trainers and programme managers may do."""

import pytest
from django.contrib.auth.models import Group
from wagtail.images import get_image_model
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Workflow
from wagtail.permissions import policy_registry

from home.rights.columns import COLUMNS, STAFF
from home.roles import LEARNER_RECORDS, ROLES, make_roles
from tests.factories.pages import LessonPageFactory, home_page
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
image_policy = policy_registry.get_by_type(get_image_model())


def person(group):
    return UserFactory(groups=[group])


@pytest.mark.parametrize("group", ROLES)
def test_who_works_in_the_admin_reaches_it(client, group):
    client.force_login(person(group))
    is_staff = {role for role, name in COLUMNS.items() if name == group} <= STAFF
    assert client.get("/admin/").status_code == (200 if is_staff else 403)


def test_a_learner_does_not_reach_the_admin(client):
    client.force_login(UserFactory())
    assert client.get("/admin/").status_code == 403


def test_editors_write_and_submit_but_do_not_publish():
    lesson = LessonPageFactory()
    may = lesson.permissions_for_user(person("Editors"))
    assert may.can_edit()
    assert may.can_submit_for_moderation()
    assert not may.can_publish()
    assert not may.can_unpublish()
    assert not may.can_delete()


def test_publishers_publish_in_every_language():
    may = LessonPageFactory().permissions_for_user(person("Publishers"))
    assert may.can_publish()
    assert may.can_unpublish()
    assert may.can_delete()
    assert may.page.get_root().permissions_for_user(person("Publishers")).can_add_subpage()


@pytest.mark.parametrize("group", ["Trainers", "Programme managers"])
def test_others_edit_nothing(group):
    user = person(group)
    may = home_page().permissions_for_user(user)
    assert not may.can_edit()
    assert not may.can_add_subpage()
    assert not image_policy.user_has_permission(user, "add")


@pytest.mark.parametrize("group", ["Editors", "Publishers"])
def test_writers_see_no_learner_records(group):
    user = person(group)
    assert not any(user.has_perm(permission) for permission in LEARNER_RECORDS)
    assert not user.has_perm("accounts.view_user")
    assert image_policy.user_has_permission(user, "add")
    assert image_policy.user_has_permission(user, "choose")


@pytest.mark.parametrize("group", ["Trainers", "Programme managers"])
def test_readers_of_records_change_none(group):
    user = person(group)
    assert all(user.has_perm(permission) for permission in LEARNER_RECORDS)
    changing = [name.replace("view_", "change_") for name in LEARNER_RECORDS]
    assert not any(user.has_perm(permission) for permission in changing)


def test_auditors_may_look_and_no_more():
    group = Group.objects.get(name="Auditors")
    names = set(group.permissions.values_list("codename", flat=True))
    assert {name for name in names if not name.startswith("view_")} == {"access_admin"}
    for given in (GroupPagePermission, GroupCollectionPermission):
        assert not given.objects.filter(group=group).exists()


def test_submitted_pages_go_to_the_publishers():
    workflow = Workflow.objects.get()
    assert workflow.name == "Publisher approval"
    assert home_page().get_workflow() == workflow
    task = workflow.tasks.get().specific
    assert [group.name for group in task.groups.all()] == ["Publishers"]


def test_making_the_roles_again_changes_nothing():
    before = {group.name: group.permissions.count() for group in Group.objects.all()}
    make_roles()
    assert {group.name: group.permissions.count() for group in Group.objects.all()} == before
    assert set(before) == set(ROLES)
