import json

import pytest

from assessments.definition import READERS, SCHEMA, QuizDefinition, UnreadableQuiz
from assessments.models import QuizVersion
from assessments.version import current_version, freeze_version
from tests.factories.outline import ActivityFactory
from tests.factories.quizzes import PARTS, definition, question


def whole(title="Quiz"):
    return QuizDefinition(title, tuple(question(kind) for kind in PARTS))


def test_definition_survives_json():
    quiz = whole()
    copy = QuizDefinition.from_dict(json.loads(json.dumps(quiz.to_dict())))
    assert copy == quiz
    assert copy.digest == quiz.digest


def test_digest_changes_with_title_and_order():
    quiz = whole()
    assert whole("Prueba").digest != quiz.digest
    assert definition(reversed(quiz.questions)).digest != quiz.digest


@pytest.mark.django_db
def test_freezing_twice_makes_one_version():
    activity = ActivityFactory()
    first = freeze_version(activity=activity, language="en", definition=whole())
    assert freeze_version(activity=activity, language="en", definition=whole()) == first
    assert QuizVersion.objects.count() == 1


@pytest.mark.django_db
def test_a_version_reads_numbers_in_its_language():
    quiz = definition([question("numeric")])
    version = freeze_version(activity=ActivityFactory(), language="es", definition=quiz)
    assert [asked.language for asked in version.quiz.questions] == ["es"]
    assert version.quiz.digest == version.digest == quiz.digest


@pytest.mark.django_db
def test_an_older_version_becomes_current_again():
    activity = ActivityFactory()
    first = freeze_version(activity=activity, language="en", definition=whole())
    second = freeze_version(activity=activity, language="en", definition=whole("Test"))
    assert list(QuizVersion.objects.current()) == [second]
    assert freeze_version(activity=activity, language="en", definition=whole()) == first
    assert list(QuizVersion.objects.current()) == [first]


@pytest.mark.django_db
def test_a_version_is_found_in_the_language_or_in_english():
    activity = ActivityFactory()
    assert current_version(activity, "es") is None
    english = freeze_version(activity=activity, language="en", definition=whole())
    assert current_version(activity, "es") == english
    spanish = freeze_version(activity=activity, language="es", definition=whole(title="Prueba"))
    assert current_version(activity, "es") == spanish


def test_a_key_that_is_not_known_is_no_error():
    quiz = whole()
    data = json.loads(json.dumps(quiz.to_dict()))
    for part in (data, *data["questions"]):
        part["later"] = "?"
    data["questions"][0]["options"][0]["later"] = "?"
    data["questions"][0]["picture"] = {"id": 1, "alt": "", "later": "?"}
    read = QuizDefinition.from_dict(data)
    assert read.questions[1:] == quiz.questions[1:]


@pytest.mark.parametrize(
    "damage",
    [
        {"v": SCHEMA + 1},
        {"v": None},
        {"questions": [{"kind": "essay", "id": "x"}]},
        {"questions": [{"kind": "ordering", "id": "x", "prompt": ""}]},
        {"questions": None},
    ],
    ids=str,
)
def test_what_is_no_quiz_is_told_by_one_error(damage):
    with pytest.raises(UnreadableQuiz):
        QuizDefinition.from_dict(whole().to_dict() | damage)


@pytest.mark.parametrize(
    ("kind", "place", "number"),
    [
        ("single_choice", ("points",), -2),
        ("single_choice", ("points",), 0),
        ("single_choice", ("points",), 10**12),
        ("gap_text", ("blanks", 0, "points"), -1),
        ("numeric", ("answers", 0, "tolerance"), "-1"),
        ("numeric", ("answers", 0, "tolerance"), "Infinity"),
        ("numeric", ("answers", 0, "value"), "-Infinity"),
        ("numeric", ("answers", 0, "value"), "NaN"),
    ],
)
def test_numbers_that_no_question_has_cannot_be_read(kind, place, number):
    data = json.loads(json.dumps(definition([question(kind)]).to_dict()))
    *way, name = ("questions", 0, *place)
    part = data
    for key in way:
        part = part[key]
    part[name] = number
    with pytest.raises(UnreadableQuiz):
        QuizDefinition.from_dict(data)


@pytest.mark.parametrize("data", [{}, [], None, "quiz"], ids=str)
def test_what_is_nothing_at_all_is_no_quiz_either(data):
    with pytest.raises(UnreadableQuiz):
        QuizDefinition.from_dict(data)


def test_readers_are_kept_for_every_schema():
    assert sorted(READERS) == list(range(1, SCHEMA + 1))
