"""What somebody sends while their account is closed, erased or merged undoes none of it."""

import pytest
from allauth.account.adapter import get_adapter
from wagtail.admin.forms.account import NameEmailForm

from accounts.erasure.erase import forget
from accounts.forms import ProfileForm
from accounts.models import User
from accounts.one_person.merge import merge_people
from tests.factories.people import OrganisationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NAMES = {"first_name": "Noa", "last_name": "Bar"}


def read_before(**facts):
    """(a User, the same as a request knows it that began before)."""
    person = UserFactory(**facts)
    return person, User.objects.get(pk=person.pk)


def send_name(person):
    NameEmailForm({**NAMES, "email": person.email}, instance=person).save()


def send_password(person):
    get_adapter().set_password(person, "three old green boats")


@pytest.mark.parametrize("send", [send_name, send_password])
def test_whoever_loses_the_account_keeps_nothing_of_it(send):
    organisation = OrganisationFactory()
    person, before = read_before(is_superuser=True, is_staff=True, organisation=organisation)
    closed = {"is_superuser": False, "is_staff": False, "is_active": False, "organisation": None}
    User.objects.filter(pk=person.pk).update(**closed)
    send(before)
    person.refresh_from_db()
    assert {name: getattr(person, name) for name in closed} == closed
    is_name = send is send_name
    assert (person.first_name == "Noa") is is_name
    assert person.check_password("three old green boats") is not is_name


def test_whoever_is_erased_or_merged_stays_so():
    person, before = read_before()
    forget(person)
    form = ProfileForm(NAMES, instance=before)
    assert form.is_valid()
    form.save()
    person.refresh_from_db()
    assert (person.first_name, person.is_active) == ("", False)
    assert person.erased_at
    assert person.email.endswith("@erased.invalid")

    person, before = read_before()
    into = UserFactory()
    merge_people(merged=person, into=into, by=User.objects.create_superuser("b@example.org", "x"))
    send_password(before)
    person.refresh_from_db()
    assert (person.merged_into, person.is_active) == (into, False)


def test_a_row_knows_what_is_new_of_it():
    organisation = OrganisationFactory()
    person = UserFactory(first_name="Ana", organisation=None)
    assert person.changed_fields() == []
    person.first_name, person.organisation = "Noa", organisation
    assert person.changed_fields() == ["first_name", "organisation"]
    User.objects.filter(pk=person.pk).update(position="Engineer")
    person.save()
    assert person.changed_fields() == []
    read = User.objects.get(pk=person.pk)
    assert (read.first_name, read.organisation, read.position) == ("Noa", organisation, "Engineer")
    assert read.searched.startswith("noa")
    assert read.organisation_since
    person.first_name = "Eva"
    person.refresh_from_db(fields=["position"])
    assert person.changed_fields() == ["first_name"]
    few = User.objects.only("last_name").get(pk=person.pk)
    few.last_name = "Sol"
    few.save()
    assert User.objects.get(pk=person.pk).get_full_name() == "Noa Sol"
