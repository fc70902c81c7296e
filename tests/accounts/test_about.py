"""What people tell of themselves: profile, the funder's statistics, consents."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.consent import WORDINGS, Purpose, decide, decisions_of, given
from accounts.erasure.erase import forget
from accounts.models import Consent, Statistics, User
from tests.factories.people import UserFactory
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db
PROFILE = {
    "first_name": "Noa",
    "last_name": "Bar",
    "certificate_name": "Noa  Bar Levi",
    "position": "Head of\u202e purchasing",
    "country": "IL",
    "preferred_language": "en",
    "time_zone": "Asia/Jerusalem",
}


@pytest.fixture
def user(client):
    user = UserFactory(preferred_language="en")
    client.force_login(user)
    return user


def test_a_profile_is_kept_and_tells_the_hour_where_its_person_is(client, user):
    url = "/en/accounts/profile/"
    assert "The portal’s (Europe/Madrid)" in assert_valid_html(client.get(url))
    wrong = client.post(url, PROFILE | {"time_zone": "Mars/Crater", "country": "QQ"})
    assert set(wrong.context["form"].errors) == {"time_zone", "country"}
    assert 'value="Noa Bar Levi"' in assert_valid_html(wrong).replace("  ", " ")
    client.post(url, PROFILE)
    user.refresh_from_db()
    assert user.certificate_name == "Noa Bar Levi"
    assert (user.position, user.country) == ("Head of purchasing", "IL")
    noon = timezone.make_aware(timezone.datetime(2026, 7, 1, 12))
    decide(user, {"newsletter"})
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.update(decided_at=noon)
    Consent.objects.all().delete()
    row = {"person": user, "purpose": "newsletter", "is_given": True, "language": "en"}
    Consent.objects.create(**row, decided_at=noon, wording="Yes")
    assert "13:00" in client.get(url.replace("profile", "consents")).content.decode()
    client.post(url, PROFILE | {"time_zone": ""})
    assert "12:00" in client.get(url.replace("profile", "consents")).content.decode()
    User.objects.update(time_zone="Atlantis/Harbour")  # a zone that is gone
    assert "12:00" in client.get(url.replace("profile", "consents")).content.decode()


def test_the_statistics_are_told_unsaid_or_left_empty(client, user):
    url = "/en/accounts/statistics/"
    html = assert_valid_html(client.get(url))
    assert " checked" not in html
    assert html.count("I prefer not to say") == 2
    assert "funder" in html
    refused = client.post(url, {"sex": "female", "age_band": "7"})
    assert refused.context["form"].errors.keys() == {"age_band"}
    assert html.count(" checked") + 1 == assert_valid_html(refused).count(" checked")
    client.post(url, {"sex": "unsaid"})
    assert Statistics.objects.values_list("sex", "age_band").get(person=user) == ("unsaid", "")
    client.post(url, {"sex": "female", "age_band": "35-44"})
    assert client.get(url).content.decode().count(" checked") == 2
    forget(user)
    told = Statistics.objects.values_list("sex", "age_band").get(person=user)
    assert told == ("female", "35-44")  # the numbers by sex stay as they were


def test_consents_are_separate_and_each_decision_is_a_fact(client, user):
    url = "/en/accounts/consents/"
    assert " checked" not in assert_valid_html(client.get(url))
    for _sent_twice in range(2):
        client.post(url, {"newsletter": "on"})
    client.post(url.replace("/en/", "/es/"), {"newsletter": "on", "pictures": "on"})
    client.post(url, {"pictures": "on"})
    facts = [(each.purpose, each.is_given, each.language) for each in decisions_of(user)]
    assert facts == [
        ("newsletter", False, "en"),
        ("pictures", True, "es"),
        ("newsletter", True, "en"),
    ]
    assert decisions_of(user)[1].wording.startswith("El programa puede")
    assert decisions_of(user)[2].wording == WORDINGS[Purpose.NEWSLETTER]
    assert given(decisions_of(user)) == {"pictures"}
    html = assert_valid_html(client.get(url))
    assert html.count(" checked") == 1
    assert html.index("Withdrawn on") < html.index("El programa puede") < html.rindex("Given on")
    forget(user)
    assert not Consent.objects.exists()
