"""Every screen of the admin that names a learner writes down who looks."""

import pytest

from accounts.models import DataAccess, User
from home.rights import rights_at
from tests.journeys.trial import ROUTES, Trial, address_of
from tests.journeys.undoing import undone

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NAME = b"Quetzal"  # stands in the names of learners, and nowhere else


def test_no_screen_names_a_learner_and_forgets_who_looks():
    trial = Trial("administrator")
    learners = [trial.things.people[each].pk for each in ("learner", "somebody else")]
    User.objects.filter(pk__in=learners).update(last_name=NAME.decode())
    naming, forgotten = set(), set()
    for route in ROUTES:
        (row,) = rights_at(address_of(route))
        if not route.startswith("admin/") or row.cell("administrator") == "–":
            continue
        if route == "admin/logout/":  # a POST would be the last one
            continue
        trial.client.raise_request_exception = False  # of frameworks, that got no form
        # A form that is sent empty, too, is shown again with whom it is about.
        for ask in (trial.client.get, trial.client.post):
            with undone():
                answer = ask(trial.path(route))
                content = b"".join(answer) if answer.streaming else answer.content
                if NAME in content:
                    naming.add(route)
                    if not DataAccess.objects.exists():
                        forgotten.add((ask.__name__, route))
    assert forgotten == set()
    assert "admin/people/" in naming  # else this would prove nothing
