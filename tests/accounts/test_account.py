"""What people change about themselves."""

import re

import pytest
from django.core import mail
from django.core.cache import caches
from django.test import Client

from accounts.models import Organisation
from tests.accounts.test_signup import link_in
from tests.factories.people import PASSWORD, OrganisationFactory, UserFactory
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client):
    user = UserFactory(preferred_language="en")
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return user


@pytest.mark.parametrize(
    "page", ["profile/", "organisation/", "organisation/suggestions/", "email/", "password/change/"]
)
def test_strangers_are_asked_to_log_in(client, page):
    response = client.get(f"/en/accounts/{page}")
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


@pytest.mark.parametrize("page", ["profile/", "organisation/", "email/", "password/change/"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_valid(client, user, page, language):
    assert_valid_html(client.get(f"/{language}/accounts/{page}"))


@pytest.mark.parametrize(
    ("path", "section", "current"),
    [
        ("profile/", "Profile", "page"),
        ("organisation/", "Organisation", "true"),
        ("notices/", "Emails", "page"),
        ("security/", "Signing in", "page"),
        ("data/", "My data", "page"),
        ("data/erase/", "My data", "true"),
    ],
)
def test_each_page_says_to_which_part_of_the_account_it_belongs(
    client, user, path, section, current
):
    user.organisation = OrganisationFactory()
    user.save()
    html = client.get(f"/en/accounts/{path}").text
    marked = re.findall(r'aria-current="(\w+)">([^<]+)</a>', html.partition("account-nav")[2])
    assert marked == [(current, section)]


def test_name_and_language(client, user):
    data = {"first_name": "Noa", "last_name": "Bar", "preferred_language": "he"}
    response = client.post("/en/accounts/profile/", data)
    assert response["Location"] == "/he/accounts/profile/"
    user.refresh_from_db()
    assert (user.get_full_name(), user.preferred_language) == ("Noa Bar", "he")


def test_unknown_language_is_refused(client, user):
    data = {"first_name": "Noa", "last_name": "Bar", "preferred_language": "xx"}
    response = client.post("/en/accounts/profile/", data)
    assert "preferred_language" in response.context["form"].errors


@pytest.mark.parametrize("name", [" city  of MÁLAGA ", "City of Malaga", "City-of-Malága"])
def test_organisation_that_exists_needs_no_country(client, user, name):
    city = OrganisationFactory(name="City of Málaga", kind="public_body", country="ES")
    data = {"kind": "public_body", "name": name, "next": "/en/my-learning/"}
    response = client.post("/en/accounts/organisation/", data)
    assert response["Location"] == "/en/my-learning/"
    user.refresh_from_db()
    assert user.organisation == city


def test_names_without_letters_are_names(client, user):
    OrganisationFactory(name="***", kind="sme", country="ES")
    data = {"kind": "sme", "name": "+++", "country": "ES"}
    client.post("/en/accounts/organisation/", data)
    user.refresh_from_db()
    assert user.organisation.name == "+++"


@pytest.mark.parametrize("name", ["City of Malaga", "CITY OF MÁLAGA", "City  of Málaga"])
def test_organisation_is_the_same_however_it_is_written(client, user, name):
    city = OrganisationFactory(name="City of Málaga", kind="public_body", country="ES")
    data = {"kind": "public_body", "name": name, "country": "ES"}
    client.post("/en/accounts/organisation/", data)
    user.refresh_from_db()
    assert user.organisation == city


def test_a_hidden_mark_in_a_name_is_left_out(client, user):
    OrganisationFactory(name="Waterwise", kind="sme")
    client.post("/en/accounts/organisation/", {"kind": "sme", "name": "Wa\u202eterwise\u2069"})
    client.post("/en/accounts/profile/", {"first_name": "Da\u202ana", "last_name": "Levi"})
    user.refresh_from_db()
    assert user.organisation.name == "Waterwise"
    assert user.first_name == "Dana"
    made = Organisation.objects.create(name="Ci\u202ety", kind="sme", city="Geno\u2068a")
    assert (made.name, made.city, made.searched) == ("City", "Genoa", "city")


def test_new_organisation_is_asked_for_its_country(client, user):
    data = {"kind": "sme", "name": "Waterwise"}
    response = client.post("/en/accounts/organisation/", data)
    assert "country" in response.context["form"].errors
    assert 'value="Waterwise"' in assert_valid_html(response)
    client.post("/en/accounts/organisation/", {**data, "country": "PS"})
    user.refresh_from_db()
    assert str(user.organisation) == "Waterwise"
    assert Organisation.objects.filter(name="Waterwise", country="PS").count() == 1


def test_same_name_in_two_countries_is_asked_for_the_country(client, user):
    for country in ("ES", "IT"):
        OrganisationFactory(name="Tecno", country=country)
    response = client.post("/en/accounts/organisation/", {"kind": "sme", "name": "Tecno"})
    assert "country" in response.context["form"].errors
    client.post("/en/accounts/organisation/", {"kind": "sme", "name": "Tecno", "country": "IT"})
    user.refresh_from_db()
    assert user.organisation.country == "IT"


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "army", "name": "A"},
        {"kind": "sme", "name": ""},
        {"kind": "sme", "name": "x" * 201},
        {"kind": "sme", "name": "A", "country": "QQ"},
    ],
)
def test_bad_organisations_are_refused(client, user, data):
    response = client.post("/en/accounts/organisation/", data)
    assert response.status_code == 200
    assert response.context["form"].errors


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "foo", "foo/bar", "http:["]
)
def test_organisation_leads_nowhere_else(client, user, elsewhere):
    data = {"kind": "sme", "name": "A", "country": "ES", "next": elsewhere}
    response = client.post("/en/accounts/organisation/", data)
    assert response["Location"] == "/en/accounts/profile/"


