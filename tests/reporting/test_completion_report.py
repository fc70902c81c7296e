import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.users.models import UserProfile

from accounts.models import Organisation, OrganisationKind
from accounts.templatetags.addresses import breakable
from assessments.choices import GradingMethod
from learning.records.completion import complete_activity
from reporting.saved_filters import MOST_PER_REPORT, Report, save_filter
from tests.factories.actors import ACTOR
from tests.factories.outline import (
    ActivityFactory,
    EnrolmentFactory,
    ModuleFactory,
)
from tests.factories.people import OrganisationFactory, UserFactory
from tests.queries import assert_queries
from tests.reporting.test_scores import quiz_with

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/completion/"
TRACK_REPORT = "/admin/reports/completion/tracks/"


def person_with(*codenames):
    user = UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


@pytest.fixture
def trainer(client):
    user = person_with("access_admin", "view_enrolment")
    client.force_login(user)
    return user


@pytest.fixture
def module():
    module = ModuleFactory(titles={"en": "Market and problem finding"})
    ActivityFactory.create_batch(3, module=module)
    return module


def rows_of(response):
    """The rows of a CSV response as dictionaries."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("address", [REPORT, TRACK_REPORT])
def test_trainer_sees_learners_by_name(client, trainer, module, address):
    enrolment = EnrolmentFactory(
        module=module,
        learner__first_name="Vera",
        learner__last_name="Placeholder",
        learner__organisation__name="Ayuntamiento de Prueba",
    )
    response = client.get(address)
    assert response.status_code == 200
    text = response.text
    assert "Vera Placeholder" in text
    assert "Ayuntamiento de Prueba" in text
    assert breakable(enrolment.learner.email) in text
    assert "0 of 3" in text


@pytest.mark.parametrize("address", [REPORT, TRACK_REPORT, f"{REPORT}?export=csv"])
@pytest.mark.parametrize("codenames", [[], ["access_admin"], ["view_enrolment"]])
def test_others_do_not_see_the_report(client, module, address, codenames):
    EnrolmentFactory(module=module, learner__last_name="Placeholder")
    client.force_login(person_with(*codenames))
    response = client.get(address)
    assert response.status_code in (302, 403)
    assert "Placeholder" not in response.text


def test_anonymous_visitor_is_sent_to_the_login(client):
    response = client.get(REPORT)
    assert response.status_code == 302
    assert "login" in response["Location"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("kind=public_body", {"City"}),
        ("country=IT", {"Genoese"}),
        ("status=completed", {"Genoese"}),
        ("status=withdrawn", {"Left"}),
        ("status=not_completed", {"City"}),
        ("q=genoese", {"Genoese"}),
        ("enrolled_from=2026-03-01", {"City", "Left"}),
        ("enrolled_to=2026-02-01", {"Genoese"}),
        ("completed_from=2026-01-01", {"Genoese"}),
    ],
)
def test_filters(client, trainer, module, query, names):
    day = timezone.make_aware(timezone.datetime(2026, 1, 10))
    sme = OrganisationFactory(country="IT")
    city = OrganisationFactory(kind=OrganisationKind.PUBLIC_BODY)
    EnrolmentFactory(
        module=module,
        learner__last_name="Genoese",
        learner__organisation=sme,
        enrolled_at=day,
        completed_at=day + timedelta(days=20),
    )
    later = {"module": module, "enrolled_at": day + timedelta(days=90)}
    EnrolmentFactory(learner__last_name="City", learner__organisation=city, **later)
    EnrolmentFactory(
        learner__last_name="Left",
        learner__organisation__country="ES",
        withdrawn_at=day + timedelta(days=91),
        **later,
    )
    rows = rows_of(client.get(f"{REPORT}?export=csv&{query}"))
    assert {row["Learner"].split()[-1] for row in rows} == names
    page = client.get(f"{REPORT}?{query}").text
    assert {name for name in ("Genoese", "City", "Left") if f"{name}</bdi>" in page} == names


def test_filter_by_module_track_and_organisation(client, trainer, module):
    mine = EnrolmentFactory(module=module)
    EnrolmentFactory()
    for address in (
        f"{REPORT}?module={module.pk}",
        f"{TRACK_REPORT}?track={module.track.pk}",
        f"{REPORT}?organisation={mine.learner.organisation.name.upper()}",
    ):
        [row] = rows_of(client.get(f"{address}&export=csv"))
        assert row["Email"] == mine.learner.email


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("vera", True),
        ("Vera Placeholder", True),
        ("HOLDER", True),
        ("vera.p@", True),
        ("p@example", True),
        ("prueba@example", False),
        ("prueba", True),
        ("50%", True),
        ("malaga", True),
        ("MÁLAGA", True),
        ("malaga placeholder", True),
        ("vera  placeholder", True),
        ("malaga vera 51", False),
        ("%", False),
        ("_", False),
        ("Verena", False),
    ],
)
def test_search(client, trainer, module, text, is_found):
    EnrolmentFactory(
        module=module,
        learner__first_name="Vera",
        learner__last_name="Placeholder",
        learner__email="vera.p@example.org",
        learner__organisation__name="Málaga de Prueba 50%",
    )
    EnrolmentFactory(
        module=module,
        learner__first_name="Nora",
        learner__last_name="Elsewhere",
        learner__email="nora@example.org",
        learner__organisation=None,
    )
    rows = rows_of(client.get(REPORT, {"export": "csv", "q": text}))
    assert [row["Learner"] for row in rows] == ["Vera Placeholder"] * is_found


def test_search_finds_new_names(client, trainer, module):
    learner = EnrolmentFactory(module=module).learner
    learner.last_name = "Renamed"
    learner.save()
    learner.organisation.name = "Moved"
    learner.organisation.save()
    for query in ("q=renamed", "q=moved", "organisation=MOVED"):
        [row] = rows_of(client.get(f"{REPORT}?export=csv&{query}"))
        assert row["Email"] == learner.email


@pytest.mark.parametrize("text", ["malaga", "MÁLAGA", "málaga  city", "laga"])
def test_filter_by_a_part_of_the_organisation(client, trainer, module, text):
    mine = EnrolmentFactory(module=module, learner__organisation__name="City of Málaga").learner
    EnrolmentFactory(module=module, learner__last_name="Malaga")
    [row] = rows_of(client.get(REPORT, {"export": "csv", "organisation": text}))
    assert row["Email"] == mine.email


@pytest.mark.parametrize(
    "query", ["status=asleep", "module=999999", "country=QQ", "enrolled_from=yesterday"]
)
def test_unknown_filter_value_shows_and_exports_nothing(client, trainer, module, query):
    EnrolmentFactory(module=module, learner__last_name="Placeholder")
    page = client.get(f"{REPORT}?{query}")
    assert page.status_code == 200
    assert "we do not know" in page.text
    assert "Placeholder" not in page.text
    export = client.get(f"{REPORT}?{query}&export=csv")
    assert export.status_code == 400
    assert "we do not know" in export.text


@pytest.mark.parametrize("query", ["ordering=nothing", "p=0", "p=999", "p=x", "q=%00", 'q="'])
def test_odd_addresses_are_answered(client, trainer, module, query):
    EnrolmentFactory(module=module)
    assert client.get(f"{REPORT}?{query}").status_code == 200


def test_a_score_is_rounded_down(client, trainer, module):
    enrolment = EnrolmentFactory(module=module)
    quiz_with(enrolment, GradingMethod.BEST, "69.96")
    assert "69 %" in client.get(REPORT).text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_export_holds_no_formula(client, trainer, module, start):
    EnrolmentFactory(module=module)
    Organisation.objects.update(name=f"{start}HYPERLINK(1)")  # of before names were cleaned
    [row] = rows_of(client.get(f"{REPORT}?export=csv"))
    assert re.fullmatch(r"'[\s=+@-]+HYPERLINK\(1\)", row["Organisation"])


def test_export_holds_a_line_for_each_learner_and_no_blank_ones(client, trainer, module):
    EnrolmentFactory.create_batch(3, module=module, learner__last_name="Two\nlines")
    sent = b"".join(client.get(f"{REPORT}?export=csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(sent)))
    assert len(rows) == 4  # the heading too; csv.reader gives a blank line as []
    assert all(rows)
    sheet = load_workbook(
        io.BytesIO(b"".join(client.get(f"{REPORT}?export=xlsx").streaming_content))
    ).active
    assert [all(cell.value is None for cell in row) for row in sheet.iter_rows()] == [False] * 4


@pytest.mark.parametrize("address", [REPORT, TRACK_REPORT])
def test_a_file_has_what_the_columns_tell(client, trainer, module, address):
    EnrolmentFactory(module=module)
    own = f"&module={module.pk}" if address == REPORT else f"&track={module.track_id}"
    for query in ("", own):  # the title too, where the screen leaves it out
        [row] = rows_of(client.get(f"{address}?export=csv{query}"))
        assert list(row) == [
            "Learner",
            "Email",
            "Organisation",
            "Organisation type",
            "Country",
            "Title",
            "Status",
            "Activities completed",
            "Activities completed by hand",
            "Activities excused",
            "Activities required",
            "Progress (%)",
            "Last activity",
            "Quiz score (%)",
            "Enrolled on",
            "Completed on",
        ]


def test_both_files_tell_the_time_of_the_portal_wherever_they_are_fetched(client, trainer, module):
    UserProfile.objects.create(user=trainer, current_time_zone="Asia/Jerusalem")
    EnrolmentFactory(module=module, enrolled_at=datetime(2026, 11, 30, 22, 30, tzinfo=UTC))
    [row] = rows_of(client.get(f"{REPORT}?export=csv"))
    assert row["Enrolled on"] == "2026-11-30 23:30"
    response = client.get(f"{REPORT}?export=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    cells = [cell.value for cell in list(sheet.iter_rows())[1]]
    assert datetime(2026, 11, 30, 23, 30) in cells  # noqa: DTZ001 -- a workbook has no zones


def test_xlsx_holds_the_filtered_rows_and_no_formula(client, trainer, module):
    EnrolmentFactory(module=module, learner__organisation__name="=1+1")
    EnrolmentFactory(learner__last_name="Elsewhere")
    response = client.get(f"{REPORT}?export=xlsx&module={module.pk}")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    heading, row = sheet.iter_rows()
    cells = dict(zip([cell.value for cell in heading], row, strict=True))
    assert cells["Organisation"].value == "=1+1"
    assert cells["Organisation"].data_type == "s"
    assert cells["Activities required"].value == 3
    assert cells["Enrolled on"].is_date


@pytest.mark.django_db(transaction=True)  # inside a transaction nothing is kept
@pytest.mark.parametrize("address", [REPORT, TRACK_REPORT])
@pytest.mark.parametrize("count", [1, 30])
def test_what_a_page_costs(client, trainer, module, address, count):
    organisation = EnrolmentFactory.create_batch(count, module=module)[0].learner.organisation
    client.get(address)
    with assert_queries(12):  # one is the row that says who looked
        response = client.get(address)
    assert len(response.content) < 60_000
    query = f"organisation={organisation.name}&status=not_started&ordering=-share"
    with assert_queries(12):  # one is the row that says who looked
        client.get(f"{address}?{query}")


@pytest.mark.parametrize("address", [REPORT, TRACK_REPORT])
def test_a_page_full_of_everything_stays_light(client, trainer, address):
    report = Report.MODULES if address == REPORT else Report.TRACKS
    for number in range(MOST_PER_REPORT):
        save_filter(
            owner=trainer,
            report=report,
            name=f"{number:02}: civil servants of Italian cities who have not begun",
            query=f"country=IT&kind=city&ordering=-enrolled_at&q={number}&status=not_started",
        )
    lesson = ActivityFactory()
    organisation = OrganisationFactory(name="Consejería de Movilidad y Sostenibilidad de Prueba")
    for enrolment in EnrolmentFactory.create_batch(
        30,
        module=lesson.module,
        learner__organisation=organisation,
        learner__first_name="María del Carmen",
        learner__last_name="Fernández de la Encina Ejemplo",
    ):
        complete_activity(learner=enrolment.learner, activity=lesson, actor=ACTOR)
    query = {
        "q": "encina",
        "status": "completed",
        "kind": organisation.kind,
        "country": organisation.country,
        "completed_from": "2026-01-01",
        "ordering": "-learner__organisation__name",
    }
    response = client.get(address, query)
    assert response.text.count("de la Encina Ejemplo") == 20
    assert len(response.content) < 60_000


def test_pages_hold_each_row_once(client, trainer, module):
    EnrolmentFactory.create_batch(45, module=module)
    learners = [
        learner
        for number in (1, 2, 3)
        for learner in re.findall(r"/learners/(\d+)/", client.get(f"{REPORT}?p={number}").text)
    ]
    assert len(learners) == len(set(learners)) == 45
