"""The report of participants: who counts where, what is hidden, and that it stays as it was."""

import re
from datetime import date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.db.models import JSONField, Value
from openpyxl import load_workbook

from accounts.erasure.erase import forget
from accounts.models import Statistics
from learning.models import Enrolment
from reporting.models import ParticipantsReport
from reporting.participants import make_report
from tests.factories.outline import EnrolmentFactory, ModuleFactory
from tests.factories.people import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
PATH = "/admin/reports/participants/"
PERIOD = {"begins_on": "2026-01-01", "ends_on": "2026-03-31"}
MADRID = ZoneInfo("Europe/Madrid")


def enrol(people, module, at, **fields):
    """Enrolments of `people` (sex, age band and organisation of each) at that moment."""
    for sex, age_band, organisation in people:
        learner = UserFactory(organisation=organisation)
        if sex:
            Statistics.objects.create(person=learner, sex=sex, age_band=age_band)
        EnrolmentFactory(learner=learner, module=module)
        Enrolment.objects.filter(learner=learner).update(
            enrolled_at=at, organisation_kind="sme", country=organisation.country, **fields
        )


def text(response):
    return response.content.decode()


@pytest.fixture
def training():
    """Thirteen people of three organisations in one module, two of them in another as well."""
    first, second = ModuleFactory(titles={"en": "=Bins"}), ModuleFactory(titles={"en": "Lamps"})
    es, it = OrganisationFactory(), OrganisationFactory(country="IT")
    within = datetime(2026, 3, 31, 23, 59, tzinfo=MADRID)
    enrol([("female", "25-34", es)] * 6 + [("male", "35-44", es)] * 5, first, within)
    enrol([("", "", it)], first, within)
    enrol([("female", "25-34", OrganisationFactory())], first, within, completed_at=within)
    enrol([("female", "25-34", it)] * 9, first, within + timedelta(minutes=1))
    for enrolment in Enrolment.objects.order_by("pk")[:2]:
        EnrolmentFactory(learner=enrolment.learner, module=second)
    second.enrolments.update(enrolled_at=datetime(2026, 1, 1, tzinfo=MADRID), country="ES")
    return first, second


def test_a_report_counts_each_person_once_hides_few_and_stays(client, training):
    first, second = training
    manager = UserFactory(groups=["Programme managers"], preferred_language="en")
    client.force_login(manager)
    assert "No report was made yet." in text(client.get(PATH))
    for wrong in (
        {"begins_on": "2026-03-31", "ends_on": "2026-01-01"},
        {"begins_on": "2026-01-01", "ends_on": "2999-01-01"},
        {"begins_on": "1066-01-01", "ends_on": "x"},
    ):
        answer = client.post(PATH, wrong)
        assert answer.context["form"].errors
        assert f'value="{wrong["begins_on"]}"' in text(answer)
    made = client.post(PATH, PERIOD)
    report = ParticipantsReport.objects.get()
    assert made["Location"] == f"{PATH}{report.pk}/"
    figures = report.figures["enrolled_at"]
    assert (figures["total"], figures["organisations"]) == (13, 3)
    assert figures["sexes"] == {"female": 7, "male": None, "other": 0, "unsaid": None}
    modules = figures["breakdowns"]["module"]
    assert modules[str(first.pk)]["total"] == 13
    assert modules[str(second.pk)]["total"] is None  # two people
    assert figures["breakdowns"]["country"]["IT"]["total"] is None
    assert figures["breakdowns"]["country"]["ES"]["total"] is None  # or Italy were 13 less it
    assert figures["breakdowns"]["kind"]["sme"]["total"] == 13
    assert report.figures["completed_at"]["total"] == 1

    for learner in {enrolment.learner for enrolment in second.enrolments.all()}:
        forget(learner)
    again = client.post(PATH, PERIOD, follow=True)
    assert "was made before" in text(again)
    report.refresh_from_db()
    assert report.figures["enrolled_at"] == figures
    page = text(client.get(f"{PATH}{report.pk}/"))
    assert "Funded by the European Union" in page
    assert re.search(r"Made on .+, \d+:\d\d.* CES?T\.", page)
    assert re.search(r'data-label="In all">\s*13\s*</td>', page)  # heads fit on no narrow screen
    assert re.search(r"printed on .+ CES?T by", page)

    file = client.get(f"{PATH}{report.pk}/file/")
    assert file["Content-Disposition"].endswith('participants-2026-01-01-2026-03-31.xlsx"')
    book = load_workbook(BytesIO(file.content))
    enrolled, completed = book.worksheets
    rows = [[cell.value for cell in row] for row in enrolled.iter_rows()]
    assert ["=Bins", 7, "–", 0, "–", 13] in rows
    assert enrolled["A1"].data_type == "s"
    assert all(cell.data_type != "f" for row in enrolled.iter_rows() for cell in row)
    assert any("Funded by the European Union" in str(row[0]) for row in rows)
    assert len(enrolled._images) == len(completed._images) == 1
    last = [cell.value for cell in completed["A"] if cell.value]
    assert any("Funded by the European Union" in value for value in map(str, last))

    forget(manager)
    report.refresh_from_db()
    assert (report.figures["enrolled_at"], report.made_by_id) == (figures, manager.pk)


