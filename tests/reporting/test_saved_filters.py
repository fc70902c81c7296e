import re

import pytest
from django.db import IntegrityError, transaction

from reporting.models import SavedFilter
from reporting.saved_filters import MOST_PER_REPORT, Report, save_filter
from tests.factories.outline import EnrolmentFactory
from tests.factories.people import UserFactory
from tests.reporting.test_completion_report import person_with
from tests.reporting.words import words_of

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/completion/"
SAVE = f"{REPORT}filters/modules/"
BACK = f"{REPORT}?country=IT"


@pytest.fixture
def trainer(client):
    user = person_with("access_admin", "view_enrolment")
    client.force_login(user)
    return user


def save(client, name="Italians", query="country=IT", address=SAVE, **more):
    return client.post(address, {"name": name, "query": query, "next": BACK, **more})


def saved_by(user, name="Mine", query="country=ES"):
    return save_filter(owner=user, report=Report.MODULES, name=name, query=query)[0]


def test_filters_are_saved_and_opened_again(client, trainer):
    EnrolmentFactory(learner__organisation__country="IT", learner__last_name="Genoese")
    EnrolmentFactory(learner__organisation__country="ES", learner__last_name="Murcian")
    response = save(client, query="p=2&country=IT&q=&export=csv&ordering=-share&print=1")
    assert (response.status_code, response["Location"]) == (302, BACK)
    saved = SavedFilter.objects.get()
    assert (saved.owner, saved.report, saved.name) == (trainer, "modules", "Italians")
    assert saved.query == "country=IT&ordering=-share"
    assert "Italians" in client.get(REPORT).text
    opened = client.get(f"{REPORT}?{saved.query}")
    assert "Genoese" in opened.text
    assert "Murcian" not in opened.text
    assert 'aria-current="true"' in opened.text


def test_each_report_has_its_own(client, trainer):
    saved_by(trainer)
    assert "Mine" not in client.get(f"{REPORT}tracks/").text
    assert "Mine" in client.get(f"{REPORT}summary/").text


@pytest.mark.parametrize("name", ["Los Únicos", "LOS ÚNICOS", "los\u00a0únicos"])
def test_same_name_is_overwritten(client, trainer, name):
    save(client, name="los únicos")
    response = save(client, name=name, query="country=ES")
    saved = SavedFilter.objects.get()
    assert (saved.name, saved.query) == (name.replace("\xa0", " "), "country=ES")
    assert "now holds these filters" in words_of(client.get(response["Location"]))


def test_older_names_that_differ_in_capitals_alone_stay_apart(client, trainer):
    saved = saved_by(trainer, "cities")
    SavedFilter.objects.create(owner=trainer, report=saved.report, name="Cities", query="q=a")
    for name in ("cities", "Cities"):
        save(client, name=name, query=f"q={name}")
    assert set(SavedFilter.objects.values_list("name", "query")) == {
        ("cities", "q=cities"),
        ("Cities", "q=Cities"),
    }


def test_rename_and_delete(client, trainer):
    saved = saved_by(trainer)
    client.post(f"{REPORT}filters/{saved.pk}/rename/", {"name": " Ours ", "next": BACK})
    saved.refresh_from_db()
    assert saved.name == "Ours"
    client.post(f"{REPORT}filters/{saved.pk}/delete/", {"next": BACK})
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("name", ["Été", "ÉTÉ"])
def test_name_in_use_is_refused(client, trainer, name):
    saved_by(trainer, "Été")
    second = saved_by(trainer, "Second")
    response = client.post(f"{REPORT}filters/{second.pk}/rename/", {"name": name, "next": BACK})
    assert f"already have filters called “{name}”" in words_of(client.get(response["Location"]))
    second.refresh_from_db()
    assert second.name == "Second"


def test_a_name_may_change_its_capitals(client, trainer):
    saved = saved_by(trainer, "cities")
    client.post(f"{REPORT}filters/{saved.pk}/rename/", {"name": "Cities", "next": BACK})
    saved.refresh_from_db()
    assert saved.name == "Cities"


