"""What is done in one language is done, and what is undone is undone, in all."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from learning.models import Completion, Enrolment
from tests.factories.people import UserFactory
from tests.factories.training import activity_of, published_module

pytestmark = pytest.mark.django_db


def post(client, language, name, page):
    with override(language):
        return client.post(reverse(name, args=[page.translation_key]))


def my_learning(client, language):
    return client.get(f"/{language}/my-learning/").context["overview"]


def test_one_enrolment_and_one_progress_whatever_the_language(client):
    module, (first, second) = published_module(2)
    client.force_login(learner := UserFactory())
    post(client, "es", "module_enrol", module)
    post(client, "ar", "activity_complete", first)
    post(client, "en", "module_enrol", module)
    post(client, "en", "activity_complete", first)
    post(client, "it", "activity_complete", second)
    enrolment = Enrolment.objects.get()
    assert enrolment.completed_at
    done = Completion.objects.filter(learner=learner).values_list("activity", flat=True)
    assert sorted(done) == sorted([activity_of(first).pk, activity_of(second).pk])


def test_withdrawing_in_one_language_leaves_no_other(client):
    module, [lesson, _other] = published_module(2)
    client.force_login(UserFactory())
    post(client, "es", "module_enrol", module)
    post(client, "ar", "activity_complete", lesson)
    assert my_learning(client, "en").in_progress
    post(client, "he", "module_withdraw", module)
    for language in ("en", "es", "it", "he", "ar"):
        assert not my_learning(client, language).in_progress
