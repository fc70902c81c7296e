"""Names that are there already are folded by the migration."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)


def migrate(name):
    executor = MigrationExecutor(connection)
    executor.migrate([("accounts", name)])
    return executor.loader.project_state([("accounts", name)]).apps


def test_names_are_folded():
    before = migrate("0003_call_users_people")
    try:
        before.get_model("accounts", "Organisation").objects.create(name="Città di Málaga")
        before.get_model("accounts", "User").objects.create(
            first_name="Zoë", last_name="D'Àvila", email="z.d@example.org"
        )
    finally:
        after = migrate("0004_fold_names")
    assert after.get_model("accounts", "Organisation").objects.get().searched == "citta di malaga"
    person = after.get_model("accounts", "User").objects.get()
    assert person.searched == "zoe davila z d example org"
