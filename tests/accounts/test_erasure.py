"""A person who is forgotten is in no row and no file, and counts where they counted."""

from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Comment, CommentReply, Revision
from wagtail.users.models import UserProfile

from accounts.erasure.erase import forget
from accounts.erasure.mails import ERASURE
from accounts.models import PendingSignup
from accounts.personal_data import Anonymised, declared_personal_data
from assessments.formats.choice import SingleChoice
from assessments.formats.gap_text import Blank, GapText
from assessments.formats.text import ShortAnswer
from assessments.question import Option
from learning.models import Enrolment, Visit
from notices.models import Mail
from notices.outbox import new_mail
from reporting.models import SavedFilter
from reporting.reach import read_reach
from reporting.saved_filters import save_filter
from tests.accounts.filled import Filled
from tests.factories.outline import ActivityFactory, EnrolmentFactory
from tests.factories.pages import StandardPageFactory
from tests.factories.people import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def dump():
    """Every row of every table, as text: {"app.Model.field": all that stands there}."""
    told = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            names = [field.attname for field in model._meta.local_concrete_fields]
            for row in model._base_manager.values_list(*names):
                for name, value in zip(names, row, strict=True):
                    told.setdefault(f"{model._meta.label}.{name}", []).append(str(value))
    return {name: "\n".join(values) for name, values in told.items()}


def whole_dump():
    """Every row of every table of the database, as text: those of the search and caches too."""
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows += [
                str(bytes(value) if isinstance(value, memoryview) else value)
                for row in cursor.fetchall()
                for value in row
            ]
    return "\n".join(rows)


def told_to_stay():
    """The fields whose texts stay, as the declarations say."""
    return {
        f"{'.'.join(name.split('.')[:2])}.{text}"
        for kind in declared_personal_data()
        for name in kind.held_in
        if isinstance(kind.erased(name), Anonymised)
        for texts in kind.erased(name).stays.values()
        for text in texts
    }


def test_nothing_that_identifies_is_left_and_others_keep_everything():
    one, other = Filled(UserFactory(), "Q"), Filled(UserFactory(), "X")
    address, name = one.person.email, one.person.last_name
    before = dump()
    forget(one.person)
    after = dump()
    left = {where for word, where in one.sentinels.items() if word in "\n".join(after.values())}
    assert left - told_to_stay() == set()
    assert [where for where, texts in after.items() if address in texts or name in texts] == []
    texts = whole_dump()
    found = {where for word, where in one.sentinels.items() if word in texts}
    assert found == left
    assert address not in texts
    assert name not in texts
    gone = {where for word, where in other.sentinels.items() if word not in texts}
    assert gone == set()
    assert {where for where in before if where not in after} == set()


def test_what_counts_stays_equal_and_small_organisations_are_cut_off():
    small, large = OrganisationFactory(country="IT"), OrganisationFactory()
    module = EnrolmentFactory(learner=UserFactory(organisation=large)).module
    people = [UserFactory(organisation=large) for _number in range(4)]
    alone, other_alone = UserFactory(organisation=small), UserFactory(organisation=small)
    for person in (alone, other_alone, *people):
        EnrolmentFactory(learner=person, module=module, completed_at=timezone.now())
    before = statistics()
    for person in (alone, people[0]):
        forget(person)
    assert statistics() == before
    for person in (alone, people[0]):
        person.refresh_from_db()
        assert (person.get_full_name(), str(person)) == ("", "Somebody who left")
        assert not person.is_active
        assert not person.has_usable_password()
    assert (alone.organisation.name, alone.organisation.country) == ("", "IT")
    assert people[0].organisation == large
    forget(other_alone)
    other_alone.refresh_from_db()
    assert other_alone.organisation == alone.organisation


