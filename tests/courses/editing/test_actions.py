"""After everything that an editor can do, outline and versions are in line with the pages.

Learners' records are the same before and after.
"""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from content.editions.edition import Edition
from courses.models import QuizPage
from courses.publishing import freeze_quizzes, sync_outline
from learning.models import Activity, Completion, Enrolment, Module, Track
from tests.courses.editing import languages, pages, tree, turns  # noqa: F401 -- fill ACTIONS
from tests.courses.editing.action import ACTIONS
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db


def records():
    completions = Completion.objects.values_list("learner", "activity__key", "completed_at")
    enrolments = Enrolment.objects.values_list("learner", "module__key", "withdrawn_at")
    return set(completions), set(enrolments)


def seen_by_visitors(site):
    """The public pages; inside a test's transaction nothing is kept, so they are as they are."""
    shown = [home_page(), site.track, site.module, site.other_module, site.kept.get_parent()]
    return [Client().get(page.get_url()).content for page in shown]


@pytest.mark.parametrize("do", ACTIONS, ids=lambda function: function.__name__)
def test_outline_versions_and_records_hold(do, site, publishing):
    before, seen, edition = records(), seen_by_visitors(site), Edition.objects.get().mark
    with publishing():
        do(site)
    if seen_by_visitors(site) != seen:
        assert Edition.objects.get().mark != edition
    assert sync_outline(write=False) == []
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
        call_command("sync_outline", "--check", patience=0)
    with publishing():
        call_command("sync_outline", patience=0)
    call_command("sync_outline", "--check", patience=0)
