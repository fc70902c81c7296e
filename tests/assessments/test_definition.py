import json

import pytest

from assessments.definition import QuizDefinition
from assessments.models import QuizVersion
from assessments.version import current_version, freeze
from tests.factories.outline import ActivityFactory
from tests.factories.quizzes import PARTS, definition, question


def whole(**settings):
    return definition([question(kind) for kind in PARTS], **settings)


def test_definition_survives_json():
    quiz = whole(pass_mark=60)
    copy = QuizDefinition.from_dict(json.loads(json.dumps(quiz.to_dict())))
    assert copy == quiz
    assert copy.digest == quiz.digest


def test_digest_changes_with_settings_and_order():
    quiz = whole()
    assert whole(pass_mark=50).digest != quiz.digest
    assert definition(reversed(quiz.questions)).digest != quiz.digest


@pytest.mark.django_db
def test_freezing_twice_makes_one_version():
    activity = ActivityFactory()
    first = freeze(activity=activity, language="en", definition=whole())
    assert freeze(activity=activity, language="en", definition=whole()) == first
    assert QuizVersion.objects.count() == 1


@pytest.mark.django_db
def test_an_older_version_becomes_current_again():
    activity = ActivityFactory()
    first = freeze(activity=activity, language="en", definition=whole())
    second = freeze(activity=activity, language="en", definition=whole(pass_mark=50))
    assert list(QuizVersion.objects.current()) == [second]
    assert freeze(activity=activity, language="en", definition=whole()) == first
    assert list(QuizVersion.objects.current()) == [first]


@pytest.mark.django_db
def test_a_version_is_found_in_the_language_or_in_english():
    activity = ActivityFactory()
    assert current_version(activity, "es") is None
    english = freeze(activity=activity, language="en", definition=whole())
    assert current_version(activity, "es") == english
    spanish = freeze(activity=activity, language="es", definition=whole(title="Prueba"))
    assert current_version(activity, "es") == spanish
