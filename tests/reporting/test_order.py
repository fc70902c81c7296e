"""In which order the rows of a completion report stand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.choices import GradingMethod
from assessments.models import Attempt
from learning.models import TrackEnrolment
from reporting.views.completion import ModuleCompletionView
from tests.factories.outline import (
    ActivityFactory,
    CompletionFactory,
    EnrolmentFactory,
    ModuleFactory,
)
from tests.reporting.test_completion_report import REPORT, TRACK_REPORT, person_with, rows_of
from tests.reporting.test_scores import attempt_at, pass_with, quiz_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(client):
    client.force_login(person_with("access_admin", "view_enrolment"))


@pytest.fixture
def module():
    module = ModuleFactory()
    ActivityFactory.create_batch(3, module=module)
    return module


@pytest.mark.parametrize(
    "key",
    [column.sort_key for column in ModuleCompletionView().report_columns if column.sort_key],
)
@pytest.mark.parametrize("address", [REPORT, TRACK_REPORT])
def test_every_column_sorts(client, trainer, module, address, key):
    EnrolmentFactory.create_batch(2, module=module)
    for ordering in (key, f"-{key}"):
        assert client.get(address, {"ordering": ordering}).status_code == 200


@pytest.mark.parametrize("address", [REPORT, TRACK_REPORT])
@pytest.mark.parametrize("key", ["score", "share", "finished_at", "learner__organisation__name"])
def test_empty_values_stand_last_both_ways(client, trainer, module, address, key):
    now = timezone.now()
    nobody = {"learner__first_name": ""}
    EnrolmentFactory(learner__last_name="Empty", learner__organisation=None, **nobody)
    for place, name in enumerate(("Low", "High"), 1):
        enrolment = EnrolmentFactory(
            module=module,
            learner__last_name=name,
            learner__organisation__name=f"Firm {place}",
            completed_at=now + timedelta(days=place),
            **nobody,
        )
        quiz_with(enrolment, GradingMethod.BEST, 40 * place)
        for lesson in module.activities.filter(kind="lesson")[:place]:
            CompletionFactory(learner=enrolment.learner, activity=lesson)
        enrolment.learner.track_enrolments.update(completed_at=enrolment.completed_at)
    up = rows_of(client.get(f"{address}?export=csv&ordering={key}"))
    down = rows_of(client.get(f"{address}?export=csv&ordering=-{key}"))
    assert [row["Learner"] for row in up] == ["Low", "High", "Empty"]
    assert [row["Learner"] for row in down] == ["High", "Low", "Empty"]


@pytest.mark.parametrize("method", GradingMethod.values)
@pytest.mark.parametrize(
    ("address", "of"), [(REPORT, "module"), (TRACK_REPORT, "track")], ids=["modules", "tracks"]
)
def test_one_module_is_sorted_by_score_as_all_are(client, trainer, module, address, of, method):
    """Who passed by the score of the pass, others by what they tried, and last who tried nothing.

    A pass, or an attempt, at something else counts for nothing.
    """
    named = {
        name: EnrolmentFactory(module=module, learner__first_name="", learner__last_name=name)
        for name in ("Untried", "Passed", "Open", "Low", "Mean")
    }
    quiz = quiz_with(named["Passed"], method, 95, 70)
    attempt_at(quiz, named["Open"], None)
    attempt_at(quiz, named["Low"], 5)
    attempt_at(quiz, named["Mean"], 60, 80, 60)
    pass_with(Attempt.objects.get(learner=named["Passed"].learner, number=2), 50)
    other = quiz_with(named["Low"], method, 100, module=ModuleFactory())
    pass_with(other.attempts.get(), 100)
    subject = {of: module.track_id if of == "track" else module.pk}
    for ordering, names in {
        "score": ["Low", "Passed", "Mean", "Untried", "Open"],
        "-score": ["Mean", "Passed", "Low", "Untried", "Open"],
    }.items():
        asked = {"export": "csv", "ordering": ordering}
        rows = rows_of(client.get(address, asked | subject))
        assert [row["Learner"] for row in rows] == names
        assert rows == rows_of(client.get(address, asked))
        page = client.get(address, {"ordering": ordering} | subject)
        assert [row.learner.last_name for row in page.context["object_list"]] == names
        found = rows_of(client.get(address, asked | subject | {"q": "mean"}))
        assert [row["Learner"] for row in found] == ["Mean"]


@pytest.mark.parametrize("ordering", ["score", "-score"])
def test_an_order_by_score_of_odd_subjects_answers(client, trainer, module, ordering):
    """A module without a quiz, one with two, and one that is none."""
    enrolment = EnrolmentFactory(learner__first_name="", learner__last_name="Two")
    for score in (20, 40):
        quiz_with(enrolment, GradingMethod.BEST, score, module=enrolment.module)
    EnrolmentFactory(module=module, learner__first_name="", learner__last_name="None")
    for subject, names in {
        enrolment.module_id: ["Two"],
        module.pk: ["None"],
        "999999": [],
        "odd": [],
    }.items():
        page = client.get(REPORT, {"ordering": ordering, "module": subject})
        assert [row.learner.last_name for row in page.context["object_list"]] == names


def test_sort_by_name_both_ways(client, trainer, module):
    for name in ("Beta", "Alfa", "Gamma"):
        EnrolmentFactory(module=module, learner__first_name="", learner__last_name=name)
    up = rows_of(client.get(f"{REPORT}?export=csv&ordering=learner__last_name"))
    down = rows_of(client.get(f"{REPORT}?export=csv&ordering=-learner__last_name"))
    assert [row["Learner"] for row in up] == ["Alfa", "Beta", "Gamma"]
    assert [row["Learner"] for row in down] == ["Gamma", "Beta", "Alfa"]


@pytest.mark.parametrize("address", [REPORT, TRACK_REPORT])
@pytest.mark.parametrize("key", ["learner__last_name", "learner__organisation__name"])
def test_names_are_sorted_by_their_letters(client, trainer, module, address, key):
    names = ["Álvarez", "Benali", "de la Cruz", "Zubiri"]
    for name in reversed(names):
        EnrolmentFactory(
            module=module,
            learner__first_name="",
            learner__last_name=name,
            learner__organisation__name=f"{name} y compañía",
        )
    rows = rows_of(client.get(f"{address}?export=csv&ordering={key}"))
    assert [row["Learner"] for row in rows] == names


def test_a_new_last_name_changes_the_order(client, trainer, module):
    first, _second = (EnrolmentFactory(module=module, learner__last_name=name) for name in "AB")
    first.learner.last_name = "Z"
    first.learner.save(update_fields=["last_name"])
    rows = rows_of(client.get(f"{REPORT}?export=csv&ordering=learner__last_name"))
    assert [row["Email"] for row in rows][-1] == first.learner.email


def test_who_is_behind_comes_first(client, trainer, module):
    now = timezone.now()
    for name, days, done in (("Finished", 1, True), ("Fresh", 2, False), ("Asleep", 60, False)):
        EnrolmentFactory(
            module=module,
            learner__first_name="",
            learner__last_name=name,
            enrolled_at=now - timedelta(days=90),
            last_active_at=now - timedelta(days=days),
            completed_at=now if done else None,
        )
    rows = rows_of(client.get(f"{REPORT}?export=csv"))
    assert [row["Learner"] for row in rows] == ["Asleep", "Fresh", "Finished"]


@pytest.mark.parametrize("address", [REPORT, TRACK_REPORT])
def test_who_cannot_go_on_comes_last(client, trainer, module, address):
    now = timezone.now()
    retired = ModuleFactory(retired_at=now, track__retired_at=now)
    for name, fields in {
        "Removed": {"module": module, "learner__is_active": False},
        "Shut": {"module": retired},
        "Left": {"module": module, "withdrawn_at": now},
        "Finished": {"module": module, "completed_at": now, "learner__is_active": False},
        "Fresh": {"module": module, "enrolled_at": now},
    }.items():
        learner = {"learner__first_name": "", "learner__last_name": name}
        EnrolmentFactory(**{"enrolled_at": now - timedelta(days=90)} | learner | fields)
    TrackEnrolment.objects.filter(learner__last_name="Finished").update(completed_at=now)
    rows = rows_of(client.get(f"{address}?export=csv"))
    names = [row["Learner"] for row in rows]
    assert names[:3] == ["Fresh", "Finished", "Left"]
    assert set(names[3:]) == {"Removed", "Shut"}


def test_an_export_keeps_the_order_over_its_batches(client, trainer, module, monkeypatch):
    monkeypatch.setattr("accounts.admin.paging.ROWS_AT_ONCE", 2)
    for name in ("Delta", "Alfa", "Echo", "Bravo", "Charlie"):
        EnrolmentFactory(module=module, learner__first_name="", learner__last_name=name)
    rows = rows_of(client.get(f"{REPORT}?export=csv&ordering=learner__last_name"))
    assert [row["Learner"] for row in rows] == ["Alfa", "Bravo", "Charlie", "Delta", "Echo"]
