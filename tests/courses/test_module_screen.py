from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from wagtail_factories import ImageFactory

from accounts.models import OrganisationKind
from courses.screens.module import next_step
from learning.choices import AccessRule, Audience
from learning.derived.standing import read_standing
from learning.records.completion import complete_activity
from learning.records.enrolment import enrol, withdraw
from tests.factories.actors import ACTOR
from tests.factories.outline import ActivityFactory, EnrolmentFactory, ModuleFactory
from tests.factories.pages import ModulePageFactory
from tests.factories.people import OrganisationFactory, UserFactory
from tests.factories.training import activity_of, module_of, publish, published_module
from tests.html import assert_valid_html

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def module():
    module = ModuleFactory()
    ActivityFactory.create_batch(2, module=module)
    return module


def step_of(user, module):
    step, access = next_step(read_standing(user, module))
    return step and step.kind, access.reason, step and step.title


def test_the_button_follows_the_learner_through_the_module(module):
    first, second = module.activities.all()
    learner = UserFactory()
    assert step_of(AnonymousUser(), module) == ("sign_up", "log_in", "")
    assert step_of(learner, module) == ("enrol", None, "")
    enrol(learner=learner, module=module, actor=ACTOR)
    assert step_of(learner, module) == ("start", None, first.title)
    complete_activity(learner=learner, activity=first, actor=ACTOR)
    assert step_of(learner, module) == ("go_on", None, second.title)
    withdraw(learner=learner, module=module, actor=ACTOR)
    assert step_of(learner, module) == ("come_back", None, "")
    enrol(learner=learner, module=module, actor=ACTOR)
    complete_activity(learner=learner, activity=second, actor=ACTOR)
    assert step_of(learner, module) == ("review", None, first.title)
    new = ActivityFactory(module=module)
    assert step_of(learner, module) == ("new", None, new.title)


def test_there_is_no_button_where_nothing_can_be_done(module):
    learner = UserFactory()
    enrolled = EnrolmentFactory(module=module).learner
    module.opens_at = timezone.now() + DAY
    assert step_of(learner, module) == (None, "not_open_yet", None)
    assert step_of(enrolled, module) == (None, "not_open_yet", None)
    module.opens_at, module.closes_at = None, timezone.now() - DAY
    assert step_of(learner, module) == (None, "closed", None)
    module.closes_at = None
    module.prerequisites.add(ModuleFactory())
    assert step_of(learner, module) == (None, "prerequisites", None)
    assert step_of(enrolled, module)[0] == "start"


def test_an_empty_module_offers_nothing_to_the_enrolled():
    module = ModuleFactory()
    assert step_of(EnrolmentFactory(module=module).learner, module) == (None, None, None)


def page_for(client, page, user=None):
    if user:
        client.force_login(user)
    response = client.get(page.url)
    assert response.status_code == 200
    return assert_valid_html(response)


def test_the_public_sees_what_is_in_it_and_how_to_get_in(client):
    page, (lesson,) = published_module()
    html = page_for(client, page)
    assert "Read a challenge sheet" in html
    assert lesson.title in html
    assert f'href="{lesson.url}"' not in html
    assert "Sign up and begin" in html
    assert f"?next={page.url}" in html


def test_open_lessons_are_linked_for_the_public(client):
    page, (lesson,) = published_module(access=AccessRule.EVERYONE)
    assert f'href="{lesson.url}"' in page_for(client, page)


def test_what_is_open_in_a_closed_module_is_marked_for_those_outside(client):
    module, (lesson, _closed) = published_module(2)
    lesson.access = "everyone"
    publish(lambda: lesson.save_revision().publish())
    for user in (None, UserFactory()):
        if user:
            client.force_login(user)
        html = client.get(module.url).content.decode()
        assert html.count("open to everyone") == 1
        assert f'href="{lesson.url}"' in html
    client.force_login(EnrolmentFactory(module=module_of(module)).learner)
    assert "open to everyone" not in client.get(module.url).content.decode()
    module.access = AccessRule.EVERYONE
    publish(lambda: module.save_revision().publish())
    client.logout()
    assert "open to everyone" not in client.get(module.url).content.decode()


def test_locks_name_their_reason(client):
    page, (first, second, third) = published_module(3, in_sequence=True)
    html = page_for(client, page, EnrolmentFactory(module=module_of(page)).learner)
    assert f'href="{first.url}"' in html
    assert f'href="{second.url}"' not in html
    assert f"after “{first.title}”" in html
    assert f"after “{second.title}”" in html
    assert f'href="{third.url}"' not in html


def test_the_public_reads_what_comes_before(client):
    page, _lessons = published_module()
    before = publish(lambda: ModulePageFactory(parent=page.get_parent()))
    module_of(page).prerequisites.add(module_of(before))
    link = f'<dt>Comes after</dt><dd><a href="{before.url}">'
    assert link in page_for(client, page)
    learner = UserFactory()
    assert link in page_for(client, page, learner)
    EnrolmentFactory(module=module_of(before), learner=learner, completed_at=timezone.now())
    assert link not in page_for(client, page, learner)


def test_a_module_shows_its_picture_and_who_made_it(client):
    picture = ImageFactory(credit="The city of Genoa")
    page, _lessons = published_module(image=picture)
    html = page_for(client, page)
    assert 'class="picture"' in html
    assert "Picture: The city of Genoa" in html


def test_a_finished_module_is_dated_and_says_what_is_new(client):
    page, (lesson,) = published_module()
    learner = EnrolmentFactory(module=module_of(page)).learner
    complete_activity(learner=learner, activity=activity_of(lesson), actor=ACTOR)
    html = page_for(client, page, learner)
    today = timezone.localdate()
    assert f"You completed this module on {today.day} {today:%B %Y}." in html
    assert "With it you completed the track" in html
    ActivityFactory.create_batch(2, module=module_of(page))
    assert "2 new activities since you finished." in page_for(client, page, learner)


def test_another_audience_is_told_so_and_welcome(client):
    page, _lessons = published_module(audience=Audience.CIVIL_SERVANT)
    sme = UserFactory(organisation=OrganisationFactory(kind=OrganisationKind.SME))
    city = UserFactory(organisation=OrganisationFactory(kind=OrganisationKind.PUBLIC_BODY))
    assert "Written for another audience" in page_for(client, page, sme)
    assert "Enrol in this module" in page_for(client, page, sme)
    assert "Written for another audience" not in page_for(client, page, city)
    assert page_for(client, page, UserFactory(organisation=None))


def test_a_preview_of_a_module_never_published_shows_the_text():
    page, _lessons = published_module()
    response = page.make_preview_request(preview_mode="")
    assert response.status_code == 200
    assert "Read a challenge sheet" in response.render().content.decode()
