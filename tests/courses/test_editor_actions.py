"""After everything that an editor can do, outline and versions are in line with the pages.

Each action is done in the admin where it differs from code, and learners' records are the same
before and after.
"""

import datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail_localize.models import LocaleSynchronization, Translation, TranslationSource

from content.edition import Edition
from content.language_trees import mirror
from courses.models import LessonPage, QuizPage
from courses.publishing import freeze_quizzes, sync
from learning.models import Activity, Completion, Enrolment, Module, Track
from tests.factories.outline import CompletionFactory, EnrolmentFactory
from tests.factories.pages import (
    LessonPageFactory,
    ModulePageFactory,
    QuizPageFactory,
    TrackPageFactory,
    home_page,
)
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
ACTIONS = []


def action(function):
    ACTIONS.append(function)
    return function


@pytest.fixture
def site(client, publishing):
    """Two tracks; the first has a module with learners, one without, and one to move about."""
    user = UserFactory(groups=["Publishers"])
    client.force_login(user)
    with publishing():
        track = TrackPageFactory(title="SMEs")
        other_track = TrackPageFactory(title="Cities", parent=track.get_parent().specific)
        kept = LessonPageFactory(title="Kept", parent__parent=track, parent__title="Learnt")
        module = ModulePageFactory(parent=track, title="Market")
        other_module = ModulePageFactory(parent=other_track, title="Buying")
        first = LessonPageFactory(parent=module, title="First")
        second = LessonPageFactory(parent=module, title="Second")
        quiz = QuizPageFactory(parent=module, title="Quiz")
    activity = Activity.objects.get(key=kept.translation_key)
    completion = CompletionFactory(activity=activity)
    EnrolmentFactory(learner=completion.learner, module=activity.module)
    return SimpleNamespace(**locals())


def post(site, name, page, data=None, *args, **query):
    url = reverse(name, args=[page.pk, *args])
    response = site.client.post(url, data or {}, query_params=query)
    assert response.status_code == 302, response.content.decode()[:500]
    return response


def in_bulk(site, name, pages, data=None):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", name])
    query = "&".join(f"id={page.pk}" for page in pages)
    assert site.client.post(f"{url}?{query}", data or {}).status_code == 302


def lesson_form(**fields):
    data = {
        "title": "First",
        "slug": "first",
        "minutes": "7",
        "completion_rule": "button",
        "body": streamfield([("text", {"html": rich_text("<p>Text</p>")})]),
        "sources": streamfield([]),
        "comments": inline_formset([]),
    }
    return nested_form_data(data | fields)


def edit(site, page, **fields):
    post(site, "wagtailadmin_pages:edit", page, lesson_form() | fields)


@action
def save_a_draft_of_a_live_page(site):
    edit(site, site.first, title="Draft title")


@action
def save_a_new_draft(site):
    data = lesson_form(title="New", slug="new")
    url = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", site.module.pk])
    assert site.client.post(url, data).status_code == 302


@action
def publish_in_the_admin(site):
    edit(site, site.first, **{"action-publish": "1"}, title="Published title", minutes="30")


@action
def publish_with_a_new_slug(site):
    edit(site, site.first, **{"action-publish": "1"}, slug="another-address")


@action
def publish_a_revision(site):
    site.first.title = "Revised"
    site.first.save_revision().publish()


@action
def publish_an_old_revision(site):
    old = site.first.save_revision()
    old.publish()
    site.first.title = "Newer"
    site.first.save_revision().publish()
    old.publish()


@action
def go_back_to_an_old_revision_in_the_admin(site):
    old = site.first.save_revision()
    site.first.title = "Newer"
    site.first.save_revision().publish()
    edit(site, site.first, revision=str(old.pk), **{"action-publish": "1"})


@action
def publish_a_quiz_with_other_points(site):
    site.quiz.questions[0].value["points"] = 4
    site.quiz.save_revision().publish()


@action
def publish_several_at_once(site):
    site.first.title = "Draft to publish"
    site.first.save_revision()
    in_bulk(site, "publish", [site.first, site.second])


@action
def save_in_code(site):
    site.first.title = "Saved"
    site.first.save()


@action
def save_the_fields_of_a_module_in_code(site):
    site.module.hours, site.module.in_sequence = 5, True
    site.module.save()


@action
def add_a_live_child_in_code(site):
    site.module.add_child(instance=LessonPage(title="Added", minutes=5, live=True))


