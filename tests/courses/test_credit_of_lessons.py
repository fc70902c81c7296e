"""A lesson counts for whoever has done all that its page asks now, however that came to be so."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from assessments.check import answer_check
from content.models import CustomMedia
from courses.formats import read_question
from courses.models import LessonPage
from courses.publishing import sync_outline
from learning.choices import ActorKind
from learning.models import Activity, Completion, Enrolment, HistoryEntry, Watching
from learning.records.enrolment import withdraw
from learning.records.watching import record_watching
from tests.factories.actors import ACTOR
from tests.factories.outline import EnrolmentFactory
from tests.factories.pages import LessonPageFactory

pytestmark = pytest.mark.django_db
CHECK = {"prompt": "<p>Where?</p>", "answers": [{"text": "Genoa"}]}


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to("2026-05-04T10:00:00+00:00", tick=False)
    return time_machine


@pytest.fixture(params=["checks", "video"])
def page(request, publishing):
    """A lesson with two blocks, of which each is to be answered or watched."""
    block = ("short_answer", CHECK)
    if request.param == "video":
        media = CustomMedia.objects.create(title="A", file="a.mp4", type="video", duration=60)
        block = ("video", {"media": media, "caption": "A", "captions": [], "transcript": ""})
    with publishing():
        page = LessonPageFactory(completion_rule=request.param, body=[block, block])
    return LessonPage.objects.get(pk=page.pk)


def activity_of(page):
    return Activity.objects.get(key=page.translation_key)


def do(learner, page, *places):
    """Answer or watch these blocks, and nothing more: as when the server dies behind it."""
    activity = activity_of(page)
    for place in places:
        block = page.body[place]
        if activity.completion_rule == "checks":
            question = read_question(block)
            answer_check(learner=learner, activity=activity, question=question, answer="Genoa")
        else:
            for percent in (50, 95, 100):
                record_watching(
                    learner=learner, activity=activity, block_id=block.id, percent=percent
                )


def learners_of(page, number):
    module = activity_of(page).module
    return [EnrolmentFactory(module=module).learner for _number in range(number)]


def remove_last_block(page, publishing):
    with publishing():
        page.body.pop()
        page.save_revision().publish()


def test_who_lacked_only_what_is_removed_has_completed_it(page, publishing, clock):
    done, half, left, _nothing = learners_of(page, 4)
    do(done, page, 0)
    do(half, page, 1)
    do(left, page, 0)
    withdraw(learner=left, module=activity_of(page).module, actor=ACTOR)
    moment = timezone.now()
    clock.shift(timedelta(days=1))
    remove_last_block(page, publishing)
    completion = Completion.objects.get()
    assert (completion.learner, completion.completed_at) == (done, moment)
    assert Enrolment.objects.exclude(completed_at=None).get().completed_at == moment
    for kind in ("activity_completed", "module_completed", "track_completed"):
        entry = HistoryEntry.objects.get(kind=kind)
        assert (entry.date, entry.actor.kind) == (moment, ActorKind.PUBLISHING)
        assert entry.happened_at == timezone.now()


def test_what_was_done_when_the_server_died_counts(page, clock):
    [learner] = learners_of(page, 1)
    do(learner, page, 0)
    clock.shift(timedelta(minutes=3))
    do(learner, page, 1)
    last = timezone.now()
    clock.shift(timedelta(hours=1))
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_records", stdout=out)
    assert "earned on 2026-05-04 at 10:03:00, not completed" in out.getvalue()
    call_command("sync_outline", patience=0, stdout=StringIO())
    assert Completion.objects.get().completed_at == last
    call_command("check_records", stdout=StringIO())


def test_the_check_of_records_gives_it_too(page):
    [learner] = learners_of(page, 1)
    do(learner, page, 0, 1)
    call_command("check_records", repair=True, stdout=StringIO())
    assert Completion.objects.get().learner == learner
    assert Enrolment.objects.get().completed_at is not None
    call_command("check_records", stdout=StringIO())


def test_any_number_is_credited_in_as_many_queries(page):
    counts = []
    for number in (1, 20):
        for learner in learners_of(page, number):
            do(learner, page, 0, 1)
        with CaptureQueriesContext(connection) as queries:
            sync_outline()
        counts.append(len(queries))
    assert Completion.objects.count() == 21
    assert counts[0] == counts[1]


def test_a_page_that_asks_for_nothing_is_earned_by_nobody(page):
    [learner] = learners_of(page, 1)
    do(learner, page, 0, 1)
    LessonPage.objects.filter(pk=page.pk).update(body="[]")
    call_command("sync_outline", patience=0, stdout=StringIO())
    assert not Completion.objects.exists()


def test_a_language_that_still_asks_for_more_keeps_nobody_back(page, publishing):
    spanish = Locale.objects.get(language_code="es")
    with publishing():
        spanish = page.copy_for_translation(spanish, copy_parents=True)
        spanish.save_revision().publish()
    [learner] = learners_of(page, 1)
    do(learner, page, 0)
    remove_last_block(page, publishing)
    assert Completion.objects.get().learner == learner


def test_the_moment_of_watching_enough_stays(page, clock):
    if page.completion_rule != "video":
        pytest.skip("answers have no share")
    [learner] = learners_of(page, 1)
    do(learner, page, 0)
    moment = timezone.now()
    clock.shift(timedelta(days=1))
    do(learner, page, 0)
    assert Watching.objects.get().watched_at == moment