@pytest.mark.parametrize(
    "data",
    [
        {"name": ""},
        {"name": "   "},
        {"name": "x" * 61},
        {"name": "a\0b"},
        {"query": ""},
        {"query": "q=" + "x" * 2000},
        {"query": "q=\0"},
    ],
)
def test_bad_input_saves_nothing(client, trainer, data):
    response = save(client, **data)
    assert (response.status_code, response["Location"]) == (302, BACK)
    assert not SavedFilter.objects.exists()


def test_there_is_a_limit(client, trainer):
    for number in range(MOST_PER_REPORT):
        saved_by(trainer, f"Filter {number}")
    save(client)
    assert SavedFilter.objects.count() == MOST_PER_REPORT
    save(client, name="Filter 3")
    assert SavedFilter.objects.get(name="Filter 3").query == "country=IT"


def test_other_people_have_their_own(client, trainer):
    foreign = saved_by(UserFactory(), "Theirs")
    assert "Theirs" not in client.get(REPORT).text
    for action in ("rename", "delete"):
        response = client.post(f"{REPORT}filters/{foreign.pk}/{action}/", {"name": "Mine"})
        assert response.status_code == 404
    foreign.refresh_from_db()
    assert foreign.name == "Theirs"


def test_odd_addresses(client, trainer):
    assert save(client, address=f"{REPORT}filters/nothing/").status_code == 404
    saved = saved_by(trainer)
    for address in (SAVE, f"{REPORT}filters/{saved.pk}/rename/"):
        for back in ("https://elsewhere.example/", "abc", "-1", "%", "{}", ""):
            assert save(client, address=address, next=back)["Location"] == REPORT


@pytest.mark.parametrize("action", ["modules", "1/rename", "1/delete"])
def test_after_logging_in_the_report_is_there(client, trainer, action):
    response = client.get(f"{REPORT}filters/{action}/")
    assert (response.status_code, response["Location"]) == (302, REPORT)
    assert not SavedFilter.objects.exists()


def test_many_saved_filters_weigh_little(client, trainer):
    client.get(REPORT)
    before = len(client.get(REPORT).content)
    for number in range(MOST_PER_REPORT):
        saved_by(trainer, f"{number} civil servants of Italian cities who have not begun yet")
    query = "country=ES"
    assert SavedFilter.objects.filter(query=query).count() == MOST_PER_REPORT
    assert len(client.get(REPORT).content) - before < 5_000


def test_only_the_filters_that_are_set_are_renamed(client, trainer):
    saved_by(trainer, "Italians", query="country=IT")
    saved_by(trainer, "Spaniards", query="country=ES")
    assert "New name of" not in client.get(REPORT).text
    words = words_of(client.get(BACK))
    assert "New name of “Italians”" in words
    assert "New name of “Spaniards”" not in words


def test_the_same_filters_under_two_names_are_told_apart(client, trainer):
    names = ["Italians", "People of Genoa"]
    for name in names:
        saved_by(trainer, name, query="country=IT")
    response = client.get(BACK)
    ids = re.findall(r'id="(saved-filter-[^"]*)"', response.text)
    assert len(set(ids)) == len(ids) == 2
    assert set(re.findall(r'<label for="([^"]*)"', response.text)) >= set(ids)
    for name in names:
        assert f"Rename or delete: {name}" in words_of(response)


def test_what_is_saved_is_not_saved_again(client, trainer):
    assert "Save these filters" in words_of(client.get(BACK))
    saved_by(trainer, query="country=IT")
    words = words_of(client.get(BACK))
    assert "Save these filters" not in words
    assert "Rename or delete" in words
    assert "Rename or delete:" not in words


def test_saving_is_closed_to_others(client):
    client.force_login(person_with("access_admin"))
    assert save(client).status_code in (302, 403)
    assert not SavedFilter.objects.exists()


def test_the_database_refuses_twins_and_blanks(trainer):
    saved = saved_by(trainer)
    for name in (saved.name, ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedFilter.objects.create(owner=trainer, report=saved.report, name=name, query="q=a")
