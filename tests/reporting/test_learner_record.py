import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override
from wagtail.users.models import UserProfile

from assessments.attempt import save_answer
from assessments.check import answer_check
from assessments.version import freeze_version
from learning.actor import Actor
from learning.choices import EntryKind
from learning.models import Absence
from learning.records.completion import complete_activity
from learning.records.enrolment import enrol
from learning.records.history import ONCE, record_change, rewriting_history
from learning.records.recount import recount_track
from learning.records.watching import record_watching
from tests.assessments.test_correction import answered, put_right
from tests.factories.outline import (
    ActivityFactory,
    CompletionFactory,
    EnrolmentFactory,
    ModuleFactory,
    TrackFactory,
    VisitFactory,
    tell,
)
from tests.factories.people import UserFactory
from tests.factories.quizzes import (
    PARTS,
    QuizActivityFactory,
    begin,
    definition,
    enrolled_learner,
    finish,
    question,
)
from tests.reporting.test_completion_report import person_with
from tests.reporting.words import words_of

pytestmark = pytest.mark.django_db


def page_of(learner):
    return f"/admin/reports/completion/learners/{learner.pk}/"


@pytest.fixture
def trainer(client):
    person = person_with("access_admin", "view_enrolment")
    client.force_login(person)
    return person


@pytest.fixture
def read(client, trainer):
    """The words of a learner's page."""
    return lambda learner: words_of(client.get(page_of(learner)))


def test_the_page_tells_what_happened_newest_first(read):
    now = timezone.now()
    lesson = ActivityFactory(titles={"en": "Who buys"}, module__titles={"en": "Market"})
    enrolment = EnrolmentFactory(
        module=lesson.module,
        enrolled_at=now - timedelta(days=9),
        completed_at=now - timedelta(days=3),
        withdrawn_at=now - timedelta(days=1),
    )
    CompletionFactory(
        learner=enrolment.learner, activity=lesson, completed_at=now - timedelta(days=5)
    )
    VisitFactory(learner=enrolment.learner, activity=lesson, visited_at=now - timedelta(days=7))
    for kind, ago in (
        (EntryKind.WITHDREW, timedelta(days=6, hours=1)),
        (EntryKind.CAME_BACK, timedelta(days=6)),
    ):
        tell(kind, enrolment, lesson.module, now - ago)
    others = ActivityFactory(titles={"en": "Somebody else’s"})
    CompletionFactory(activity=others)
    VisitFactory(activity=others)
    text = read(enrolment.learner)
    told = [
        "Withdrew from “Market”",
        "Completed the module “Market”",
        "Completed “Who buys”",
        "Came back to “Market”",
        "Withdrew from “Market”",
        "Opened in “Market”: Who buys",
        "Enrolled in “Market”",
    ]
    assert re.findall("|".join(map(re.escape, told)), text) == told
    assert "1 of 1 required activities completed." in text
    assert "Somebody else’s" not in text


@pytest.mark.parametrize(
    ("dates", "status", "words"),
    [
        ([], "not_started", "Not started"),
        (["started"], "in_progress", "In progress"),
        (["started", "withdrawn_at"], "withdrawn", "Withdrawn"),
        (["withdrawn_at", "completed_at"], "completed", "Completed"),
    ],
)
def test_a_module_has_the_status_and_the_mark_of_the_report(client, trainer, dates, status, words):
    lesson = ActivityFactory()
    enrolment = EnrolmentFactory(
        module=lesson.module,
        last_activity=lesson if "started" in dates else None,
        **{date: timezone.now() for date in dates if date != "started"},
    )
    marked = f'<span class="report-status is-{status}">{words}</span>'
    assert client.get(page_of(enrolment.learner)).text.count(marked) == 1
    assert client.get("/admin/reports/completion/").text.count(marked) == 1


def test_a_completed_module_says_what_was_added_since(client, trainer):
    enrolment = EnrolmentFactory(completed_at=timezone.now())
    address, words = page_of(enrolment.learner), "1 required activity was added since."
    assert words not in client.get(address).text
    ActivityFactory(module=enrolment.module)
    assert words in client.get(address).text


def moment(*parts):
    """Month, day, hour and minute of 2026 where the portal is."""
    return datetime(2026, *parts, tzinfo=timezone.get_default_timezone())


def opened(learner, activity, *parts):
    VisitFactory(learner=learner, activity=activity, visited_at=moment(*parts))


