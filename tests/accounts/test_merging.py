"""Two organisations that are one: what follows, what is refused, who meets whom."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.admin.forms import OrganisationForm
from accounts.merging import (
    MergeRefused,
    Refusal,
    check_relations,
    compare,
    follow,
    merge_organisations,
    relations,
)
from accounts.models import Organisation, User
from accounts.organisation import join_organisation, same_named, suggest_organisations
from tests.factories.outline import EnrolmentFactory
from tests.factories.people import OrganisationFactory, UserFactory
from tests.threads import crossing, together

one_database = pytest.mark.one_database
pytestmark = pytest.mark.django_db


def merge(merged, into, **options):
    return merge_organisations(merged=merged, into=into, by=None, **options)


@pytest.fixture
def manager(client):
    client.person = UserFactory(groups=["Programme managers"])
    client.force_login(client.person)
    return client


def test_everything_follows_and_both_names_lead_to_one():
    first, second, third = (
        OrganisationFactory(name=name) for name in ("Aqua Uno", "Brisa Dos", "Costa Tres")
    )
    people = [UserFactory(organisation=each) for each in (first, second, third)]
    merge(first, second)
    before = "Organisations that were merged into it before"
    assert follow(second) == [(before, 1), ("People", 2)]
    merge(second, third)  # a chain of three becomes a star
    third.refresh_from_db()
    assert set(third.people.all()) == set(people)
    assert set(third.merged.values_list("name", flat=True)) == {"Aqua Uno", "Brisa Dos"}
    assert list(Organisation.objects.unmerged().exclude(name__startswith="Org")) == [third]

    assert same_named() == []
    for text in ("aqua", "DOS", "costa"):
        assert list(suggest_organisations(text=text, kind="sme")) == [third]
    for name in ("ÁQUA uno", "Brisa Dos", "Costa Tres"):
        for country in ("", "ES"):
            person = UserFactory(organisation=None)
            joined = join_organisation(person=person, kind="sme", name=name, country=country)
            assert joined == person.organisation == third
    late = people[0]  # as read before the merge
    late.first_name = "Ana"
    late.save()
    late.refresh_from_db()
    assert (late.first_name, late.organisation) == ("Ana", third)
    third.name = "Costa Nueva"
    third.save()
    assert list(suggest_organisations(text="aqua costa nueva")) == [third]


@one_database
def test_what_only_the_other_says_is_taken_over():
    merged = OrganisationFactory(name="Aqua", city="Murcia")
    into = OrganisationFactory(name="Acqua", country="", city="")
    third = OrganisationFactory(name="Acqua", country="ES")
    rows = {each.label: each for each in compare(merged, into)}
    assert rows["City"].is_taken
    assert rows["City"].stays == "Murcia"
    assert not rows["Country"].is_taken  # there the third one has this name
    third.delete()
    merge(merged, into)
    into.refresh_from_db()
    assert (into.country, into.city, into.name) == ("ES", "Murcia", "Acqua")


def test_a_third_one_of_that_name_appears_in_the_country_that_is_taken_over(manager):
    merged = OrganisationFactory(name="Aqua", country="ES")
    into = OrganisationFactory(name="Acqua", country="")
    worker = UserFactory(organisation=merged)
    address = f"/admin/organisations/merge/{merged.pk}/?into={into.pk}"
    third = []

    def appear(execute, sql, params, many, context):
        is_taking_over = sql.startswith('UPDATE "accounts_organisation"') and '"country" =' in sql
        if is_taking_over and not third:
            third.append(OrganisationFactory(name="Acqua", country="ES"))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(appear):
        answer = manager.post(address, {"name": "Aqua"}, follow=True)
    assert third
    assert str(Refusal.NAMED_ALIKE.label) in answer.text
    worker.refresh_from_db()
    assert worker.organisation == merged


@one_database
def test_what_is_refused_changes_nothing():
    merged, into, other = OrganisationFactory.create_batch(3)
    city = OrganisationFactory(kind="public_body")
    UserFactory(organisation=merged)
    merge(other, city, is_kind_clear=True)
    for one, two, reason in (
        (merged, merged, Refusal.ITSELF),
        (other, into, Refusal.MERGED),
        (merged, other, Refusal.INTO_MERGED),
        (merged, city, Refusal.KIND),
    ):
        with pytest.raises(MergeRefused) as refused:
            merge(one, two)
        assert refused.value.reason == reason
    assert merged.people.count() == 1
    gone = OrganisationFactory()
    Organisation.objects.filter(pk=gone.pk).delete()
    for one, two in ((gone, into), (into, gone)):
        with pytest.raises(MergeRefused) as refused:
            merge(one, two)
        assert refused.value.reason == Refusal.GONE
    # Whoever names it as it was is led to what it is.
    person = UserFactory(organisation=None)
    assert join_organisation(person=person, kind="sme", name=other.name) == city


@pytest.mark.django_db
def test_the_database_takes_none_that_was_merged_into_itself():
    one = OrganisationFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=one.pk).update(merged_into=one)


@one_database
def test_every_relation_of_the_models_can_follow(monkeypatch):
    assert {str(each.field) for each in relations()} == {
        "accounts.EnterpriseLink.held",
        "accounts.EnterpriseLink.holder",
        "accounts.Invitation.organisation",
        "accounts.Organisation.merged_into",
        "accounts.OwnDomain.organisation",
        "accounts.Representative.organisation",
        "accounts.User.organisation",
        "learning.Completion.organisation",
        "learning.Enrolment.organisation",
    }
    assert check_relations(None) == []
    monkeypatch.setattr(User._meta, "unique_together", [("organisation", "email")])
    assert [each.id for each in check_relations(None)] == ["accounts.E003"]


def test_a_manager_merges_and_reads_what_will_follow(manager):
    merged = OrganisationFactory(name="Agua <Uno> S.L.", city="Murcia")
    into = OrganisationFactory(name="Água Uno", country="IT")
    learner = EnrolmentFactory(learner__organisation=merged).learner
    url = f"/admin/organisations/merge/{merged.pk}/"
    edit = f"/admin/organisations/edit/{merged.pk}/"
    assert url in manager.get(edit).text
    page = manager.get(url).text
    assert f'href="?into={into.pk}"' in page
    assert "With a similar name" in page
    assert f"into={into.pk}" not in manager.get(url, {"q": "zeppelin"}).text
    assert f"into={into.pk}" in manager.get(url, {"q": "agua"}).text
    OrganisationFactory.create_batch(20, city="Oporto")
    assert "These are the first" not in manager.get(url, {"q": "oporto"}).text
    OrganisationFactory(city="Oporto")
    assert "These are the first 20." in manager.get(url, {"q": "oporto"}).text
    assert url in manager.get("/admin/organisations/", {"q": "murcia"}).text
    for odd in ("", "none", "9" * 30, "²", str(2**62)):
        assert manager.get(url, {"into": odd}).status_code == 200
        assert manager.post(f"{url}?into={odd}", {"name": merged.name}).status_code in (200, 302)
    assert str(Refusal.ITSELF.label) in manager.get(url, {"into": merged.pk}).text

    url = f"{url}?into={into.pk}"
    page = manager.get(url).text
    for words in ("People: 1", "Murcia", "taken over", "Agua &lt;Uno&gt; S.L.", "Italy", "Spain"):
        assert words in page
    page = manager.post(url, {"name": "Agua Dos"}).text
    assert "This is not the name" in page
    assert 'value="Agua Dos"' in page
    assert "Write the name of the organisation that is given up." in manager.post(url, {}).text
    assert learner.organisation == merged

    response = manager.post(url, {"name": "água uno s.l."}, follow=True)
    assert response.redirect_chain[-1][0] == f"/admin/organisations/edit/{into.pk}/"
    assert "is found under both names" in response.text
    assert "by their names too: <bdi>Agua &lt;Uno&gt; S.L.</bdi>" in response.text
    learner.refresh_from_db()
    assert learner.organisation == into

    for each in (merged, into):
        entry = ModelLogEntry.objects.for_instance(each).get(action="accounts.merge")
        assert entry.user == manager.person
        assert entry.data["moved"]["accounts.User.organisation"] == 1
        assert entry.message == "“Agua <Uno> S.L.” was merged into “Água Uno”."
    assert "was merged into" in manager.get(f"/admin/organisations/history/{into.pk}/").text

    for address in (edit, url, f"/admin/organisations/merge/{merged.pk}/"):
        for response in (manager.get(address), manager.post(address, {"name": "x"})):
            assert response["Location"] == f"/admin/organisations/edit/{into.pk}/"
    for words in ("uno s.l.", "Água"):
        found = manager.get("/admin/organisations/", {"q": words}).context["object_list"]
        assert list(found) == [into]
    data = {"name": "agua uno s l", "kind": "sme", "country": "ES", "city": ""}
    page = manager.post("/admin/organisations/new/", data).text
    assert "This organisation exists already, as “Água Uno”." in page
    edit = f"/admin/organisations/edit/{into.pk}/"
    assert manager.post(edit, data | {"name": "Agua (Uno) S.L."}).status_code == 302
    into.refresh_from_db()
    assert (into.name, into.merged.get()) == ("Agua (Uno) S.L.", merged)
    rows = manager.get("/admin/reports/completion/", {"organisation": "uno s.l."})
    assert learner.last_name in rows.text


@one_database
def test_two_of_different_kind_are_merged_only_when_it_is_clear_which(manager):
    merged = OrganisationFactory(name="Genoa", kind="other")
    into = OrganisationFactory(name="Genoa", kind="public_body")
    url = f"/admin/organisations/merge/{merged.pk}/?into={into.pk}"
    page = manager.get(url).text
    assert str(Refusal.KIND.label) in page
    name = "“\u2068Genoa\u2069”"  # isolated from the direction of the sentence
    assert f"{name} is of the same type as {name}: City or public body" in page
    page = manager.post(url, {"name": "Genoa"}).text
    assert 'value="Genoa"' in page
    assert "Tick this if it is right." in page
    assert page.count("autofocus") == 1
    merged.refresh_from_db()
    assert merged.merged_into is None
    manager.post(url, {"name": "Genoa", "is_kind_clear": "on"})
    merged.refresh_from_db()
    assert (merged.merged_into, merged.kind) == (into, "other")


@one_database
def test_a_merged_one_is_no_choice_and_goes_with_its_own(admin_client):
    merged, into = OrganisationFactory(name="Given up"), OrganisationFactory(name="Kept")
    merge(merged, into)
    page = admin_client.get("/admin/users/new/").text
    assert f'<option value="{into.pk}">' in page
    assert f'<option value="{merged.pk}">' not in page
    person = UserFactory(organisation=into)
    edit = f"/admin/users/edit/{person.pk}/"
    form = {"email": "", "first_name": "Ana", "last_name": "Cas", "is_active": "on"}
    form["organisation"] = merged.pk  # as it was chosen before the merge
    page = admin_client.post(edit, form).text
    assert f'<option value="{into.pk}" selected>' in page
    gone = "This organisation was deleted meanwhile. Choose another one."
    assert gone not in page
    assert admin_client.post(edit, form | {"email": person.email}).status_code == 302
    person.refresh_from_db()
    assert (person.first_name, person.organisation) == ("Ana", into)
    for odd in ("x", "²", "9" * 30, "-1"):
        answer = admin_client.post(edit, form | {"email": person.email, "organisation": odd})
        assert gone in answer.text
    User.objects.filter(pk=person.pk).delete()
    delete = f"/admin/organisations/delete/{merged.pk}/"
    assert admin_client.get(delete)["Location"].endswith(f"/edit/{into.pk}/")
    admin_client.post(f"/admin/organisations/delete/{into.pk}/")
    assert not Organisation.objects.filter(pk__in=[merged.pk, into.pk]).exists()


@one_database
def test_a_form_that_was_opened_before_the_merge_does_not_undo_it():
    merged, into = OrganisationFactory(name="Given up"), OrganisationFactory(name="Kept")
    typed = {"name": "Kept", "kind": into.kind, "country": into.country, "city": "Murcia"}
    form = OrganisationForm(typed, instance=Organisation.objects.get(pk=into.pk))
    assert form.is_valid(), form.errors
    merge(merged, into)
    form.save()
    into.refresh_from_db()
    assert (into.city, into.former_names) == ("Murcia", "Given up")


@pytest.mark.django_db(transaction=True)
def test_two_merges_at_once_are_one():
    first, second, third = OrganisationFactory.create_batch(3)
    UserFactory(organisation=first)
    results = together(lambda: merge(first, second), lambda: merge(second, first))
    refused = [each for each in results if isinstance(each, MergeRefused)]
    assert len(refused) == 1
    first, second = Organisation.objects.filter(pk__in=[first.pk, second.pk]).order_by("pk")
    kept, gone = (second, first) if first.merged_into else (first, second)
    assert (gone.merged_into, kept.merged_into, kept.people.count()) == (kept, None, 1)

    together(lambda: merge(kept, third), lambda: merge(third, kept))
    [last] = Organisation.objects.unmerged()
    assert (last.merged.count(), last.people.count()) == (2, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_merged_first", [True, False])
def test_whoever_joins_meanwhile_works_for_the_one_that_stays(is_merged_first):
    merged, into = OrganisationFactory(name="Aqua"), OrganisationFactory(name="Brisa")
    person = UserFactory(organisation=None)
    calls = [
        lambda: merge(merged, into),
        lambda: join_organisation(person=person, kind="sme", name="Aqua"),
    ]
    results = crossing(*(calls if is_merged_first else reversed(calls)))
    assert not [each for each in results if isinstance(each, Exception)]
    assert User.objects.get(pk=person.pk).organisation == into


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_deleted_first", [True, False])
def test_what_is_deleted_meanwhile_takes_nobody_with_it(is_deleted_first):
    boss = Client(raise_request_exception=False)
    boss.force_login(UserFactory(is_superuser=True))
    person = UserFactory(organisation=None)

    def cross(call, organisation):
        calls = [
            call,
            lambda: boss.post(f"/admin/organisations/delete/{organisation.pk}/").status_code,
        ]
        done, answer = crossing(*(reversed(calls) if is_deleted_first else calls))
        return (answer, done) if is_deleted_first else (done, answer)

    merged, into = OrganisationFactory(name="Aqua"), OrganisationFactory(name="Brisa")
    worker = UserFactory(organisation=merged)
    done, answer = cross(lambda: merge(merged, into), into)
    worker.refresh_from_db()
    if is_deleted_first:
        assert (done.reason, answer, worker.organisation) == (Refusal.GONE, 302, merged)
    else:
        assert (done, answer, worker.organisation) == (None, 200, into)

    merged, into = OrganisationFactory(name="Costa"), OrganisationFactory(name="Duna")
    done, answer = cross(lambda: merge(merged, into), merged)
    assert answer == 302
    assert Organisation.objects.filter(name="Costa").exists() != is_deleted_first

    joined = OrganisationFactory(name="Estela", country="ES")
    join = {"person": person, "kind": "sme", "name": "Estela", "country": "ES"}
    done, answer = cross(lambda: join_organisation(**join), joined)
    assert answer == (302 if is_deleted_first else 200)
    assert User.objects.get(pk=person.pk).organisation == done
    assert done.name == "Estela"
