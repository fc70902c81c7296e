"""The demo's people are there, each in a state of progress or with work of their own."""

from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, get_page_models

from accounts.consent import Purpose
from accounts.models import Consent, Erasure, Organisation, OrganisationKind, Statistics, User
from accounts.one_person.following import under_way
from accounts.representing import representation_of
from accounts.role_end import today
from assessments.models import Attempt, CheckResponse, Pass
from assessments.passing import PassOrigin
from content.gaps.registry import declared_gaps
from content.reading.pages import can_read, readable
from courses.models import CaseStudyPage
from demo.people import PASSWORD
from demo.stories import STORIES
from learning.choices import EntryKind
from learning.models import (
    Absence,
    Activity,
    Completion,
    Enrolment,
    HistoryEntry,
    Module,
    Track,
    Visit,
)

pytestmark = pytest.mark.django_db
LEARNERS = 40
ACCOUNTS = LEARNERS + 1  # one has two
LESSONS = 5


def enrolment(email):
    return Enrolment.objects.get(learner__email=email, learner__organisation__isnull=False)


def enrolment_in(module, email):
    return module.enrolments.get(learner__email=email)


def completed(email):
    return Completion.objects.filter(learner__email=email).count()


def attempts(email):
    return list(Attempt.objects.filter(learner__email=email).order_by("started_at"))


@pytest.mark.parametrize(
    ("who", "role"),
    {
        "sme": None,
        "city": None,
        "representative": None,
        "trainer": "Trainers",
        "editor": "Editors",
        "publisher": "Publishers",
        "adviser": "Advisers",
        "assessor": "Assessors",
        "cityofficer": "City officers",
        "auditor": "Auditors",
        "manager": "Programme managers",
        "admin": None,
    }.items(),
)
def test_log_ins(demo, client, who, role):
    form = {"login": f"{who}@demo.example", "password": PASSWORD}
    response = client.post("/accounts/login/", form)
    assert response.status_code == 302
    person = User.objects.get(email=form["login"])
    assert client.session["_auth_user_id"] == str(person.pk)
    assert [group.name for group in person.groups.all()] == ([role] if role else [])
    assert person.is_superuser is (who == "admin")
    assert [end.last_day > today() for end in person.role_ends.all()] == [True] * (who == "auditor")
    assert (representation_of(person) is not None) is (who == "representative")


def test_forty_learners_of_firms_and_cities(demo):
    learners = User.objects.filter(groups=None, is_superuser=False, role_ends=None)
    learners = learners.exclude(email="representative@demo.example").filter(merged_into=None)
    learners = learners.filter(erasures=None)
    assert learners.count() == ACCOUNTS
    assert learners.values("first_name", "last_name").distinct().count() == LEARNERS
    firms = Organisation.objects.filter(kind=OrganisationKind.SME, people__in=learners)
    assert firms.distinct().count() == 24
    cities = Organisation.objects.filter(kind=OrganisationKind.PUBLIC_BODY, people__in=learners)
    assert cities.distinct().count() == 6
    assert set(learners.values_list("organisation__country", flat=True)) == {"ES", "IT", "IL", "PS"}


def test_every_story_is_told(demo, django_user_model):
    told = {
        "not_started": Enrolment.objects.filter(last_activity=None),
        "withdrawn": Enrolment.objects.exclude(withdrawn_at=None),
        "came_back": Absence.objects.filter(enrolment__withdrawn_at=None),
        "completed": Enrolment.objects.exclude(completed_at=None),
        "attempt_open": Attempt.objects.filter(submitted_at=None),
        "attempts_exhausted": Attempt.objects.filter(number=3, is_passed=False),
        "failed_then_passed": Attempt.objects.filter(number=2, is_passed=True),
        "time_ran_out": Attempt.objects.filter(submitted_at=F("deadline_at")),
        "completed_before_new_modules": Track.objects.filter(
            enrolments__completed_at__isnull=False, modules__opens_at__gt=timezone.now()
        ),
    }
    assert all(rows.exists() for rows in told.values())
    assert told.keys() <= STORIES.keys()
    assert User.objects.filter(groups=None, enrolments=None, is_superuser=False).exists()


def test_sme_is_in_the_middle_of_the_first_module(demo):
    assert completed("sme@demo.example") == 2
    assert enrolment("sme@demo.example").last_activity.position == 2


def test_city_finished_the_lessons_and_failed_the_quiz_once(demo):
    assert completed("city@demo.example") == LESSONS
    (attempt,) = attempts("city@demo.example")
    assert attempt.is_passed is False
    assert attempt.score < 70


def test_visits_lie_in_the_days_of_the_story(demo):
    sme = Visit.objects.filter(learner__email="sme@demo.example").order_by("visited_at")
    assert [visit.activity.position for visit in sme] == [0, 1, 2]
    enrolled = enrolment("sme@demo.example")
    assert enrolled.enrolled_at < sme[0].visited_at < sme[2].visited_at == enrolled.last_active_at


def test_who_finished_before_a_lesson_was_added_stays_finished(demo):
    done = enrolment("andres.muestra@aparca.demo.example")
    assert done.completed_at
    required = Activity.objects.active().filter(module=done.module, is_required=True)
    assert completed(done.learner.email) == required.count() - 1


