"""A test that commits leaves the database as the migrations did."""

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import Locale, Page, Site

from learning.models import HistoryEntry
from learning.records.enrolment import enrol
from tests.factories.actors import ACTOR
from tests.factories.pages import LessonPageFactory, ModulePageFactory
from tests.factories.people import UserFactory
from tests.factories.training import module_of
from tests.migrated import Migrated

pytestmark = pytest.mark.django_db(transaction=True)


def test_rows_added_changed_and_deleted_are_put_back():
    migrated = Migrated()
    page = ModulePageFactory()
    LessonPageFactory(parent=page)
    enrol(learner=UserFactory(), module=module_of(page), actor=ACTOR)
    Permission.objects.all().delete()
    Locale.objects.filter(language_code="ar").delete()
    Site.objects.update(hostname="elsewhere.example")
    assert HistoryEntry.objects.exists()  # which the database lets nobody delete
    assert Migrated().rows != migrated.rows
    migrated.put_back()
    assert Migrated().rows == migrated.rows


@pytest.mark.parametrize("_time", [1, 2])
def test_nothing_of_an_earlier_test_is_there(_time):
    """The same twice: the second time finds what the first left."""
    assert Page.objects.count() == 2
    assert not HistoryEntry.objects.exists()
    enrol(learner=UserFactory(), module=module_of(ModulePageFactory()), actor=ACTOR)
