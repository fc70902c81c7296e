"""What each role may do is what the table in home/rights/ says: every address, tried as each."""

from collections import Counter
from http import HTTPStatus
from http.cookies import SimpleCookie

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models import FileField
from django.test import Client
from wagtail.models import GroupPagePermission, Page, get_page_models

from home.rights import SECTIONS, rights_at
from home.rights.columns import COLUMNS
from home.roles import ROLES
from ops.roles import PAGE, as_page
from tests.factories.pages import TrackPageFactory
from tests.journeys.trial import ROUTES, Trial, address_of


def test_every_address_has_one_row():
    wrong = {route: len(rights_at(address_of(route))) for route in ROUTES}
    wrong = {route: number for route, number in wrong.items() if number != 1}
    assert not wrong, "Say in home/rights/ who may ask for it, then ./dev roles."


def test_every_row_has_an_address():
    there = {*map(address_of, ROUTES), *labels()}
    used = Counter(row for where in there for row in rights_at(where))
    rows = [row for rows in SECTIONS.values() for row in rows]
    assert [row.what for row in rows if not used[row]] == []


def test_every_role_has_a_column():
    assert {group for group in COLUMNS.values() if group} == set(ROLES)


def test_the_page_is_made_from_the_table():
    assert PAGE.read_text() == as_page(), "Run ./dev roles."


def alike():
    """The roles that may the same, as lists: one person who has them all tries for all."""
    found = {}
    for role in COLUMNS:
        cells = tuple(row.cell(role) for rows in SECTIONS.values() for row in rows)
        found.setdefault(cells, []).append(role)
    return found.values()


def once(roles):
    """A parameter of a test: what roles may hangs on no database, what an address does may."""
    marks = [] if "administrator" in roles else pytest.mark.one_database
    return pytest.param(roles, marks=marks, id=", ".join(roles))


@pytest.mark.django_db
@pytest.mark.parametrize("roles", [once(roles) for roles in alike()])
def test_each_address_and_page_answers_as_its_row_says(roles):
    role, *others = roles
    trial = Trial(role)
    if others:
        groups = Group.objects.filter(name__in=[COLUMNS[each] for each in others])
        trial.things.people[role].groups.add(*groups)
    wrong = [*wrong_addresses(trial), *wrong_pages(trial), *trial.faults]
    assert "\n".join(wrong) == ""


# What auditors send that learners do not: of their own, or to what keeps nothing.
SENT_BY_AUDITORS = {
    "admin/account/",
    "admin/choose-anchor-link/",
    "admin/choose-email-link/",
    "admin/choose-external-link/",
    "admin/choose-phone-link/",
    "admin/editing-sessions/release/<session_id>/",
    "admin/embeds/chooser/",
    "admin/embeds/chooser/upload/",
    "admin/logout/",
    "admin/reports/completion/filters/<pk>/delete/",
    "admin/reports/completion/filters/<pk>/rename/",
    "admin/reports/completion/filters/<report>/",
    "admin/sprite/",
    "admin/tag-autocomplete/",
    "admin/tag-autocomplete/<app_name>/<model_name>/",
    "admin/workflows/task_chooser/<task_id>/",
    "admin/workflows/task_chooser/create/",
}


@pytest.mark.one_database
@pytest.mark.django_db
def test_auditors_send_no_more_than_learners_but_for_themselves():
    auditor = Trial("auditor")
    sent = {
        trial.role: {
            route
            for route in ROUTES
            if trial.answer("post", trial.path(route)) in {"done", "elsewhere"}
        }
        for trial in (auditor, Trial("learner", auditor.things))
    }
    assert sent["auditor"] - sent["learner"] == SENT_BY_AUDITORS


def wrong_addresses(trial):
    for route in ROUTES:
        (row,) = rights_at(address_of(route))
        cell = row.cell(trial.role)
        if cell != "–" and not trial.reaches(route):
            yield f"{route}: is refused"
        if cell != "yes" and not trial.is_kept_out(route, within=cell == "–"):
            yield f"{route}: lets in"


def wrong_pages(trial):
    for page_type in get_page_models():
        for within in (True, False) if page_type is not Page else ():
            (row,) = rights_at(page_type._meta.label)
            may_read = row.cell(trial.role) in ("yes", "partly" if within else "")
            path = trial.things.page(page_type, within)
            if (trial.answer("get", path) == "done") is not may_read:
                yield f"{path}: {'is refused' if may_read else 'lets in'}"


@pytest.mark.one_database  # the token is looked at before the database
@pytest.mark.django_db
def test_nothing_is_sent_without_a_token():
    trial = Trial("administrator")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = SimpleCookie(trial.cookies)
    statuses = {route: strict.post(trial.path(route)).status_code for route in ROUTES}
    open_to_all = {route for route, status in statuses.items() if status != HTTPStatus.FORBIDDEN}
    assert open_to_all == {"mails/off/<token>/"}  # what is signed in the address is the proof


def labels():
    """The models that are pages, or have files."""
    files = [
        model
        for model in apps.get_models()
        if any(isinstance(field, FileField) for field in model._meta.concrete_fields)
    ]
    return sorted({model._meta.label for model in [Page, *get_page_models(), *files]})


def test_every_page_type_and_every_file_has_one_row():
    assert {label for label in labels() if len(rights_at(label)) != 1} == set()


@pytest.fixture
def section_editor():
    """Somebody who writes below one track, and nowhere else."""
    trial = Trial("learner")
    group = Group.objects.create(name="Section editors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    group.permissions.add(Permission.objects.get(codename="submit_translation"))
    section = TrackPageFactory(parent=trial.things.track.get_parent(), slug="section")
    for verb in ("add", "change", "publish"):
        permission = Permission.objects.get(codename=f"{verb}_page")
        GroupPagePermission.objects.create(group=group, page=section, permission=permission)
    trial.things.people["learner"].groups.add(group)
    trial.section = section
    return trial


@pytest.mark.django_db
def test_who_writes_elsewhere_reads_no_title_of_a_draft(section_editor):
    """Trainers and managers are tried above; this is an editor of another part of the site."""
    here = [route for route in ROUTES if route.startswith("admin/")]
    for route in here:
        for method in ("get", "post"):
            section_editor.answer(method, section_editor.path(route))
    number = section_editor.things.open["module"].pk
    for path in (
        f"/admin/bulk/wagtailcore/page/delete/?id=all&childOf={number}",
        f"/admin/choose-page/{number}/",
        "/admin/pages/?q=walks&p=1",
        f"/admin/pages/{section_editor.section.pk}/move/{section_editor.things.draft.pk}/confirm/",
    ):
        section_editor.answer("get", path)
    assert "\n".join(section_editor.faults) == ""


@pytest.mark.django_db
def test_who_writes_elsewhere_links_to_what_is_published(section_editor):
    things = section_editor.things
    module, lesson = things.open["module"], things.open["lesson"]
    answer = section_editor.client.get(f"/admin/choose-page/{module.pk}/").text
    assert lesson.title in answer
    chosen = section_editor.client.get(f"/admin/choose-page/chosen-multiple/?id={lesson.pk}")
    assert lesson.title in chosen.text
    own = section_editor.client.get(f"/admin/pages/{section_editor.section.pk}/edit/")
    assert own.status_code == 200
