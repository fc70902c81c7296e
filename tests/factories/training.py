"""Published training in pages and outline together, for tests over HTTP."""

from django.test import TestCase

from learning.models import Activity, Module
from tests.factories.pages import LessonPageFactory, ModulePageFactory


def publish(make):
    """What `make()` returns, with the outline brought in line as after a commit."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return make()


def published_module(lessons=1, **fields):
    """A ModulePage with so many LessonPages, published: (module page, lesson pages)."""

    def make():
        page = ModulePageFactory(**fields)
        return page, [LessonPageFactory(parent=page) for _number in range(lessons)]

    return publish(make)


def module_of(page):
    """The outline's row of a module page."""
    return Module.objects.select_related("track").get(key=page.translation_key)


def activity_of(page):
    """The outline's row of an activity's page."""
    return Activity.objects.select_related("module__track").get(key=page.translation_key)
