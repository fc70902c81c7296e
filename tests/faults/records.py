"""What the database of a running server holds, read without Django."""

import json
import sqlite3
from contextlib import closing

import environ
import psycopg2


def rows(environment, sql):
    """The rows of a query on the database of `environment`."""
    address = environment["DATABASE_URL"]
    config = environ.Env().db_url_config(address)
    if "sqlite" in config["ENGINE"]:
        connection = sqlite3.connect(config["NAME"])
    else:
        connection = psycopg2.connect(
            dbname=config["NAME"],
            host=config["HOST"],
            port=config["PORT"],
            user=config["USER"],
            password=config["PASSWORD"],
        )
    with closing(connection), closing(connection.cursor()) as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def answers(environment, activity_key):
    """{(attempt's id, question's id): answer} of a quiz. Fails where one is there twice."""
    found = rows(
        environment,
        "SELECT a.id, r.question_id, r.answer FROM assessments_response r "  # noqa: S608
        "JOIN assessments_attempt a ON a.id = r.attempt_id "
        f"JOIN learning_activity q ON q.id = a.activity_id WHERE {_is_quiz(activity_key)}",
    )
    by_question = {(attempt, question): _value(answer) for attempt, question, answer in found}
    assert len(by_question) == len(found)
    return by_question


def _value(answer):
    # SQLite keeps JSON as its text.
    return json.loads(answer) if answer.startswith('"') else answer


def attempts(environment, activity_key):
    """[(attempt's id, learner's id, whether it was submitted)] of a quiz."""
    return rows(
        environment,
        "SELECT a.id, a.learner_id, a.submitted_at IS NOT NULL FROM assessments_attempt a "  # noqa: S608
        f"JOIN learning_activity q ON q.id = a.activity_id WHERE {_is_quiz(activity_key)}",
    )


def completions(environment, activity_key):
    """The ids of the learners who completed a quiz, as often as that is recorded."""
    return _learners(environment, "learning_completion", activity_key)


def visits(environment, activity_key):
    """The ids of the learners who visited a quiz, once for each day."""
    return _learners(environment, "learning_visit", activity_key)


def _learners(environment, table, activity_key):
    found = rows(
        environment,
        f"SELECT c.learner_id FROM {table} c "  # noqa: S608
        f"JOIN learning_activity q ON q.id = c.activity_id WHERE {_is_quiz(activity_key)}",
    )
    return [learner for [learner] in found]


def _is_quiz(key):
    # SQLite keeps the key without its hyphens.
    return f"REPLACE(CAST(q.key AS CHAR(36)), '-', '') = '{key.replace('-', '')}'"
