"""The site that editors work on."""

from types import SimpleNamespace

import pytest

from learning.models import Activity
from tests.factories.outline import CompletionFactory, EnrolmentFactory
from tests.factories.pages import (
    LessonPageFactory,
    ModulePageFactory,
    QuizPageFactory,
    TrackPageFactory,
)
from tests.factories.people import UserFactory


@pytest.fixture
def site(client, publishing):
    """Two tracks; the first has a module with learners, one without, and one to move about."""
    user = UserFactory(groups=["Publishers"])
    client.force_login(user)
    with publishing():
        track = TrackPageFactory(title="SMEs")
        other_track = TrackPageFactory(title="Cities", parent=track.get_parent().specific)
        kept = LessonPageFactory(title="Kept", parent__parent=track, parent__title="Learnt")
        module = ModulePageFactory(parent=track, title="Market")
        other_module = ModulePageFactory(parent=other_track, title="Buying")
        first = LessonPageFactory(parent=module, title="First")
        second = LessonPageFactory(parent=module, title="Second")
        quiz = QuizPageFactory(parent=module, title="Quiz")
    activity = Activity.objects.get(key=kept.translation_key)
    completion = CompletionFactory(activity=activity)
    EnrolmentFactory(learner=completion.learner, module=activity.module)
    return SimpleNamespace(**locals())