def test_a_quiz_with_a_time_limit_was_passed_in_time_and_closed_when_it_was_up(demo):
    (in_time,) = attempts("javier.plazamayor@murcia.demo.example")[1:]
    assert in_time.is_passed
    assert in_time.submitted_at < in_time.deadline_at
    (closed,) = attempts("rocio.alameda@malaga.demo.example")[1:]
    assert closed.is_cut_short
    assert closed.responses.count() == len(closed.asked) // 2


def test_a_case_study_of_a_module_is_open_for_one_and_completed_by_another(demo):
    case = Activity.objects.active().get(kind="case_study")
    opened = enrolment_in(case.module, "hanan.saha@ramallah.demo.example")
    assert opened.last_activity == case
    assert not case.completions.filter(learner=opened.learner).exists()
    done = enrolment_in(case.module, "javier.plazamayor@murcia.demo.example")
    assert case.completions.filter(learner=done.learner).exists()
    assert done.completed_at


def test_a_question_was_withdrawn_and_nobody_passed_by_it(demo):
    corrected = HistoryEntry.objects.filter(kind=EntryKind.ATTEMPT_CORRECTED)
    assert corrected.exists()
    assert {entry.reason for entry in corrected} == {"The sentence can be read in two ways."}
    assert not Pass.objects.filter(origin=PassOrigin.CORRECTION).exists()


def test_one_module_opens_later(demo):
    module = Module.objects.active().get(opens_at__gt=timezone.now() + timedelta(days=30))
    assert not module.enrolments.exists()
    assert module.activities.active().count() == 3


def test_one_has_two_accounts_with_an_attempt_under_way_and_one_had(demo):
    other, own = User.objects.filter(last_name="Dimyon").order_by("-email")
    assert len(under_way(other, own)) == 1
    (merged,) = User.objects.exclude(merged_into=None)
    assert merged.merged_into.email == "sami.khayal@khayal.demo.example"
    assert not merged.enrolments.exists()


def test_nothing_happens_in_the_future(demo):
    now = timezone.now()
    assert not Enrolment.objects.filter(last_active_at__gt=now).exists()
    assert not Completion.objects.filter(completed_at__gt=now).exists()
    assert not Attempt.objects.filter(submitted_at__gt=now).exists()
    assert not Visit.objects.filter(visited_at__gt=now).exists()
    assert CheckResponse.objects.exists()


def test_outline_is_in_line(demo):
    call_command("sync_outline", check=True, stdout=StringIO())
    assert Module.objects.active().count() == 4


def test_one_page_and_many_say_the_same_of_who_may_read(demo):
    pages = list(Page.objects.live().filter(depth__gt=1, locale__language_code="en").specific())
    assert {page.specific_class for page in pages} == {*get_page_models()} - {Page}
    learners = User.objects.filter(groups=None, is_superuser=False).order_by("pk")[:15]
    staff = User.objects.exclude(groups=None, is_superuser=False)
    for person in (AnonymousUser(), *staff, *learners):
        listed = set(readable(Page.objects.live(), person).values_list("pk", flat=True))
        for page in pages:
            assert can_read(person, page) is (page.pk in listed), (person, page)


def test_editors_have_something_on_their_desks(demo):
    drafts = CaseStudyPage.objects.filter(live=False, alias_of=None)
    desk = {page.slug: page for page in drafts}
    waiting, planned, begun = (
        desk[slug] for slug in ("urban-oasis-kfar-saba", "beair-genoa", "inheritage-genoa")
    )
    assert waiting.current_workflow_state.status == "in_progress"
    assert declared_gaps(waiting) == declared_gaps(planned) == []
    assert planned.scheduled_revision.approved_go_live_at > timezone.now()
    assert [gap.field for gap in declared_gaps(begun)] == ["body"]
    assert {page.owner.email for page in desk.values()} == {"editor@demo.example"}
    assert demo == []


def test_a_second_run_writes_nothing_and_brings_no_draft_back(demo):
    Page.objects.get(slug="inheritage-genoa", alias_of=None).delete()
    with CaptureQueriesContext(connection) as queries:
        call_command("load_demo", stdout=StringIO())
    writes = [q["sql"] for q in queries if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert writes == []


def test_right_and_wrong_answers_are_so(demo):
    quiz = attempts("city@demo.example")[0].quiz
    for question in quiz.questions:
        assert question.mark(question.right_answer()).is_correct
        assert question.mark(question.wrong_answer()).points == 0


def test_most_say_something_for_the_statistics_and_some_agree(demo):
    told = Counter(Statistics.objects.values_list("sex", flat=True))
    assert {"female", "male", "unsaid"} == told.keys()
    assert 30 < told.total() < ACCOUNTS
    purposes = Consent.objects.filter(is_given=True).values_list("purpose", flat=True)
    assert set(purposes) == set(Purpose)
    [consent] = Consent.objects.filter(person__email="andres.muestra@aparca.demo.example")
    assert (consent.language, consent.decided_at < timezone.now() - timedelta(days=100)) == (
        "es",
        True,
    )


def test_one_account_is_in_the_days_in_which_it_can_be_kept(demo):
    [erasure] = Erasure.objects.open()
    assert erasure.person.email == "clara.despedida@huerto.demo.example"
    assert not erasure.person.is_active
    assert timedelta(days=4) < erasure.due_at - timezone.now() < timedelta(days=5)