@pytest.mark.parametrize("count", [1, 30])
def test_suggestions(client, user, count, django_assert_num_queries):
    for number in range(count):
        OrganisationFactory(name=f"Water {number}", kind="sme", city="Jaén")
    OrganisationFactory(name="Waterboard", kind="public_body")
    client.get("/en/accounts/organisation/suggestions/")
    with django_assert_num_queries(2):
        answer = client.get("/en/accounts/organisation/suggestions/?q=water&kind=sme").json()
    assert len(answer["organisations"]) == min(count, 10)
    assert answer["organisations"][0] == {"name": "Water 0", "place": "Jaén, Spain"}


def test_suggestions_are_found_however_they_are_written(client, user):
    OrganisationFactory(name="Città di Málaga")
    for query in ("citta", "MÁLAGA", "malaga di"):
        answer = client.get(f"/en/accounts/organisation/suggestions/?q={query}").json()
        assert [each["name"] for each in answer["organisations"]] == ["Città di Málaga"]


@pytest.mark.parametrize("query", ["malaga", "MÁLAGA", "malaga%20city"])
def test_suggestions_without_accents(client, user, query):
    OrganisationFactory(name="City of Málaga")
    answer = client.get(f"/en/accounts/organisation/suggestions/?q={query}").json()
    assert [each["name"] for each in answer["organisations"]] == ["City of Málaga"]


@pytest.mark.parametrize("query", ["", "%00", "%25", "x" * 500])
def test_odd_suggestions(client, user, query):
    url = f"/en/accounts/organisation/suggestions/?q={query}&kind=army"
    assert client.get(url).json() == {"organisations": []}


def ask_for_address(client, email):
    """Send the form, and the password that is asked before it is done."""
    response = client.post("/en/accounts/email/", {"email": email, "action_add": ""})
    assert response["Location"].startswith("/en/accounts/reauthenticate/")
    wrong = client.post(response["Location"], {"password": "wrong"})
    assert "This is not your password." in assert_valid_html(wrong)
    return client.post(response["Location"], {"password": PASSWORD})


def test_the_address_changes_when_the_new_one_is_confirmed(client, user):
    old = user.email
    ask_for_address(client, "new@example.org")
    assert "Waiting for confirmation" in assert_valid_html(client.get("/en/accounts/email/"))
    user.refresh_from_db()
    assert user.email == old
    client.post(link_in(mail.outbox[-1]))
    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert user.searched.endswith(" new example org")  # trainers find it
    assert mail.outbox[-1].to == [old]  # the old mailbox is told