@action
def change_the_slug_of_a_track(site):
    site.track.slug = "firms"
    site.track.save_revision().publish()


@action
def change_the_slug_of_the_catalogue(site):
    catalogue = site.track.get_parent().specific
    catalogue.slug = "learning"
    catalogue.save_revision().publish()


@action
def unpublish_in_the_admin(site):
    post(site, "wagtailadmin_pages:unpublish", site.first)


@action
def unpublish_in_code(site):
    site.quiz.unpublish()


@action
def unpublish_several_at_once(site):
    in_bulk(site, "unpublish", [site.first, site.quiz])


@action
def unpublish_with_all_below(site):
    post(site, "wagtailadmin_pages:unpublish", site.module, {"include_descendants": "on"})


@action
def unpublish_a_module_alone(site):
    UnpublishPageAction(site.module, user=site.user).execute()


@action
def unpublish_a_track(site):
    site.other_track.unpublish()


@action
def unpublish_a_page_with_aliases(site):
    mirror()
    site.first.unpublish()


@action
def schedule_changes_of_a_live_page(site):
    site.first.title = "Tomorrow"
    site.first.go_live_at = timezone.now() + datetime.timedelta(days=1)
    site.first.save_revision().publish()


@action
def schedule_a_new_page(site):
    page = LessonPageFactory(parent=site.module, live=False)
    page.go_live_at = timezone.now() + datetime.timedelta(days=1)
    page.save_revision().publish()


@action
def go_live_as_scheduled(site):
    page = LessonPageFactory(parent=site.module, live=False)
    page.go_live_at = timezone.now() + datetime.timedelta(days=1)
    page.save_revision().publish()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        call_command("publish_scheduled")
    page.refresh_from_db()
    assert page.live


@action
def expire_as_scheduled(site):
    LessonPage.objects.filter(pk=site.first.pk).update(
        expire_at=timezone.now() - datetime.timedelta(hours=1)
    )
    call_command("publish_scheduled")
    site.first.refresh_from_db()
    assert not site.first.live


@action
def submit_to_the_workflow(site):
    page = LessonPageFactory(parent=site.module, live=False)
    page.save_revision()
    page.get_workflow().start(page, site.user)


@action
def approve_in_the_workflow(site):
    page = LessonPageFactory(parent=site.module, live=False)
    page.save_revision()
    state = page.get_workflow().start(page, site.user)
    task = state.current_task_state.pk
    post(site, "wagtailadmin_pages:workflow_action", page, None, "approve", task)
    page.refresh_from_db()
    assert page.live


@action
def drag_a_lesson_to_the_top(site):
    post_order(site, site.second, 0)


@action
def drag_a_module(site):
    post_order(site, site.module, 0)


@action
def drag_a_track(site):
    post_order(site, site.other_track, 0)


def post_order(site, page, position):
    url = reverse("wagtailadmin_pages:set_page_position", args=[page.pk])
    response = site.client.post(f"{url}?position={position}")
    assert response.status_code == 200


@action
def move_a_lesson_in_the_admin(site):
    post(site, "wagtailadmin_pages:move_confirm", site.first, None, site.other_module.pk)


@action
def move_a_lesson_in_code(site):
    site.kept.move(site.other_module, pos="first-child")


@action
def move_several_at_once(site):
    in_bulk(site, "move", [site.first, site.quiz], {"chooser": site.other_module.pk})


@action
def move_a_module_to_another_track(site):
    site.kept.get_parent().move(site.other_track, pos="last-child")


@action
def copy_a_module_with_its_lessons(site):
    site.module.copy(recursive=True, update_attrs={"slug": "copy", "title": "Copy"})


@action
def copy_as_drafts(site):
    site.module.copy(recursive=True, keep_live=False, update_attrs={"slug": "copy"})


@action
def copy_in_the_admin(site):
    data = {
        "new_title": "Copy",
        "new_slug": "copy",
        "new_parent_page": site.track.pk,
        "copy_subpages": "on",
        "publish_copies": "on",
    }
    post(site, "wagtailadmin_pages:copy", site.module, data)


@action
def make_an_alias_in_the_same_language(site):
    site.first.create_alias(parent=site.other_module)


@action
def publish_the_source_of_an_alias(site):
    site.first.create_alias(parent=site.other_module)
    site.first.title = "Shown twice"
    site.first.save_revision().publish()


