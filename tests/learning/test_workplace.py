"""Records keep where their learner worked on that day."""

from importlib import import_module

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.erasure.erase import forget
from accounts.merging import merge_organisations
from learning.models import Completion, Enrolment
from learning.records.completion import complete_activity
from learning.records.enrolment import enrol
from learning.records.excuse import excuse_activity
from reporting.reach import Reach, read_reach
from reporting.rows import module_rows, track_rows
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory
from tests.factories.people import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

FIRM = {"kind": "sme", "country": "ES", "headcount": 5, "turnover": 1}
EMPTY = (None, "", "", "")


def kept(rows):
    columns = ("organisation", "organisation_kind", "country", "size_class")
    return list(rows.order_by("pk").values_list(*columns))


def test_last_years_report_stays_as_it_was():
    firm, city = OrganisationFactory(**FIRM), OrganisationFactory(kind="public_body", country="IT")
    learner, nobody = UserFactory(organisation=firm), UserFactory(organisation=None)
    first, second = ActivityFactory.create_batch(2, module=(made := ActivityFactory()).module)
    module = made.module
    for each in (learner, nobody):
        enrol(learner=each, module=module, actor=ACTOR)
    complete_activity(learner=learner, activity=made, actor=ACTOR)
    then = (firm.pk, "sme", "ES", "micro")
    assert kept(Enrolment.objects) == [then, EMPTY]

    firm.kind, firm.country = "university", "FR"
    firm.save()
    learner.organisation = city
    learner.save()
    complete_activity(learner=learner, activity=first, actor=ACTOR)
    excuse_activity(learner=learner, activity=second, actor=ACTOR, reason="ill")
    now = (city.pk, "public_body", "IT", "")
    assert kept(Completion.objects) == [then, now, now]
    assert kept(Enrolment.objects) == [then, EMPTY]
    assert set(read_reach()) == {
        Reach(FIRM_WORDS, organisations=1, learners=1, finishers=1),
        Reach("", organisations=0, learners=1, finishers=0),
    }
    for rows in (module_rows(), track_rows()):
        row = rows.get(organisation_kind="sme", country="ES")
        assert (row.learner, row.organisation) == (learner, firm)

    merge_organisations(merged=firm, into=city, by=None, is_kind_clear=True)
    assert kept(Enrolment.objects)[0] == (city.pk, *then[1:])
    Enrolment.objects.filter(learner=learner).update(organisation=firm)  # while they were merged
    with pytest.raises(CommandError):
        call_command("check_records")
    Completion.objects.filter(activity=made).delete()
    call_command("check_records", repair=True)
    assert kept(Enrolment.objects)[0] == (city.pk, *then[1:])
    assert kept(Completion.objects.filter(activity=made)) == [now]  # all that is known

    forget(learner)
    assert kept(Enrolment.objects) == [(None, *then[1:]), EMPTY]
    assert kept(Completion.objects) == [(None, *now[1:])] * 3


FIRM_WORDS = "Small or medium-sized enterprise"


def test_records_from_before_are_filled_with_what_is_known():
    firm = OrganisationFactory(**FIRM)
    learner, nobody = UserFactory(organisation=firm), UserFactory(organisation=None)
    activity = ActivityFactory()
    for each in (learner, nobody):
        enrol(learner=each, module=activity.module, actor=ACTOR)
        complete_activity(learner=each, activity=activity, actor=ACTOR)
    for model in (Enrolment, Completion):
        model.objects.update(organisation=None, organisation_kind="", country="", size_class="")
    with connection.cursor() as cursor:
        for statement in import_module("learning.migrations.0018_workplaces_so_far").FILL:
            cursor.execute(statement)
    then = (firm.pk, "sme", "ES", "micro")
    assert kept(Enrolment.objects) == kept(Completion.objects) == [then, EMPTY]