def test_who_is_erased_does_not_count_among_those_who_have_an_account():
    own = OrganisationFactory(country="IT")
    people = [UserFactory(organisation=own) for _number in range(5)]
    enrolments = [EnrolmentFactory(learner=person) for person in people]
    UserFactory(organisation=own, merged_into=people[4], is_active=False)
    forget(people[0])
    call_command("leave_small_organisations")
    assert named(people, enrolments) == [True] * 5  # of five
    forget(people[1])
    assert named(people, enrolments) == [True, False, True, True, True]  # of four
    call_command("leave_small_organisations")  # who left first is now one of four, too
    assert named(people, enrolments) == [False, False, True, True, True]
    assert {person.organisation.country for person in people} == {"IT"}
    people[2].organisation = OrganisationFactory()
    people[2].save()
    call_command("leave_small_organisations")
    assert named(people, enrolments) == [False, False, True, True, True]


def named(people, enrolments):
    """Of whom of `people` the account and the record name an organisation."""
    told = []
    for person, enrolment in zip(people, enrolments, strict=True):
        person.refresh_from_db()
        enrolment.refresh_from_db()
        assert bool(person.organisation.name) == bool(enrolment.organisation)
        told.append(bool(person.organisation.name))
    return told


def statistics():
    """Learners and completions by kind, country, module and month."""
    parts = ["learner__organisation__kind", "learner__organisation__country", "module"]
    rows = Enrolment.objects.values_list(*parts, "enrolled_at__month").order_by(*parts)
    return list(rows.annotate(Count("learner"), Count("completed_at"))), read_reach()[0].learners


def test_texts_of_others_that_name_the_person_go(django_capture_on_commit_callbacks):
    person, colleague = UserFactory(groups=["Editors"]), UserFactory()
    name = person.get_full_name()
    for query, kept in ((f"q={quote(name)}", "names"), (f"q={person.email}", "by address")):
        save_filter(owner=colleague, report="modules", name=kept, query=query)
    save_filter(owner=colleague, report="modules", name="others", query="q=Firstling")
    page = StandardPageFactory()
    comment = Comment.objects.create(page=page, user=person, text="Mine", contentpath="title")
    CommentReply.objects.create(comment=comment, user=colleague, text="Theirs")
    page.refresh_from_db()
    page.save_revision(user=person)
    profile = UserProfile.objects.create(user=person)
    profile.avatar.save("me.png", ContentFile(b"a picture"))
    PendingSignup.objects.create(email=person.email, sent_at=timezone.now())
    storage, picture = profile.avatar.storage, profile.avatar.name
    with django_capture_on_commit_callbacks(execute=True):
        forget(person)
    assert not storage.exists(picture)
    assert [each.name for each in SavedFilter.objects.all()] == ["others"]
    [copied] = Revision.objects.get().content["wagtail_admin_comments"]
    assert copied["text"] == ""
    assert [reply["text"] for reply in copied["replies"]] == ["Theirs"]
    assert not PendingSignup.objects.exists()


def test_what_was_typed_goes_and_choices_stay():
    typed = ShortAnswer(id="q", prompt="?", answers=(Option("a", "Shade", is_correct=True),))
    assert typed.without_words("shade") == "shade"
    assert typed.without_words("Call me") == ""
    assert SingleChoice(id="q", prompt="?", options=(Option("a", "Yes"),)).without_words("a") == "a"
    blanks = (
        Blank("1", (Option("x", "sun", is_correct=True),)),
        Blank("2", (Option("y", "moon", is_correct=True),)),
    )
    gaps = GapText(id="q", prompt="?", text="[1] [2]", blanks=blanks)
    assert gaps.without_words({"1": "Sun", "2": "Call me"}) == {"1": "Sun"}


def test_a_thousand_records_take_the_queries_of_a_hundred():
    asked = []
    for number in (100, 1000):
        person, module = UserFactory(), EnrolmentFactory().module
        visits = [
            Visit(
                learner=person,
                activity=activity,
                day=date(2020, 1, 1) + timedelta(days=day),
                visited_at=timezone.now(),
            )
            for activity in [ActivityFactory(module=module)]
            for day in range(number)
        ]
        Visit.objects.bulk_create(visits)
        Mail.objects.bulk_create(
            new_mail(ERASURE, cause=cause, person=person) for cause in range(number)
        )
        with CaptureQueriesContext(connection) as captured:
            forget(person)
        asked.append(len(captured))
    assert asked[1] <= asked[0] + 15  # deleting goes some hundred at a time
    assert asked[1] < 200