def test_nobody_else_confirms_the_new_address(client, user):
    """Somebody enters the address of another person, who follows the link and thinks it is hers."""
    ask_for_address(client, "new@example.org")
    link = link_in(mail.outbox[-1])
    visitor, owner = Client(), Client()
    owner.force_login(UserFactory(preferred_language="en"))
    for method in ("get", "post"):
        assert "/accounts/login/?next=" in getattr(visitor, method)(link)["Location"]
        html = assert_valid_html(getattr(owner, method)(link))
        assert "This link belongs to another account" in html
    user.refresh_from_db()
    assert user.email != "new@example.org"


def test_who_has_no_password_changes_the_address(client, user):
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    client.post("/en/accounts/email/", {"email": "new@example.org", "action_add": ""})
    client.post(link_in(mail.outbox[-1]))
    user.refresh_from_db()
    assert user.email == "new@example.org"


def test_the_old_address_can_be_kept(client, user):
    ask_for_address(client, "new@example.org")
    keep = {"email": "new@example.org", "action_remove": ""}
    html = assert_valid_html(client.post("/en/accounts/email/", keep, follow=True))
    assert "The address is removed." in html
    assert "Waiting for confirmation" not in html


def test_an_address_that_another_person_confirmed_first_is_refused(client, user):
    ask_for_address(client, "new@example.org")
    link = link_in(mail.outbox[-1])
    UserFactory(email="new@example.org")
    response = client.post(link, follow=True)
    assert "This address belongs to another account already." in response.content.decode()
    user.refresh_from_db()
    assert user.email != "new@example.org"


def test_the_link_to_the_new_address_is_sent_again(client, user):
    ask_for_address(client, "new@example.org")
    sent = len(mail.outbox)
    again = {"email": "new@example.org", "action_send": ""}
    html = assert_valid_html(client.post("/en/accounts/email/", again, follow=True))
    assert "We sent a link a moment ago." in html
    assert len(mail.outbox) == sent
    caches["attempts"].clear()  # as after three minutes
    html = assert_valid_html(client.post("/en/accounts/email/", again, follow=True))
    assert "We are sending the link to new@example.org again." in html
    assert [message.to for message in mail.outbox[sent:]] == [["new@example.org"]]


def test_a_link_is_sent_again_for_nobody_else(client, user):
    UserFactory(email="eli@example.org", verified=False).emailaddress_set.create(
        email="eli@example.org", primary=True
    )
    data = {"email": "eli@example.org", "action_send": ""}
    assert client.post("/en/accounts/email/", data).status_code == 302
    assert Client().post("/en/accounts/email/", data).status_code == 401
    assert mail.outbox == []


def test_address_of_another_person_is_not_given_away(client, user):
    UserFactory(email="taken@example.org")
    response = ask_for_address(client, "taken@example.org")
    assert response.status_code == 302
    user.refresh_from_db()
    assert user.email != "taken@example.org"


def test_password_changes(client, user):
    data = {"oldpassword": "wrong", "password1": "three quiet words"}
    response = client.post("/en/accounts/password/change/", data)
    assert "oldpassword" in response.context["form"].errors
    data["oldpassword"] = PASSWORD
    response = client.post("/en/accounts/password/change/", data)
    assert response["Location"] == "/en/accounts/profile/"
    user.refresh_from_db()
    assert user.check_password("three quiet words")
    assert mail.outbox[-1].subject == "Your password was changed"


def test_who_has_no_password_sets_one(client, user):
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    response = client.get("/en/accounts/password/change/", follow=True)
    assert "Your account has no password yet." in assert_valid_html(response)
    data = {"password1": "three quiet words"}
    response = client.post("/en/accounts/password/set/", data, follow=True)
    assert "Your password is set." in response.content.decode()
    user.refresh_from_db()
    assert user.check_password("three quiet words")


FORMS = {
    "profile": {"first_name": "Noa", "last_name": 'B "ar"', "preferred_language": "he"},
    "organisation": {"kind": "sme", "name": "Waterwise", "next": "/en/training/"},
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_outlives_the_session(client, form):
    client.force_login(UserFactory())
    client.logout()
    response = client.post(f"/en/accounts/{form}/", FORMS[form])
    assert response.status_code == 401
    assert "What you entered is kept" in assert_valid_html(response)
    assert dict(response.context["entered"]) == FORMS[form]