def test_sizes_and_ages_are_told_apart_and_stay_when_people_leave(client):
    module, large = ModuleFactory(), OrganisationFactory()
    at = datetime(2026, 2, 1, tzinfo=MADRID)
    enrol([("female", "25-34", large)] * 6, module, at, size_class="micro")
    enrol([("male", "35-44", large)] * 7, module, at, size_class="small")
    alone = [("female", "65+", OrganisationFactory()) for _number in range(5)]
    enrol(alone, module, at, size_class="medium", completed_at=at)
    enrol([("", "", large)] * 8, module, at)
    client.force_login(UserFactory(groups=["Programme managers"], preferred_language="en"))
    page = client.post(PATH, PERIOD).url
    book = load_workbook(BytesIO(client.get(f"{page}file/").content))
    rows = [[cell.value for cell in row[:6]] for row in book.worksheets[0].iter_rows()]
    headings = ["Female", "Male", "Another", "Not said", "In all"]
    sizes, ages = (rows.index([title, *headings]) for title in ("Size class", "Age"))
    assert rows[sizes + 1 : sizes + 5] == [
        ["Micro enterprise", 6, 0, 0, 0, 6],
        ["Small enterprise", 0, 7, 0, 0, 7],
        ["Medium-sized enterprise", 5, 0, 0, 0, 5],
        ["Not known", 0, 0, 0, 8, 8],
    ]
    assert rows[ages + 1 : ages + 5] == [
        ["25 to 34 years", 6, 0, 0, 0, 6],
        ["35 to 44 years", 0, 7, 0, 0, 7],
        ["65 years and older", 5, 0, 0, 0, 5],
        ["Not said", 0, 0, 0, 8, 8],
    ]

    before = figures_of_people()
    for enrolment in Enrolment.objects.order_by("pk")[::2]:
        forget(enrolment.learner)
    ParticipantsReport.objects.all().delete()
    client.post(PATH, PERIOD)
    assert figures_of_people() == before


def figures_of_people():
    """The figures of the one report but how many organisations there are: nobody is one any more
    where fewer than five work.
    """
    figures = ParticipantsReport.objects.get().figures
    return {
        measure: {name: count for name, count in told.items() if name != "organisations"}
        for measure, told in figures.items()
    }


def test_an_empty_period_says_so_and_auditors_read_without_making(client):
    client.force_login(UserFactory(groups=["Programme managers"], preferred_language="en"))
    html = text(client.post(PATH, PERIOD, follow=True))
    assert "Nobody enrolled in a module or completed one in this period." in html
    report = ParticipantsReport.objects.get()
    client.force_login(UserFactory(groups=["Auditors"], preferred_language="en"))
    html = text(client.get(PATH))
    assert f"{PATH}{report.pk}/" in html
    assert "Make the report" not in html
    assert client.get(f"{PATH}{report.pk}/file/").status_code == 200
    client.post(PATH, {"begins_on": "2025-01-01", "ends_on": "2025-03-31"})
    assert ParticipantsReport.objects.count() == 1
    client.force_login(UserFactory(groups=["Trainers"]))
    assert client.get(f"{PATH}{report.pk}/").status_code == 302


@pytest.mark.parametrize("figures", [[1], {}, {"enrolled_at": [], "completed_at": []}, "x", None])
def test_figures_that_are_damaged_are_said_to_be(client, figures):
    client.force_login(UserFactory(groups=["Programme managers"], preferred_language="en"))
    report, _ = make_report(date(2026, 1, 1), date(2026, 3, 31), by=None)
    ParticipantsReport.objects.update(figures=Value(figures, JSONField()))
    page = f"{PATH}{report.pk}/"
    assert "The figures kept for this report cannot be read" in text(client.get(page))
    assert client.get(f"{page}file/").url == page


def test_the_queries_do_not_grow_with_people(training, django_assert_num_queries):
    days = date(2026, 1, 1), date(2026, 3, 31)
    with django_assert_num_queries(7):  # with the transaction and its savepoint
        make_report(*days, by=None)
