"""Pages and outline."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale
from wagtail_localize.fields import get_translatable_fields

from content.languages.trees import mirror_pages
from courses.management.commands import sync_outline as command
from courses.models import CaseStudyPage, LessonPage, ModulePrerequisite
from courses.publishing import sync_outline
from learning.models import Activity, Enrolment, Module, Track, TrackEnrolment
from learning.records.completion import complete_activity
from tests.factories.actors import ACTOR
from tests.factories.outline import CompletionFactory, EnrolmentFactory
from tests.factories.pages import (
    CaseStudyPageFactory,
    LessonPageFactory,
    ModulePageFactory,
    QuizPageFactory,
    TrackPageFactory,
)
from tests.factories.people import UserFactory
from tests.factories.training import activity_of, published_module

pytestmark = pytest.mark.django_db


def test_a_lesson_reaches_the_outline(publishing):
    with publishing():
        module = ModulePageFactory(title="Market", slug="market", parent__slug="smes")
        lesson = LessonPageFactory(parent=module, title="Read a sheet", slug="read")
    row = Activity.objects.get()
    assert (row.key, row.titles, row.kind) == (
        lesson.translation_key,
        {"en": "Read a sheet"},
        "lesson",
    )
    assert row.paths == {"en": "training/smes/market/read/"}
    assert row.module.titles == {"en": "Market"}
    assert row.module.track.paths == {"en": "training/smes/"}
    assert sync_outline(write=False) == []


def test_a_draft_is_not_in_the_outline(publishing):
    with publishing():
        LessonPageFactory(live=False)
    assert not Activity.objects.exists()
    assert Module.objects.exists()


def test_a_public_case_study_is_no_activity(publishing):
    with publishing():
        CaseStudyPageFactory()
    assert not Activity.objects.exists()


def test_a_live_lesson_below_a_draft_has_retired_rows_above(publishing):
    with publishing():
        LessonPageFactory(parent__live=False, parent__title="Draft module")
    assert Activity.objects.get().is_active
    module = Module.objects.get()
    assert not module.is_active
    assert module.titles == {"en": "Draft module"}
    assert sync_outline(write=False) == []


def test_unpublishing_retires_and_keeps_the_title(publishing):
    with publishing():
        lesson = LessonPageFactory(title="Read a sheet")
    with publishing():
        lesson.unpublish()
    row = Activity.objects.get()
    assert not row.is_active
    assert row.title == "Read a sheet"
    assert row.url == ""
    with publishing():
        lesson.save_revision().publish()
    row.refresh_from_db()
    assert row.is_active
    assert row.url


def test_unpublishing_in_every_language_keeps_all_titles(publishing):
    with publishing():
        lesson = LessonPageFactory(title="Read a sheet")
        mirror_pages()
    spanish = lesson.get_translation(Locale.objects.get(language_code="es"))
    with publishing():
        spanish.title, spanish.alias_of = "Leer una ficha", None
        spanish.save_revision().publish()
    row = Activity.objects.get()
    titles = row.titles
    assert (titles["en"], titles["es"]) == ("Read a sheet", "Leer una ficha")
    for page in (lesson, spanish):
        with publishing():
            page.unpublish()
        assert sync_outline(write=False) == []
    row.refresh_from_db()
    assert (row.is_active, row.titles) == (False, titles)


def test_positions_are_dense(publishing):
    with publishing():
        module = ModulePageFactory()
        lessons = [LessonPageFactory(parent=module, title=f"Lesson {n}") for n in range(3)]
        QuizPageFactory(parent=module, title="Quiz")
    with publishing():
        lessons[0].unpublish()
    active = Activity.objects.active()
    assert [row.title for row in active] == ["Lesson 1", "Lesson 2", "Quiz"]
    assert [row.position for row in active] == [0, 1, 2]


def test_who_may_read_is_said_in_english_for_all_languages(publishing):
    with publishing():
        lesson = LessonPageFactory(access="everyone")
        quiz = QuizPageFactory(parent=lesson.get_parent())
        Locale.objects.get_or_create(language_code="es")
        mirror_pages()
        spanish = lesson.get_translation(Locale.objects.get(language_code="es"))
        LessonPage.objects.filter(pk=spanish.pk).update(access="as_module", alias_of=None)
        spanish.refresh_from_db()
        spanish.save_revision().publish()
    access = dict(Activity.objects.values_list("key", "access"))
    assert access == {lesson.translation_key: "everyone", quiz.translation_key: "as_module"}


@pytest.mark.parametrize("page_type", [LessonPage, CaseStudyPage])
def test_translators_cannot_change_who_may_read(page_type):
    (field,) = [each for each in get_translatable_fields(page_type) if each.field_name == "access"]
    assert field.is_synchronized(page_type())
    assert not field.is_overridable(page_type())


def test_fields_and_prerequisites_follow(publishing):
    with publishing():
        track = TrackPageFactory()
        first = ModulePageFactory(parent=track)
        second = ModulePageFactory(parent=track, hours=3, in_sequence=True)
        second.prerequisites.add(ModulePrerequisite(module=first))
        second.save()
    row = Module.objects.get(key=second.translation_key)
    assert (row.hours, row.in_sequence) == (3, True)
    assert [module.key for module in row.prerequisites.all()] == [first.translation_key]
    with publishing():
        first.unpublish()
    assert not row.prerequisites.exists()


def test_the_command_reports_and_repairs(publishing, capsys):
    with publishing():
        lesson = LessonPageFactory(title="Old title")
    type(lesson).objects.update(title="New title")
    with pytest.raises(CommandError):
        call_command("sync_outline", "--check", patience=0)
    assert "Old title" in capsys.readouterr().out
    call_command("sync_outline", patience=0)
    call_command("sync_outline", "--check", patience=0)
    assert Activity.objects.get().title == "New title"


def test_what_is_in_line_is_compared_once(publishing):
    with publishing():
        LessonPageFactory()
    with publishing():
        mirror_pages()
    with CaptureQueriesContext(connection) as queries:
        call_command("sync_outline", patience=0)
    links = f'FROM "{Module.prerequisites.through._meta.db_table}"'
    assert len([query for query in queries if links in query["sql"]]) == 1


def test_the_first_publication_builds_all_from_nothing(publishing):
    with publishing():
        LessonPageFactory()
    Activity.objects.all().delete()
    Module.objects.all().delete()
    Track.objects.all().delete()
    assert len(sync_outline(write=False)) == 3
    sync_outline()
    assert sync_outline(write=False) == []


def test_a_publication_costs_a_fixed_number_of_queries(publishing, django_assert_num_queries):
    with publishing():
        lesson = LessonPageFactory()
    tracks = {Track.objects.get().key}
    with django_assert_num_queries(24):
        sync_outline(tracks=tracks)
    with publishing():
        LessonPageFactory.create_batch(5, parent=lesson.get_parent().specific)
    with django_assert_num_queries(24):
        sync_outline(tracks=tracks)


def test_who_waited_only_for_a_retired_lesson_is_completed(publishing):
    with publishing():
        module = ModulePageFactory()
        done, waiting = LessonPageFactory.create_batch(2, parent=module)
    enrolment = EnrolmentFactory(module=Module.objects.get())
    CompletionFactory(
        learner=enrolment.learner, activity=Activity.objects.get(key=done.translation_key)
    )
    with publishing():
        waiting.unpublish()
    enrolment.refresh_from_db()
    assert enrolment.completed_at


def test_the_counts_beside_enrolments_follow_what_is_required(publishing):
    with publishing():
        track = TrackPageFactory()
        module = ModulePageFactory(parent=track)
        other = ModulePageFactory(parent=TrackPageFactory(parent=track.get_parent()))
        lesson, _missing = LessonPageFactory.create_batch(2, parent=module)
    learner = UserFactory()
    for page in (module, other):
        EnrolmentFactory(learner=learner, module=Module.objects.get(key=page.translation_key))
    complete_activity(
        learner=learner, activity=Activity.objects.get(key=lesson.translation_key), actor=ACTOR
    )

    def counts():
        return list(Enrolment.objects.order_by("pk").values_list("done", flat=True))

    assert counts() == [1, 0]
    with publishing():
        lesson.unpublish()
    assert counts() == [0, 0]
    with publishing():
        lesson.save_revision().publish()
    assert counts() == [1, 0]
    with publishing():
        lesson.move(other, pos="last-child")
    assert counts() == [0, 1]
    assert TrackEnrolment.objects.filter(done_elsewhere=0).count() == 2


def test_unpublishing_a_whole_module_completes_nobody(publishing):
    with publishing():
        module = ModulePageFactory()
        done, _other = LessonPageFactory.create_batch(2, parent=module)
    enrolment = EnrolmentFactory(module=Module.objects.get())
    CompletionFactory(
        learner=enrolment.learner, activity=Activity.objects.get(key=done.translation_key)
    )
    publisher = UserFactory(groups=["Publishers"])
    with publishing():
        UnpublishPageAction(module, user=publisher, include_descendants=True).execute()
    enrolment.refresh_from_db()
    assert enrolment.completed_at is None
    assert not Activity.objects.active().exists()


def test_what_a_publication_under_way_mends_itself_is_no_drift(monkeypatch):
    _module, lessons = published_module(2)
    under_way, drifted = map(activity_of, lessons)
    for activity in (under_way, drifted):
        Activity.objects.filter(pk=activity.pk).update(position=F("position") + 10)
    moments = iter([0, 1, 99])
    monkeypatch.setattr(command, "monotonic", lambda: next(moments))
    monkeypatch.setattr(
        command, "sleep", lambda seconds: under_way.save(update_fields=["position"])
    )
    [lasting] = command.find_lasting(patience=10)
    assert str(drifted.key) in lasting or drifted.title in lasting
