"""Publishers who meet: real threads, real commits."""

import pytest

from content.languages.trees import mirror
from courses.models import LessonPage, ModulePage
from courses.publishing import freeze_quizzes, sync
from learning.models import Activity
from tests.factories.pages import LessonPageFactory, ModulePageFactory
from tests.threads import together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def publish(pk, title):
    page = LessonPage.objects.get(pk=pk)
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
        assert sync(write=False) == []
        assert freeze_quizzes(write=False) == []
    assert {row.title for row in Activity.objects.all()} == {"First 4", "Second 4"}


def test_one_publishes_while_another_unpublishes_the_module():
    module = ModulePageFactory()
    lesson = LessonPageFactory(parent=module)
    for turn in range(5):
        together(
            lambda turn=turn: publish(lesson.pk, f"Lesson {turn}"),
            lambda: ModulePage.objects.get(pk=module.pk).unpublish(),
        )
        assert sync(write=False) == []
        ModulePage.objects.get(pk=module.pk).save_revision().publish()


def test_two_publications_make_one_alias_each():
    mirror()
    module = ModulePageFactory()
    lessons = LessonPageFactory.create_batch(2, parent=module, live=False)
    together(*(lambda pk=lesson.pk: publish(pk, "Published") for lesson in lessons))
    for lesson in lessons:
        assert lesson.get_translations(inclusive=True).live().count() == 5
    assert sync(write=False) == []
