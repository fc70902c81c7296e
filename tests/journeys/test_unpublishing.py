"""A module that goes offline with its pages and translations, with learners in it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale

from assessments.attempt import save_answers, submit_attempt
from content.languages.trees import mirror_pages
from courses.publishing import sync_outline
from learning.models import Activity, Completion, Enrolment, Module, Track
from learning.records.completion import complete_activity
from reporting.matrix import activities_of
from reporting.rows import module_rows, track_rows
from tests.factories.actors import ACTOR
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import LessonPageFactory, ModulePageFactory, QuizPageFactory
from tests.factories.quizzes import begin

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page():
    """A module in English and Spanish: a lesson, a quiz and a lesson, translated by nobody."""
    mirror_pages()
    page = ModulePageFactory(title="Markets")
    LessonPageFactory(parent=page)
    QuizPageFactory(parent=page)
    LessonPageFactory(parent=page)
    spanish = page.get_translation(Locale.objects.get(language_code="es"))
    spanish.title, spanish.alias_of = "Mercados", None
    spanish.save_revision().publish()
    return page


@pytest.fixture
def enrolment(page):
    """Someone who completed the last lesson and failed the quiz."""
    enrolment = EnrolmentFactory(module=Module.objects.get(key=page.translation_key))
    _first, quiz, last = Activity.objects.filter(module=enrolment.module)
    complete_activity(learner=enrolment.learner, activity=last, actor=ACTOR)
    submit_attempt(attempt=begin(learner=enrolment.learner, activity=quiz), actor=ACTOR)
    return enrolment


def record(rows):
    return rows.values("done", "required", "share", "score", "status").get()


def test_its_records_stay_as_they_were(page, enrolment, admin_client):
    before = record(module_rows())
    titles, columns = enrolment.module.titles, activities_of(enrolment.module)
    assert (before["done"], before["required"], before["score"]) == (1, 3, 0)
    admin_client.post(f"/admin/pages/{page.pk}/unpublish/", {"include_descendants": "on"})
    module = Module.objects.get()
    assert (module.is_active, module.titles) == (False, titles)
    assert not Activity.objects.active().exists()
    call_command("sync_outline", patience=0)
    assert sync_outline(write=False) == []
    assert record(module_rows()) == before
    assert activities_of(module) == columns
    assert Enrolment.objects.get().completed_at is None
    assert record(track_rows())["done"] == 0  # a track requires what is published
    history = f"/admin/reports/completion/learners/{enrolment.learner_id}/"
    for address in (history, "/admin/reports/completion/"):
        html = admin_client.get(address).content.decode()
        assert "no longer published" in html
        assert "1 of 3" in html


def test_so_do_those_of_its_track(page, enrolment, admin_client):
    before = record(track_rows())
    assert (before["done"], before["required"]) == (1, 3)
    track = page.get_parent()
    admin_client.post(f"/admin/pages/{track.pk}/unpublish/", {"include_descendants": "on"})
    assert not Track.objects.get().is_active
    assert record(track_rows()) == before


def test_what_went_before_it_is_not_counted(page, enrolment, admin_client):
    first = Activity.objects.filter(module=enrolment.module).first()
    lesson = page.get_children().get(translation_key=first.key)
    admin_client.post(f"/admin/pages/{lesson.pk}/unpublish/")
    admin_client.post(f"/admin/pages/{page.pk}/unpublish/", {"include_descendants": "on"})
    row = record(module_rows())
    assert (row["done"], row["required"]) == (1, 2)


@pytest.mark.parametrize("step", [1, -1])
def test_it_comes_back_as_it_was(page, enrolment, admin_client, step):
    before, of_track = record(module_rows()), record(track_rows())
    admin_client.post(f"/admin/pages/{page.pk}/unpublish/", {"include_descendants": "on"})
    for each in (page, *page.get_children().specific()[::step]):
        each.save_revision().publish()
    assert (record(module_rows()), record(track_rows())) == (before, of_track)


class TestComingBack:
    """A module comes back page by page, the quiz first; its learner passed it meanwhile."""

    @pytest.fixture
    def passed(self, page, admin_client):
        """The attempt of someone who had done everything else, submitted while all was offline."""
        first, quiz, last = Activity.objects.filter(module__key=page.translation_key)
        learner = EnrolmentFactory(module=quiz.module).learner
        for lesson in (first, last):
            complete_activity(learner=learner, activity=lesson, actor=ACTOR)
        attempt = begin(learner=learner, activity=quiz)
        [asked] = attempt.asked
        right = {asked.question.id: asked.question.right_answer()}
        save_answers(attempt=attempt, answers=right)
        admin_client.post(f"/admin/pages/{page.pk}/unpublish/", {"include_descendants": "on"})
        return submit_attempt(attempt=attempt, actor=ACTOR)

    def publish(self, *pages):
        for page in pages:
            page.refresh_from_db()
            page.save_revision().publish()

    def test_nothing_counts_before_the_last_page_is_there(self, page, passed):
        first, quiz, last = page.get_children().specific()
        for returning in (page, quiz, first):
            self.publish(returning)
            call_command("sync_outline", patience=0)
            assert not passed.activity.completions.exists()
        self.publish(last)
        assert passed.activity.completions.get().completed_at == passed.submitted_at
        assert Enrolment.objects.get().completed_at == passed.submitted_at

    def test_after_a_day_nobody_waits_for_what_stays_offline(self, page, passed, time_machine):
        _first, quiz, _last = page.get_children().specific()
        self.publish(page, quiz)
        call_command("check_records")
        assert Completion.objects.count() == 2
        time_machine.move_to(timezone.now() + timedelta(days=1, seconds=1))
        call_command("sync_outline", patience=0)
        assert passed.activity.completions.get().completed_at == passed.submitted_at
        assert Enrolment.objects.get().completed_at == passed.submitted_at
