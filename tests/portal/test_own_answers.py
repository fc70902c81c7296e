"""On a shared computer, Back shows nobody the pages of who has logged out."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from content.models import CustomImage
from learning.choices import AccessRule
from tests.factories.outline import EnrolmentFactory
from tests.factories.training import activity_of, published_module

pytestmark = pytest.mark.django_db
SHARED = ["/en/", "/en/training/", "/en/search/", "/en/nothing/"]
OWN = ["/en/my-learning/", "/en/accounts/profile/", "/en/accounts/email/"]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"></svg>'


@pytest.fixture
def lesson():
    _module, (lesson,) = published_module(access=AccessRule.EVERYONE)
    return lesson


@pytest.fixture
def learner(client, lesson):
    learner = EnrolmentFactory(module=activity_of(lesson).module).learner
    client.force_login(learner)
    return learner


def test_no_answer_to_a_person_is_kept(client, learner, lesson):
    for path in [*SHARED, *OWN, lesson.url, lesson.get_parent().url]:
        control = client.get(path).get("Cache-Control", "")
        assert "private" in control, path
        assert "no-store" in control, path


def test_visitors_may_keep_what_is_the_same_for_all(lesson):
    for path in [*SHARED, lesson.url, lesson.get_parent().url]:
        assert "no-store" not in Client().get(path).get("Cache-Control", ""), path


def test_who_has_logged_out_is_a_visitor(client, learner):
    client.post("/en/accounts/logout/")
    assert "no-store" not in client.get("/en/nothing/").get("Cache-Control", "")


def test_a_picture_is_kept_also_by_who_is_signed_in(client, learner):
    image = CustomImage.objects.create(
        title="Map", file=ContentFile(SVG, name="map.svg"), width=1, height=1
    )
    control = client.get(image.file.url)["Cache-Control"]
    assert "immutable" in control
    assert "no-store" not in control