def test_visits_have_one_line_for_each_day_and_module(read):
    market, offer = (ModuleFactory(titles={"en": title}) for title in ("Market", "Offer"))
    learner = EnrolmentFactory(module=market).learner
    reading, asking = (
        ActivityFactory(module=market, titles={"en": title}) for title in ("Reading", "Asking")
    )
    writing = ActivityFactory(module=offer, titles={"en": "Writing"})
    opened(learner, reading, 5, 4, 18, 40)
    opened(learner, asking, 5, 4, 9, 5)
    opened(learner, writing, 5, 4, 11, 0)
    opened(learner, reading, 5, 6, 23, 59)
    text = read(learner)
    assert (
        "May 2026 on 2 days "
        "6 May 23:59 CEST Opened in “Market”: Reading "
        "4 May 11:00 CEST Opened in “Offer”: Writing "
        "09:05 CEST Opened in “Market”: Asking · Reading"
    ) in text


@pytest.mark.parametrize(("days", "is_open"), [(20, [True] * 4), (21, [True, False, False, False])])
def test_in_a_long_history_all_months_but_the_last_are_folded(client, trainer, days, is_open):
    learner = EnrolmentFactory(enrolled_at=moment(4, 1)).learner
    activity = ActivityFactory()
    for month in (1, 2, 3):
        for day in range(1, days):
            opened(learner, activity, month, day, 10)
    opened(learner, activity, 3, 28, 10)
    opened(learner, activity, 3, 29, 10)
    page = page_of(learner)

    def months(address):
        found = re.findall(r'<details class="report-month"( open)?>', client.get(address).text)
        return [bool(each) for each in found]

    assert months(page) == is_open
    assert months(f"{page}?print=1") == [True] * 4


def test_checks_and_videos_are_told(read):
    lesson = ActivityFactory(titles={"en": "Who buys"})
    learner = enrolled_learner(lesson)
    for number, answer in enumerate(("right", "wrong")):
        answer_check(
            learner=learner,
            activity=lesson,
            question=question(question_id=f"check-{number}"),
            answer=answer,
        )
    record_watching(learner=learner, activity=lesson, block_id="video", percent=60)
    text = read(learner)
    assert "Answered 2 check questions in “Who buys”; right answers: 1" in text
    assert "60 % of the video watched" in text


@pytest.mark.parametrize("kind", PARTS)
def test_every_kind_of_question_shows_asked_answered_right_and_points(read, kind):
    attempt = finish(begin(definition([question(kind)], shuffle_answers=False)))
    text = read(attempt.learner)
    shown = {
        "single_choice": "The need The need",
        "multiple_choice": "Sensors Needs Sensors Needs",
        "true_false": "True True",
        "numeric": "216 000 216000 EUR",
        "short_answer": "malaga Málaga",
        "matching": "Murcia: Parking Málaga: Vehicles Genoa: Air Murcia: Parking",
        "ordering": "Need: 1 Dialogue: 2 Tender: 3 Need: 1",
        "gap_text": "First comes the [1], then the [2]. 1: need 2: Tender 1: Need 2: Tender",
    }
    assert f"What about {kind}?" in text
    assert shown[kind] in text
    assert "2 of 2" in text
    assert "✓ passed · 100 %" in text


def test_attempt_shows_the_quiz_as_it_was(read):
    attempt = finish(begin(definition([question(prompt="<p>Asked then?</p>")])), right=False)
    new = definition([question(prompt="<p>Asked now?</p>", points=9)])
    freeze_version(activity=attempt.activity, language="en", definition=new)
    text = read(attempt.learner)
    assert "Asked then?" in text
    assert "0 of 2" in text
    assert "Asked now?" not in text


def test_open_attempt_shows_what_is_saved_without_points(read):
    attempt = begin(definition(2))
    save_answer(attempt=attempt, question_id="id-0", answer="right")
    text = read(attempt.learner)
    assert "not finished" in text
    assert "The need The need open" in text
    assert "Nothing" in text


def test_paper_shows_the_attempts_unfolded(client, trainer):
    page = page_of(finish(begin()).learner)
    assert '<details class="report-attempt">' in client.get(page).text
    printed = client.get(f"{page}?print=1").text
    assert '<details class="report-attempt" open>' in printed
    assert "js/print" in printed
    assert "press Ctrl+P" in printed


def test_only_learners_have_a_page(client, trainer):
    assert client.get(page_of(UserFactory())).status_code == 404
    nobody = "/admin/reports/completion/learners/99999999999999999999/"
    assert client.get(nobody).status_code == 404


def test_the_page_is_closed_to_others(client):
    learner = EnrolmentFactory().learner
    client.force_login(person_with("access_admin"))
    response = client.get(page_of(learner))
    assert response.status_code in (302, 403)
    assert learner.email not in response.text


