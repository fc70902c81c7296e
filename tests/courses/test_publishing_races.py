"""Publishers who meet: real threads, real commits."""

from threading import Event

import pytest
from django.db import connection
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from content.languages.trees import mirror_pages
from courses.models import LessonPage, ModulePage, QuizPage
from courses.publishing import freeze_quizzes, sync_outline
from courses.publishing.following import changed_pages
from learning.models import Activity
from tests.factories.pages import LessonPageFactory, ModulePageFactory, QuizPageFactory
from tests.threads import is_waited_for, together

pytestmark = pytest.mark.django_db(transaction=True)


def publish(pk, title, model=LessonPage):
    page = model.objects.get(pk=pk)
    page.title = title
    page.save_revision().publish()


def test_two_publish_in_the_same_module():
    module = ModulePageFactory()
    first, second = LessonPageFactory.create_batch(2, parent=module)
    for turn in range(5):
        together(
            lambda turn=turn: publish(first.pk, f"First {turn}"),
            lambda turn=turn: publish(second.pk, f"Second {turn}"),
        )
        assert sync_outline(write=False) == []
        assert freeze_quizzes(write=False) == []
    assert {row.title for row in Activity.objects.all()} == {"First 4", "Second 4"}


def test_two_publish_one_translated_quiz(caplog):
    quiz = QuizPageFactory()
    mirror_pages()
    source, _made = TranslationSource.update_or_create_from_instance(quiz)
    for locale in Locale.objects.exclude(pk=quiz.locale_id):
        translation = Translation.objects.create(source=source, target_locale=locale)
        translation.save_target(publish=True)
    for turn in range(5):
        together(
            lambda turn=turn: publish(quiz.pk, f"First {turn}", QuizPage),
            lambda turn=turn: publish(quiz.pk, f"Second {turn}", QuizPage),
        )
        assert sync_outline(write=False) == []
        assert freeze_quizzes(write=False) == []
    assert [entry.getMessage() for entry in caplog.records if entry.levelname == "ERROR"] == []


def test_one_publishes_while_another_unpublishes_the_module():
    module = ModulePageFactory()
    lesson = LessonPageFactory(parent=module)
    for turn in range(5):
        together(
            lambda turn=turn: publish(lesson.pk, f"Lesson {turn}"),
            lambda: ModulePage.objects.get(pk=module.pk).unpublish(),
        )
        assert sync_outline(write=False) == []
        ModulePage.objects.get(pk=module.pk).save_revision().publish()


def test_two_publications_make_one_alias_each():
    mirror_pages()
    module = ModulePageFactory()
    lessons = LessonPageFactory.create_batch(2, parent=module, live=False)
    together(*(lambda pk=lesson.pk: publish(pk, "Published") for lesson in lessons))
    for lesson in lessons:
        assert lesson.get_translations(inclusive=True).live().count() == 5
    assert sync_outline(write=False) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's writers are one at a time")
def test_what_was_published_last_is_frozen_last():
    """One has read the quiz and is about to freeze it; meanwhile another publishes a new one."""
    page = QuizPageFactory()
    rules_are_read, is_read, is_published = Event(), Event(), Event()

    def wait_after_reading(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if 'JOIN "assessments_quizrules"' in sql:
            rules_are_read.set()
        if 'FROM "courses_quizpage"' in sql and rules_are_read.is_set():
            is_read.set()
            while not (is_published.is_set() or is_waited_for()):
                is_published.wait(0.01)
        return result

    def freeze_what_is_there():
        with connection.execute_wrapper(wait_after_reading):
            changed_pages.note(page.translation_key)

    def publish_another():
        assert is_read.wait(20)
        quiz = QuizPage.objects.get(pk=page.pk)
        quiz.pass_mark = 90
        quiz.save_revision().publish()
        is_published.set()

    QuizPage.objects.update(pass_mark=80)  # not frozen yet
    assert together(freeze_what_is_there, publish_another) == [None, None]
    assert freeze_quizzes(write=False) == []
