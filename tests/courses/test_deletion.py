"""Pages with learners' records are not deleted; a forced deletion keeps the records."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from assessments.models import Attempt, CheckResponse, QuizVersion
from content.languages.trees import mirror_pages
from courses.publishing.deletion import records_of
from learning.models import (
    Activity,
    Completion,
    Enrolment,
    HistoryEntry,
    Module,
    Opinion,
    Visit,
    Watching,
)
from tests.factories.outline import CompletionFactory, EnrolmentFactory, VisitFactory
from tests.factories.pages import LessonPageFactory, ModulePageFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(publishing):
    """A lesson that somebody completed."""
    with publishing():
        lesson = LessonPageFactory(title="Read a sheet")
    CompletionFactory(activity=Activity.objects.get(key=lesson.translation_key))
    return lesson


@pytest.fixture
def publisher(client):
    user = UserFactory(groups=["Publishers"])
    client.force_login(user)
    return user


def above(lesson, levels):
    return lesson.get_ancestors(inclusive=True).reverse()[levels]


@pytest.mark.parametrize("levels", [0, 1, 2, 3], ids=["lesson", "module", "track", "index"])
def test_the_editor_is_led_to_unpublishing(client, lesson, publisher, levels):
    page = above(lesson, levels)
    response = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
    assert response.redirect_chain[0][0] == reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    assert "“Read a sheet”" in response.content.decode()
    assert Page.objects.filter(pk=lesson.pk).exists()


def test_an_unpublished_page_leads_back_to_the_list(client, lesson, publisher, publishing):
    with publishing():
        lesson.unpublish()
    response = client.post(reverse("wagtailadmin_pages:delete", args=[lesson.pk]))
    assert response.url == reverse("wagtailadmin_explore", args=[lesson.get_parent().pk])


def test_bulk_deletion_is_refused(client, lesson, publisher, publishing):
    with publishing():
        other = LessonPageFactory(parent=lesson.get_parent())
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{url}?id={lesson.pk}&id={other.pk}")
    assert Page.objects.filter(pk__in=[lesson.pk, other.pk]).count() == 2


def test_a_page_without_records_is_deleted(client, lesson, publisher, publishing):
    with publishing():
        other = LessonPageFactory(parent=lesson.get_parent())
    with publishing():
        client.post(reverse("wagtailadmin_pages:delete", args=[other.pk]))
    assert not Page.objects.filter(pk=other.pk).exists()
    assert Activity.objects.get(key=lesson.translation_key).is_active
    assert not Activity.objects.get(key=other.translation_key).is_active


@pytest.mark.parametrize("levels", [0, 1, 2, 3], ids=["lesson", "module", "track", "index"])
def test_code_is_refused_too_and_leaves_no_trace(lesson, levels):
    page = above(lesson, levels)
    with pytest.raises(ProtectedError):
        page.specific.delete()
    assert not PageLogEntry.objects.filter(action="wagtail.delete").exists()
    with pytest.raises(ProtectedError), transaction.atomic():
        page.delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        Page.objects.filter(pk=page.pk).delete()
    assert Page.objects.filter(pk=lesson.pk, live=True).exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_an_enrolment_holds_its_module(publishing):
    with publishing():
        module = ModulePageFactory()
    EnrolmentFactory(module=Module.objects.get())
    with pytest.raises(ProtectedError):
        module.delete()


def test_every_record_of_a_learner_holds_its_page():
    found = {row: {records.model for records in records_of(row)} for row in (Activity, Module)}
    assert found[Activity] >= {Attempt, CheckResponse, Completion, Enrolment, Visit, Watching}
    assert QuizVersion not in found[Activity]
    assert found[Module] == {Enrolment, HistoryEntry, Opinion}


def test_a_visit_holds_its_lesson(publishing):
    with publishing():
        lesson = LessonPageFactory()
    VisitFactory(activity=Activity.objects.get())
    with pytest.raises(ProtectedError):
        lesson.delete()


def test_a_forced_deletion_keeps_every_record_readable(lesson, publishing):
    with publishing(), pytest.raises(CommandError, match="Read a sheet"):
        call_command("delete_page", lesson.pk)
    with publishing():
        call_command("delete_page", lesson.pk, "--force")
    assert not Page.objects.filter(translation_key=lesson.translation_key).exists()
    activity = Completion.objects.get().activity
    assert not activity.is_active
    assert activity.title == "Read a sheet"
    assert Page.find_problems() == ([], [], [], [], [])


def test_aliases_do_not_keep_a_page_deletable_and_go_with_it(lesson, publishing):
    with publishing():
        mirror_pages()
    with pytest.raises(ProtectedError):
        lesson.delete()
    alias = Page.objects.filter(alias_of=lesson.pk).first()
    alias.delete()
    with publishing():
        call_command("delete_page", lesson.get_parent().pk, "--force")
    assert not Page.objects.filter(translation_key=lesson.translation_key).exists()
    assert Completion.objects.count() == 1


def test_a_translation_may_go_while_its_source_stays(client, lesson, publisher, publishing):
    with publishing():
        mirror_pages()
    spanish = Page.objects.get(alias_of=lesson.pk, locale__language_code="es").specific
    spanish.alias_of = None
    spanish.save_revision().publish()
    with publishing():
        client.post(reverse("wagtailadmin_pages:delete", args=[spanish.pk]))
    assert not Page.objects.filter(pk=spanish.pk).exists()
    assert Activity.objects.get().is_active


def test_the_confirmation_counts_the_translations(client, publisher, publishing):
    with publishing():
        lesson = LessonPageFactory()
        mirror_pages()
    spanish = Page.objects.get(alias_of=lesson.pk, locale__language_code="es").specific
    spanish.alias_of = None
    spanish.save_revision().publish()
    with publishing():
        client.post(reverse("wagtailadmin_pages:delete", args=[lesson.pk]))
    assert not Page.objects.filter(translation_key=lesson.translation_key).exists()