@pytest.mark.parametrize("count", [1, 30])
def test_number_of_queries(client, trainer, count, django_assert_num_queries):
    learner = UserFactory()
    linked = question(prompt='<p>See <a linktype="page" id="1">this</a>.</p>')
    for _number in range(count):
        quiz = QuizActivityFactory(quiz=definition([linked]))
        enrolment = EnrolmentFactory(module=quiz.module, learner=learner)
        now = timezone.now()
        Absence.objects.create(enrolment=enrolment, withdrawn_at=now, returned_at=now)
        for days in range(1, count):
            visited_at = now - timedelta(days=days)
            VisitFactory(learner=learner, activity=quiz, visited_at=visited_at)
        finish(begin(activity=quiz, learner=learner))
    client.get(page_of(learner))
    with django_assert_num_queries(21):  # one is the row that says who looked
        client.get(page_of(learner))


def test_the_history_tells_who_acted_and_why(read):
    module, learner = ModuleFactory(titles={"en": "Market"}), UserFactory()
    lesson, gone = (
        ActivityFactory(module=module, titles={"en": title}) for title in ("Reading", "Gone")
    )
    helper = UserFactory(first_name="Hanna", last_name="Helper")
    editor = UserFactory(first_name="Edna", last_name="Editor")
    enrol(learner=learner, module=module, actor=Actor.on_behalf(of=learner, by=helper))
    complete_activity(learner=learner, activity=lesson, actor=Actor.person(learner))
    gone.retired_at = timezone.now()
    gone.save()
    recount_track(track=module.track, actor=Actor.publishing(editor))
    about = {"learners": [learner.pk], "about": module, "happened_at": timezone.now()}
    record_change(EntryKind.REPAIRED, actor=Actor.job("check_records"), reason="By hand", **about)
    record_change(EntryKind.WITHDREW, actor=Actor.person(helper), **about)
    helper.delete()
    text = read(learner)
    assert f"Enrolled in “Market” by someone who has left on behalf of {learner}" in text
    assert "Completed “Reading”" in text
    assert (
        "Completed the module “Market” because Edna Editor changed pages"
        " · What was still missing is no longer required."
    ) in text
    assert "The record of “Market” was repaired by the portal itself · By hand" in text
    assert "Withdrew from “Market” by someone who has left" in text


def test_what_bears_an_earlier_date_says_when_it_was_recorded(read):
    learner = EnrolmentFactory().learner
    earned_at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    for recorded_at in (earned_at + timedelta(minutes=1), earned_at + timedelta(days=3)):
        record_change(
            EntryKind.MODULE_COMPLETED,
            learners=[learner.pk],
            about=ModuleFactory(),
            actor=Actor.job("sync_outline"),
            happened_at=recorded_at,
            dated_at=earned_at,
        )
    text = read(learner)
    assert "by the portal itself · recorded on 5 March 2026" in text
    assert text.count("recorded on") == 1


def told(kind, facts):
    """What the history says of an entry of this kind, in the active language."""
    return kind.label % (facts | {"what": EntryKind.ENROLLED.label % facts})


@pytest.mark.parametrize("language", ["es", "it", "he", "ar"])
def test_the_history_speaks_the_reader_s_language(client, trainer, language):
    enrolment = EnrolmentFactory(withdrawn_at=timezone.now(), completed_at=timezone.now())
    learner = enrolment.learner
    titles = enrolment.module.titles
    activity, track = ActivityFactory(titles=titles), TrackFactory(titles=titles)
    subjects = dict.fromkeys(ONCE["activity"], activity) | dict.fromkeys(ONCE["track"], track)
    act = {"learners": [learner.pk], "actor": Actor.job("a job"), "happened_at": timezone.now()}
    for kind in EntryKind:
        if kind not in ONCE["module"]:
            record_change(
                kind,
                about=subjects.get(kind, enrolment.module),
                data={"number": 1, "minutes": 5, "was": EntryKind.ENROLLED},
                **act,
            )
    UserProfile.objects.create(user=trainer, preferred_language=language)
    text = client.get(page_of(learner)).text
    facts = {"title": enrolment.module.title, "number": 1, "minutes": 5}
    for kind in EntryKind:
        english = told(kind, facts)
        with override(language):
            words = told(kind, facts)
        assert escape(words) in text
        assert escape(english) not in text


def test_the_history_says_what_an_attempt_brought_then(read):
    """A question that is put right later gives points, and an entry of its own."""
    quiz = QuizActivityFactory(quiz=definition(2, pass_mark=80), titles={"en": "Costs"})
    attempt = answered(quiz, "right", "wrong")
    put_right(quiz)
    text = read(attempt.learner)
    assert "Did not pass attempt 1 at “Costs”: 50 %" in text
    assert "Passed attempt 1" not in text
    assert "More points for attempt 1 at “Costs”" in text
    assert "Passed “Costs”" in text


def test_an_entry_without_a_result_has_that_of_the_attempt(read):
    attempt = finish(begin(activity=QuizActivityFactory(titles={"en": "Costs"})))
    with rewriting_history():
        attempt.learner.history.update(data={"number": 1})
    assert "Passed attempt 1 at “Costs” with 100 %" in read(attempt.learner)
