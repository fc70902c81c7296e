"""Migrations fold the names that are there already, and make one of doubled organisations."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import Organisation, User
from accounts.organisation import same_named

# Letters are folded by Python, whatever the database.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]


@pytest.fixture
def migrate():
    """`migrate(name)`: the apps after that migration. In the end all of them are there."""

    def migrate(name):
        executor = MigrationExecutor(connection)
        executor.migrate([("accounts", name)])
        return executor.loader.project_state([("accounts", name)]).apps

    yield migrate
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_names_are_folded(migrate):
    before = migrate("0003_call_users_people")
    before.get_model("accounts", "Organisation").objects.create(name="Città di Málaga")
    before.get_model("accounts", "User").objects.create(
        first_name="Zoë", last_name="D'Àvila", email="z.d@example.org"
    )
    after = migrate("0004_fold_names")
    assert after.get_model("accounts", "Organisation").objects.get().searched == "citta di malaga"
    person = after.get_model("accounts", "User").objects.get()
    assert person.searched == "zoe davila z d example org"


def test_people_are_sorted_by_folded_names(migrate):
    before = migrate("0006_one_of_each_name")
    before.get_model("accounts", "User").objects.create(
        first_name="Ángela", last_name="Álvarez", email="a@example.org"
    )
    after = migrate("0007_sort_folded_names")
    person = after.get_model("accounts", "User").objects.get()
    assert person.sorted_by == "alvarez angela a example org"


def test_organisations_of_one_name_become_one(migrate):
    before = migrate("0004_fold_names")
    organisation = before.get_model("accounts", "Organisation").objects
    person = before.get_model("accounts", "User").objects
    first, second, _third = (
        organisation.create(name=name, searched="malaga agua", kind="sme", country="ES")
        for name in ("Málaga Agua", "Malaga-agua", "MALAGA – agua")
    )
    organisation.create(name="Málaga Agua", searched="malaga agua", kind="sme", country="IT")
    for number, each in enumerate((first, second, second)):
        person.create(email=f"{number}@example.org", organisation=each)
    after = migrate("0006_one_of_each_name")
    left = after.get_model("accounts", "Organisation").objects.filter(country="ES")
    assert [(each.pk, each.people.count()) for each in left] == [(first.pk, 3)]
    assert after.get_model("accounts", "Organisation").objects.count() == 2


def test_cities_are_folded(migrate):
    before = migrate("0006_one_of_each_name")
    organisations = before.get_model("accounts", "Organisation").objects
    organisations.create(name="Agua", searched="agua", city="Málaga")
    organisations.create(name="Acqua", searched="acqua")
    after = migrate("0008_fold_cities").get_model("accounts", "Organisation").objects
    assert [each.searched_city for each in after.order_by("pk")] == ["malaga", ""]


TODAY = "0038_fates_of_rows"  # whose columns the models of today have
KEPT = {"searched", "searched_city", "sorted_by"}
NAMES = ["Zoë D'Àvila", 'מע״מ בע"מ', "مكتب مسئول ٢٠٣٠", "Ñu – ½ m² ºC", "…", "O‘Neill ®", "ﬁne ªº№"]


def test_names_are_folded_as_they_are_today(migrate):
    before = migrate("0008_fold_cities")
    person = before.get_model("accounts", "User").objects
    organisation = before.get_model("accounts", "Organisation").objects
    for number, name in enumerate(NAMES):
        work = organisation.create(name=name, searched=f"old {number}", city=name, kind="sme")
        person.create(
            first_name=name, last_name="ǅ", email=f"{number}@example.org", organisation=work
        )
    migrate(TODAY)
    for each in [*User.objects.all(), *Organisation.objects.all()]:
        kept = [value for key, value in vars(each).items() if key in KEPT]
        each.save()
        assert kept == [value for key, value in vars(each).items() if key in KEPT]


def test_names_that_become_one_are_one_organisation(migrate):
    before = migrate("0008_fold_cities")
    organisation = before.get_model("accounts", "Organisation").objects
    person = before.get_model("accounts", "User").objects
    names = {"Agenda 2030": "agenda 2030", "Agenda ٢٠٣٠": "agenda ٢٠٣٠", "Other": "agenda 2030 x"}
    for number, (name, searched) in enumerate(names.items()):
        each = organisation.create(name=name, searched=searched, kind="sme")
        person.create(email=f"{number}@example.org", organisation=each)
    after = migrate("0009_fold_as_typed")
    left = after.get_model("accounts", "Organisation").objects.order_by("pk")
    assert [(each.name, each.searched, each.people.count()) for each in left] == [
        ("Agenda 2030", "agenda 2030", 2),
        ("Other", "other", 1),
    ]


def test_latin_letters_are_folded_as_they_are_today(migrate):
    before = migrate("0012_tries")
    organisation = before.get_model("accounts", "Organisation").objects
    for name, searched in {
        "Łódź Cœur": "łodz cœur",
        "Col·lecció": "col leccio",
        "Ærø l l": "ærø l l",
        "Łódź": "łodz",
        "Lodz": "lodz",
    }.items():
        organisation.create(name=name, searched=searched, city="Ærø", searched_city="ærø")
    before.get_model("accounts", "User").objects.create(
        last_name="Đorđe", email="a@example.org", searched="đorđe a example org", sorted_by="đorđe"
    )
    after = migrate("0013_fold_latin_letters")
    left = after.get_model("accounts", "Organisation").objects.order_by("pk")
    assert [each.searched for each in left] == [
        "lodz coeur",
        "colleccio",
        "aero l l",
        "łodz",
        "lodz",
    ]
    assert {each.searched_city for each in left} == {"aero"}
    assert after.get_model("accounts", "User").objects.get().searched == "dorde a example org"
    migrate(TODAY)
    assert set(Organisation.objects.values_list("searched_names")) == {
        (each.searched,) for each in left
    }
    [(each, other)] = same_named()  # the manager reads of it
    assert (each.name, other.name) == ("Łódź", "Lodz")
