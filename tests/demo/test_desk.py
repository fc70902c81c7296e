"""The demo's editors have something on their desks."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from content.gaps.registry import declared_gaps
from courses.models import CaseStudyPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    call_command("load_demo", stdout=StringIO())
    return {page.slug: page for page in CaseStudyPage.objects.filter(live=False, alias_of=None)}


def test_one_waits_one_is_planned_one_lacks_something(desk):
    waiting, planned, begun = (
        desk[slug] for slug in ("urban-oasis-kfar-saba", "beair-genoa", "inheritage-genoa")
    )
    assert waiting.current_workflow_state.status == "in_progress"
    assert declared_gaps(waiting) == declared_gaps(planned) == []
    assert planned.scheduled_revision.approved_go_live_at > timezone.now()
    assert [gap.field for gap in declared_gaps(begun)] == ["body"]
    assert {page.owner.email for page in desk.values()} == {"editor@demo.example"}
    assert mail.outbox == []


def test_a_second_run_leaves_the_desk_as_it_is(desk):
    Page.objects.get(slug="inheritage-genoa", alias_of=None).delete()
    before = Page.objects.count()
    call_command("load_demo", stdout=StringIO())
    assert Page.objects.count() == before
    assert User.objects.filter(email="editor@demo.example").count() == 1
