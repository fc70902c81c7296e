"""The migration that makes rules, exact points and passes from what was there before."""

import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)
MOMENT = datetime(2026, 5, 4, 10, tzinfo=UTC)


def executor_to(name):
    executor = MigrationExecutor(connection)
    executor.migrate([("assessments", name)])
    return executor


@pytest.fixture
def before():
    """The apps as they were before. In the end they are as they are."""
    executor = executor_to("0002_history_so_far")
    yield apps_at(executor, "0002_history_so_far")
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def apps_at(executor, name):
    """The historical models of assessments, among the others of now."""
    leaves = executor.loader.graph.leaf_nodes
    others = [*leaves("learning"), *leaves("accounts")]
    return executor.loader.project_state([("assessments", name), *others]).apps


def matching(number, points=1):
    pairs = [{"id": str(n)} for n in range(3)]
    return {"kind": "matching", "id": f"m{number}", "points": points, "pairs": pairs}


CHOICE = {"kind": "single_choice", "id": "c", "points": 1, "options": []}


class Past:
    """A quiz of before, and what learners did with it."""

    def __init__(self, apps, questions, **settings):
        self.apps = apps
        track = self.make("learning", "Track", key=uuid.uuid4(), audience="sme")
        module = self.make(
            "learning",
            "Module",
            key=uuid.uuid4(),
            track=track,
            audience="sme",
            level="introductory",
            hours=1,
            access="enrolled",
        )
        self.activity = self.make(
            "learning",
            "Activity",
            key=uuid.uuid4(),
            module=module,
            kind="quiz",
            completion_rule="pass",
        )
        self.questions = questions
        self.version = self.freeze(**settings)
        self.learner = self.make("accounts", "User", email=f"{uuid.uuid4()}@example.org")

    def make(self, app, name, **fields):
        return self.apps.get_model(app, name).objects.create(**fields)

    def freeze(self, **settings):
        versions = self.apps.get_model("assessments", "QuizVersion").objects
        versions.filter(activity=self.activity).update(is_current=False)
        return versions.create(
            activity=self.activity,
            language="en",
            digest=uuid.uuid4().hex,
            definition={"v": 1, "title": "?", "settings": settings, "questions": self.questions},
            published_at=MOMENT,
        )

    def attempt(self, number, **points):
        """A finished attempt with these points by question, as it was rounded and judged then."""
        given = {question: Decimal(value) for question, value in points.items()}
        maximum = sum(question["points"] for question in self.questions)
        total = sum(given.values(), Decimal(0))
        score = (total * 100 / maximum).quantize(Decimal("0.01"))
        attempt = self.make(
            "assessments",
            "Attempt",
            learner=self.learner,
            activity=self.activity,
            version=self.version,
            number=number,
            layout={},
            started_at=MOMENT,
            submitted_at=MOMENT + timedelta(days=number),
            points=total,
            max_points=maximum,
            score=score,
            is_passed=score >= self.version.definition["settings"]["pass_mark"],
        )
        for question, value in given.items():
            self.make(
                "assessments",
                "Response",
                attempt=attempt,
                question_id=question,
                answer={},
                saved_at=MOMENT,
                points=value,
            )


def passes_after():
    """The passes after the migration: number of the attempt, score, mark and origin."""
    apps = apps_at(executor_to("0005_points_are_exact"), "0005_points_are_exact")
    return [
        (
            kept.attempt.number,
            round(kept.score_numerator * 100 / kept.score_denominator, 2),
            kept.pass_mark,
            kept.origin,
            kept.passed_at == kept.attempt.submitted_at,
        )
        for kept in apps.get_model("assessments", "Pass").objects.order_by("pk")
    ], apps.get_model("assessments", "Attempt").objects.order_by("pk")


def test_who_passed_by_rounding_keeps_it_with_the_points(before):
    past = Past(before, [matching(1)], pass_mark=67)
    past.attempt(1, m1="0.67")
    passes, attempts = passes_after()
    assert passes == [(1, 67.0, 67, "old_rule", True)]
    assert (attempts.get().points_numerator, attempts.get().points_denominator) == (67, 100)


def test_who_failed_by_rounding_passes(before):
    past = Past(before, [matching(1), matching(2), matching(3), CHOICE], pass_mark=50)
    past.attempt(1, m1="0.33", m2="0.33", m3="0.33", c="1")
    passes, attempts = passes_after()
    assert passes == [(1, 50.0, 50, "publishing", True)]
    kept = attempts.get()
    assert (kept.points_numerator, kept.points_denominator) == (2, 1)
    assert (kept.score, kept.is_passed) == (50, True)


def test_each_method_and_who_did_not_pass(before):
    average = Past(before, [CHOICE], pass_mark=50, grading_method="average")
    average.attempt(1, c="0")
    average.attempt(2, c="1")
    last = Past(before, [CHOICE], pass_mark=50, grading_method="last")
    last.attempt(1, c="1")
    last.attempt(2, c="0")
    best = Past(before, [CHOICE], pass_mark=50)
    best.attempt(1, c="0")
    passes, _attempts = passes_after()
    assert passes == [(2, 50.0, 50, "old_rule", True), (1, 100.0, 50, "old_rule", True)]


def test_rules_are_those_of_the_current_version_and_promises_those_of_each(before):
    past = Past(before, [{**CHOICE, "points": 50}], pass_mark=70, show_answers="never")
    past.attempt(1, c="29")
    past.freeze(pass_mark=55, attempts_allowed=3)
    passes, attempts = passes_after()
    assert passes == [(1, 58.0, 55, "publishing", True)]
    kept = attempts.get()
    assert (kept.show_answers, kept.is_passed, kept.pass_mark) == ("never", True, 55)
    rules = kept.activity.quiz_rules
    assert (rules.pass_mark, rules.attempts_allowed, rules.time_limit) == (55, 3, None)


def test_there_and_back_and_there_again(before):
    """The history stays when the rest goes, and tells of each pass once."""
    past = Past(before, [matching(1), matching(2), matching(3), CHOICE], pass_mark=50)
    past.attempt(1, m1="0.33", m2="0.33", m3="0.33", c="1")
    failed = Past(before, [CHOICE], pass_mark=50)
    failed.attempt(1, c="0")
    passes, _attempts = passes_after()
    rounded = apps_at(executor_to("0002_history_so_far"), "0002_history_so_far")
    attempts = rounded.get_model("assessments", "Attempt").objects.order_by("pk")
    assert list(attempts.values_list("points", "score", "is_passed")) == [
        (Decimal(2), Decimal(50), True),
        (Decimal(0), Decimal(0), False),
    ]
    responses = rounded.get_model("assessments", "Response").objects.filter(question_id="m1")
    assert responses.get().points == Decimal("0.33")
    again, _attempts = passes_after()
    assert [kept[:3] for kept in again] == [kept[:3] for kept in passes] == [(1, 50.0, 50)]
    entries = past.apps.get_model("learning", "HistoryEntry").objects
    assert entries.filter(kind="pass_given").count() == 1
