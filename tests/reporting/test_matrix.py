import io
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from reporting.matrix import activities_of, with_cells
from reporting.rows import module_rows
from tests.factories.outline import (
    ActivityFactory,
    CompletionFactory,
    EnrolmentFactory,
    ModuleFactory,
)
from tests.factories.quizzes import begin, finish
from tests.reporting.test_completion_report import person_with, rows_of

pytestmark = pytest.mark.django_db

MATRIX = "/admin/reports/completion/matrix/"


def address_of(module):
    return f"{MATRIX}{module.key}/"


@pytest.fixture
def trainer(client):
    client.force_login(person_with("access_admin", "view_enrolment"))


def test_cells_hold_completions_and_best_scores():
    lesson = ActivityFactory()
    ana = EnrolmentFactory(module=lesson.module)
    ben = EnrolmentFactory(module=lesson.module)
    done = CompletionFactory(learner=ben.learner, activity=lesson)
    CompletionFactory(activity=lesson)
    first, second = with_cells(module_rows().order_by("pk"), activities_of(lesson.module))
    assert (first, second) == (ana, ben)
    assert first.cells[0].completed_at is None
    assert first.cells[0].percent is None
    assert second.cells[0].completed_at == done.completed_at


def test_page_without_module_offers_the_modules(client, trainer):
    module = ModuleFactory(titles={"en": "Market and problem finding"})
    text = client.get(MATRIX).text
    assert address_of(module) in text
    assert "Market and problem finding" in text


def test_empty_portal_and_empty_module(client, trainer):
    assert "No module is published yet" in client.get(MATRIX).text
    assert "Nobody is enrolled in this module" in client.get(address_of(ModuleFactory())).text


def test_unknown_module_and_odd_page(client, trainer):
    assert client.get(f"{MATRIX}00000000-0000-0000-0000-000000000000/").status_code == 404
    module = EnrolmentFactory().module
    for query in ("p=none", "p=-1", "p=999", "ordering=nothing", "q=%00"):
        assert client.get(f"{address_of(module)}?{query}").status_code == 200


@pytest.mark.parametrize("query", ["", "?export=csv", "results/"])
def test_matrix_is_closed_to_others(client, query):
    enrolment = EnrolmentFactory(learner__last_name="Placeholder")
    client.force_login(person_with("access_admin"))
    response = client.get(address_of(enrolment.module) + query)
    assert response.status_code in (302, 403, 404)
    assert "Placeholder" not in response.text


def test_symbols_have_words_and_dates(client, trainer):
    attempt = finish(begin(), right=False)
    quiz = attempt.activity
    lesson = ActivityFactory(module=quiz.module)
    done = CompletionFactory(learner=attempt.learner, activity=lesson)
    text = client.get(address_of(quiz.module)).text
    assert '<span class="w-sr-only">Not passed</span>' in text
    assert "0 %" in text
    assert '<span class="w-sr-only">Completed</span>' in text
    assert timezone.localtime(done.completed_at).strftime("%b %Y") in text


def test_many_learners_come_in_pages_and_print_on_one(client, trainer):
    module = ModuleFactory()
    ActivityFactory(module=module)
    EnrolmentFactory.create_batch(40, module=module, learner__organisation=None)
    first = client.get(address_of(module)).text
    assert first.count('<th scope="row" class="title"') == 20
    assert client.get(f"{address_of(module)}?p=2").text.count('<th scope="row" class="title"') == 20
    assert (
        client.get(f"{address_of(module)}?print=1").text.count('<th scope="row" class="title"')
        == 40
    )


def test_filters_and_search_narrow_the_matrix(client, trainer):
    module = ModuleFactory()
    EnrolmentFactory(module=module, learner__last_name="Zzyzx", learner__organisation__country="IT")
    EnrolmentFactory(
        module=module, learner__last_name="Murcian", learner__organisation__country="ES"
    )
    for query in ("country=IT", "q=zzyzx"):
        text = client.get(f"{address_of(module)}?{query}").text
        assert "Zzyzx" in text
        assert "Murcian" not in text


def test_learners_stand_in_the_order_of_their_names(client, trainer):
    module = ModuleFactory()
    for last, first in (("Zubiri", "Ana"), ("ángel", "Zoe"), ("Ángel", "Ana"), ("Benali", "Ana")):
        EnrolmentFactory(module=module, learner__last_name=last, learner__first_name=first)
    rows = rows_of(client.get(f"{address_of(module)}?export=csv"))
    names = [row["Learner"] for row in rows]
    assert names == ["Ana Ángel", "Zoe ángel", "Ana Benali", "Ana Zubiri"]


@pytest.fixture
def filled():
    """A module with a lesson of an odd title that one of two learners has completed."""
    lesson = ActivityFactory(titles={"en": "=1+1"})
    ana = EnrolmentFactory(module=lesson.module, learner__last_name="Aaa")
    EnrolmentFactory(module=lesson.module, learner__last_name="Bbb")
    moment = timezone.now() - timedelta(days=3)
    CompletionFactory(learner=ana.learner, activity=lesson, completed_at=moment)
    return lesson.module, timezone.localtime(moment)


def test_csv_holds_every_learner_and_activity(client, trainer, filled):
    module, moment = filled
    first, second = rows_of(client.get(f"{address_of(module)}?export=csv"))
    assert list(first) == [
        "Learner",
        "Email",
        "Organisation",
        "Organisation type",
        "Country",
        "Status",
        "Activities completed",
        "Activities completed by hand",
        "Activities excused",
        "Activities required",
        "Progress (%)",
        "1. =1+1",
        "1. Completed by hand on",
        "1. Excused on",
    ]
    assert first["1. =1+1"] == moment.strftime("%Y-%m-%d %H:%M")
    assert second["1. =1+1"] == ""


def test_xlsx_has_no_formula_in_its_headings(client, trainer, filled):
    module, _moment = filled
    response = client.get(f"{address_of(module)}?export=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert {cell.data_type for cell in next(sheet.iter_rows())} == {"s"}


def test_files_hold_titles_with_letters_that_a_workbook_refuses(client, trainer, filled):
    module, _moment = filled
    type(module).objects.update(titles={"en": "Needs\x0band\ufffe wishes"})
    module.activities.update(titles={"en": "Ask\x1ffirst"})
    for address in (f"{address_of(module)}?export=xlsx", "/admin/reports/completion/?export=xlsx"):
        content = b"".join(client.get(address).streaming_content)
        texts = [cell.value for row in load_workbook(io.BytesIO(content)).active for cell in row]
        assert "1. Ask first" in texts or "Needs and wishes" in texts


def test_export_names_the_best_score_of_a_quiz(client, trainer):
    attempt = finish(begin())
    [row] = rows_of(client.get(f"{address_of(attempt.activity.module)}?export=csv"))
    assert row["1. Best score (%)"] == "100.0"


@pytest.mark.parametrize("count", [1, 30])
def test_number_of_queries(client, trainer, count, django_assert_num_queries):
    module = ModuleFactory()
    ActivityFactory.create_batch(count, module=module)
    EnrolmentFactory.create_batch(count, module=module)
    client.get(address_of(module))
    with django_assert_num_queries(18):  # one is the row that says who looked
        client.get(address_of(module))
