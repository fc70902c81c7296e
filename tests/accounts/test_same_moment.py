"""Two who add or rename the same at the same moment: the slower one reads what to do."""

import pytest
from django.db import connection

from notices.models import RefusedAddress
from tests.factories.people import PASSWORD, OrganisationFactory, ThemeFactory, UserFactory

pytestmark = pytest.mark.django_db

PERSON = {
    "email": "ana@example.org",
    "first_name": "Ana",
    "last_name": "Ruiz",
    "preferred_language": "es",
    "password1": PASSWORD,
    "password2": PASSWORD,
    "is_active": "on",
}
FIRM = {"name": "Aguas Claras", "kind": "sme", "country": "ES"}
SAME_MOMENT = {  # list: (what makes one, what is posted, what the form says, its column)
    "themes": (
        lambda: ThemeFactory(names={"en": "Water"}),
        {"name_en": "Water"},
        "This theme is in the list already, as “Water”.",
    ),
    "organisations": (
        lambda: OrganisationFactory(**FIRM),
        FIRM,
        "This organisation exists already, as “Aguas Claras”.",
    ),
    "users": (
        lambda: UserFactory(email="ana@example.org"),
        PERSON,
        "Somebody has this address already.",
    ),
    "mails/refused": (
        lambda: RefusedAddress.objects.create(address="ana@example.org"),
        {"address": "ana@example.org", "reason": "full"},
        "This address is in the list already.",
    ),
}


def quicker(make):
    """A wrapper of queries that lets somebody `make` the same before the first row is written."""
    made = []

    def wrapper(execute, sql, params, many, context):
        # The transaction of the form begins when it was found to be right.
        if sql.startswith("SAVEPOINT") and not made:
            made.append(True)
            make()
        return execute(sql, params, many, context)

    return wrapper


@pytest.mark.parametrize("which", SAME_MOMENT)
@pytest.mark.parametrize("is_new", [True, False])
def test_who_adds_the_same_at_the_same_moment_reads_the_words_of_the_form(
    admin_client, which, is_new
):
    make, data, words = SAME_MOMENT[which]
    address = f"/admin/{which}/new/"
    if not is_new:
        other = {"themes": ThemeFactory, "organisations": OrganisationFactory, "users": UserFactory}
        kept = other.get(which, lambda: RefusedAddress.objects.create(address="b@example.org"))()
        address = f"/admin/{which}/edit/{kept.pk}/"
    with connection.execute_wrapper(quicker(make)):
        answer = admin_client.post(address, data)
    assert answer.status_code == 200
    assert words in answer.text
    values = [value for value in data.values() if value != PASSWORD]
    assert f'value="{values[0]}"' in answer.text
    again = admin_client.post(address, data)
    assert words in again.text
