"""Nobody widens their own rights: what asks for all of them is sent everywhere.

As a form, with files in which the rights stand, and as JSON.
"""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Site, Workflow
from wagtail.users.views.groups import get_permission_panel_classes

from accounts.models import Organisation, User
from home.rights import rights_at
from home.rights.columns import ADMINISTRATORS, COLUMNS
from home.roles import ENDING
from tests.journeys.trial import ROUTES, Trial, address_of

# What is written is the same on every database.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
# Where it is written who may do what.
RIGHTS = {
    "accounts_roleend",
    "accounts_user_groups",
    "accounts_user_user_permissions",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "wagtailcore_collectionviewrestriction_groups",
    "wagtailcore_groupapprovaltask",
    "wagtailcore_groupapprovaltask_groups",
    "wagtailcore_groupcollectionpermission",
    "wagtailcore_grouppagepermission",
    "wagtailcore_task",
    "wagtailcore_workflow",
    "wagtailcore_workflowpage",
    "wagtailcore_workflowtask",
}
WRITING = re.compile(r'^(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "(\w+)"')
GRAB = {
    "action-publish": "1",
    "active": "on",
    "audience": "sme",
    "alias": "on",
    "first_name": "Ana",
    "is_active": "on",
    "is_staff": "on",
    "is_superuser": "on",
    "last_name": "Ávila",
    "mark_as_active": "True",
    "name": "Everything",
    "new_slug": "a-copy",
    "new_title": "A copy",
    "password1": "zebra-crossing-at-night",
    "password2": "zebra-crossing-at-night",
    "preferred_language": "en",
    "publish": "on",
    "publish_copies": "on",
    "restriction_type": "groups",
    "slug": "grabbed",
    "title": "Grabbed",
}

# Names under which files are taken.
FILES = ("file", "files[]", "csv", "pofile", "upload", "avatar")


def files_for(person):
    """Files that give `person` every right, where one of them were imported."""
    rows = f"email,is_superuser,is_staff,groups\n{person.email},1,1,Administrators\n".encode()
    return {name: SimpleUploadedFile("people.csv", rows, "text/csv") for name in FILES}


def formset(prefix, **fields):
    """The form data of a formset: one form, or none where there are no `fields`."""
    counts = {"TOTAL_FORMS": int(bool(fields)), "INITIAL_FORMS": 0}
    one = {f"{prefix}-0-{name}": value for name, value in fields.items()}
    return {f"{prefix}-{name}": value for name, value in counts.items()} | one


def everything(person):
    """A form that fits every address at which rights are given, filled in by `person`."""
    wanted = ("access_admin", "add_user", "change_group", "change_user")
    permissions = [each.pk for each in Permission.objects.filter(codename__in=wanted)]
    form = GRAB | {
        "email": person.email,
        # The form of an account refuses those that end on a day: see home/roles.py.
        "groups": [group.pk for group in Group.objects.exclude(name__in=ENDING)],
        "new_parent_page": Site.objects.get().root_page_id,
        "organisation": Organisation.objects.first().pk,
        "permissions": permissions,
        "roles": [group.pk for group in Group.objects.all()],
        "role_last_day": f"{timezone.localdate() + timedelta(days=300)}",
        "role": Group.objects.get(name="Publishers").pk,
        "task_type": "wagtailcore.GroupApprovalTask",
        "user_permissions": permissions,
        "workflow": Workflow.objects.get().pk,
    }
    for panel in get_permission_panel_classes():
        form |= formset(panel().prefix)
    root, step = Page.get_first_root_node(), GroupApprovalTask.objects.create(name="A last look")
    form |= formset("page_permissions", page=root.pk, permissions=["publish_page"])
    form |= formset("workflow_tasks", task=step.pk, ORDER=1)
    return form | formset("pages")


class Watch:
    """What an address wrote of what people may do; `look` is called before it is undone."""

    def __init__(self, person):
        self.person, self.written, self.found = person, set(), set()
        self.before = self.state()

    def __call__(self, execute, sql, params, many, context):
        if found := WRITING.match(sql):
            self.written.add(found[1])
        return execute(sql, params, many, context)

    def look(self):
        self.found |= self.written & RIGHTS
        if self.state() != self.before:
            self.found.add("the person")
        self.written.clear()

    def state(self):
        fields = ("pk", "is_superuser", "is_staff", "is_active")
        return set(User.objects.filter(pk=self.person.pk).values_list(*fields))


def grabbing(role, routes):
    """{address: what of people's rights it wrote}, for a `role` that asks for all of them."""
    trial = Trial(role)
    person = trial.things.people[role]
    own_group = person.groups.first() or Group.objects.first()
    oneself = {
        "admin/people/<pk>/": {"pk": person.pk},
        "admin/users/": {"pk": person.pk},
        "admin/bulk/accounts/": {"?id": person.pk},
        "admin/groups/": {"pk": own_group.pk},
    }
    form, watch, found = everything(person), Watch(person), {}
    with connection.execute_wrapper(watch):
        for route in routes:
            others = next((parts for prefix, parts in oneself.items() if prefix in route), {})
            watch.found, path = set(), trial.path(route, **others)
            answer = trial.answer("post", path, form | files_for(person), watch.look)
            if answer != "refused":
                trial.answer("post", path, form, watch.look, content_type="application/json")
            if watch.found:
                found[route] = watch.found
    return found


def routes_for(role):
    """The addresses that let `role` in, and those that are for administrators alone."""
    rows = {route: rights_at(address_of(route))[0] for route in ROUTES}
    return [
        route for route, row in rows.items() if row.cell(role) != "–" or row.may == ADMINISTRATORS
    ]


@pytest.mark.parametrize("role", sorted(COLUMNS.keys() - {"visitor", "administrator"}))
def test_nobody_widens_their_own_rights(role):
    assert grabbing(role, routes_for(role)) == {}


def test_the_same_form_gives_rights_where_an_administrator_sends_it():
    """Otherwise the test above would prove nothing."""
    routes = [route for route in ROUTES if route.startswith("admin/")]
    assert grabbing("administrator", routes).keys() >= {
        "admin/bulk/accounts/user/assign_role/",
        "admin/groups/edit/<pk>/",
        "admin/groups/new/",
        "admin/users/edit/<pk>/",
        "admin/workflows/add/",
        "admin/workflows/edit/<pk>/",
        "admin/workflows/tasks/add/<app_label>/<model_name>/",
        "admin/workflows/tasks/edit/<pk>/",
    }