@action
def make_an_alias_a_page_of_its_own(site):
    alias = site.quiz.create_alias(parent=site.other_module)
    ConvertAliasPageAction(alias, user=site.user).execute(skip_permission_checks=True)


@action
def delete_the_source_of_an_alias(site):
    mirror()
    site.first.delete()


@action
def mirror_all_languages(site):
    mirror()


@action
def copy_for_translation(site):
    spanish = Locale.objects.get(language_code="es")
    site.quiz.copy_for_translation(spanish, copy_parents=True)


@action
def copy_for_translation_as_aliases(site):
    spanish = Locale.objects.get(language_code="es")
    site.quiz.copy_for_translation(spanish, copy_parents=True, alias=True)


@action
def publish_a_translation(site):
    mirror()
    source, _made = TranslationSource.update_or_create_from_instance(site.quiz)
    spanish = Locale.objects.get(language_code="es")
    Translation.objects.create(source=source, target_locale=spanish).save_target(publish=True)


@action
def let_a_locale_follow_another(site):
    italian = Locale.objects.get(language_code="it")
    LocaleSynchronization.objects.create(locale=italian, sync_from=Locale.get_default())


@action
def delete_a_lesson_in_the_admin(site):
    post(site, "wagtailadmin_pages:delete", site.first)


@action
def delete_a_module_with_its_lessons(site):
    site.module.delete()


@action
def delete_several_at_once(site):
    in_bulk(site, "delete", [site.first, site.quiz])


@action
def delete_by_a_query(site):
    Page.objects.filter(pk__in=[site.first.pk, site.second.pk]).delete()


@action
def delete_a_track(site):
    site.other_track.delete()


@action
def delete_what_records_need_is_refused(site):
    with pytest.raises(ProtectedError):
        site.kept.delete()


@action
def delete_what_records_need_by_force(site):
    call_command("delete_page", site.kept.get_parent().pk, "--force")


@action
def repair_the_tree(site):
    call_command("fixtree", "--full")


@action
def load_a_fixture(site):
    data = serializers.serialize("json", [Page.objects.get(pk=site.first.pk), site.first])
    for item in serializers.deserialize("json", data.replace("First", "Loaded")):
        item.save()


@action
def delete_a_language_in_use_is_refused(site):
    with pytest.raises(ProtectedError):
        Locale.get_default().delete()


def records():
    completions = Completion.objects.values_list("learner", "activity__key", "completed_at")
    enrolments = Enrolment.objects.values_list("learner", "module__key", "withdrawn_at")
    return set(completions), set(enrolments)


def seen_by_visitors(site):
    """The public pages; inside a test's transaction nothing is kept, so they are as they are."""
    pages = [home_page(), site.track, site.module, site.other_module, site.kept.get_parent()]
    return [Client().get(page.get_url()).content for page in pages]


@pytest.mark.parametrize("do", ACTIONS, ids=lambda function: function.__name__)
def test_outline_versions_and_records_hold(do, site, publishing):
    before, seen, edition = records(), seen_by_visitors(site), Edition.objects.get().mark
    with publishing():
        do(site)
    if seen_by_visitors(site) != seen:
        assert Edition.objects.get().mark != edition
    assert sync(write=False) == []
    assert freeze_quizzes(write=False) == []
    assert records() == before
    for model in (Track, Module, Activity):
        assert all(row.title for row in model.objects.all())


def test_a_copied_module_shares_nothing_with_the_original(site, publishing):
    with publishing():
        copy = site.kept.get_parent().specific.copy(recursive=True, update_attrs={"slug": "copy"})
    row = Module.objects.get(key=copy.translation_key)
    assert not row.enrolments.exists()
    assert not Completion.objects.filter(activity__module=row).exists()
    assert row.activities.count() == 1


def test_a_moved_lesson_stays_completed(site, publishing):
    with publishing():
        site.kept.move(site.other_module, pos="last-child")
    activity = Activity.objects.get(key=site.kept.translation_key)
    assert activity.module.key == site.other_module.translation_key
    assert activity.completions.count() == 1


def test_what_signals_cannot_see_is_found_and_repaired(site, publishing):
    QuizPage.objects.filter(pk=site.quiz.pk).update(title="Behind the back", pass_mark=1)
    with pytest.raises(CommandError):
        call_command("sync_outline", "--check")
    with publishing():
        call_command("sync_outline")
    call_command("sync_outline", "--check")
