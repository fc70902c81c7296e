"""What the database of a running server holds, read without Django."""

# ruff: noqa: S608 -- the queries are made of constants and of keys that the tests drew

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
        "SELECT a.id, r.question_id, r.answer FROM assessments_response r "
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
        "SELECT a.id, a.learner_id, a.submitted_at IS NOT NULL FROM assessments_attempt a "
        f"JOIN learning_activity q ON q.id = a.activity_id WHERE {_is_quiz(activity_key)}",
    )


def completions(environment, activity_key):
    """The ids of the learners who completed a quiz, as often as that is recorded."""
    return _learners(environment, "learning_completion", activity_key)


def kept_and_told(environment, classroom):
    """{kind of entry: (what is on record, what the history tells)}, each sorted."""
    quiz = f"SELECT q.id FROM learning_activity q WHERE {_is_quiz(classroom.quiz)}"
    module = f"SELECT q.id FROM learning_module q WHERE {_is_quiz(classroom.module)}"
    attempt = f"FROM assessments_attempt WHERE activity_id IN ({quiz})"
    track = f"SELECT q.track_id FROM learning_module q WHERE {_is_quiz(classroom.module)}"
    enrolment = f"learning_enrolment e ON e.id = enrolment_id WHERE module_id IN ({module})"
    queries = {
        "attempt_started": f"SELECT id, started_at {attempt}",
        "attempt_submitted": f"SELECT id, submitted_at {attempt} AND submitted_at IS NOT NULL",
        "pass_given": "SELECT attempt_id, passed_at FROM assessments_pass"
        f" WHERE activity_id IN ({quiz})",
        "activity_completed": "SELECT learner_id, completed_at FROM learning_completion"
        f" WHERE activity_id IN ({quiz})",
        "enrolled": "SELECT learner_id, enrolled_at FROM learning_enrolment"
        f" WHERE module_id IN ({module})",
        "module_completed": "SELECT learner_id, completed_at FROM learning_enrolment"
        f" WHERE module_id IN ({module}) AND completed_at IS NOT NULL",
        "track_completed": "SELECT learner_id, completed_at FROM learning_trackenrolment"
        f" WHERE track_id IN ({track}) AND completed_at IS NOT NULL",
        "came_back": f"SELECT learner_id, returned_at FROM learning_absence JOIN {enrolment}",
        "withdrew": "SELECT learner_id, absence.withdrawn_at FROM learning_absence absence"
        f" JOIN {enrolment} UNION ALL SELECT learner_id, withdrawn_at FROM learning_enrolment"
        f" WHERE module_id IN ({module}) AND withdrawn_at IS NOT NULL",
    }
    return {
        kind: (
            sorted(rows(environment, query)),
            sorted(
                rows(
                    environment,
                    "SELECT COALESCE(attempt_id, learner_id), COALESCE(dated_at, happened_at) "
                    f"FROM learning_historyentry WHERE kind = '{kind}'"
                    f" AND (activity_id IN ({quiz}) OR module_id IN ({module})"
                    f" OR track_id IN ({track}))",
                )
            ),
        )
        for kind, query in queries.items()
    }


def visits(environment, activity_key):
    """The ids of the learners who visited a quiz, once for each day."""
    return _learners(environment, "learning_visit", activity_key)


def _learners(environment, table, activity_key):
    found = rows(
        environment,
        f"SELECT c.learner_id FROM {table} c "
        f"JOIN learning_activity q ON q.id = c.activity_id WHERE {_is_quiz(activity_key)}",
    )
    return [learner for [learner] in found]


def _is_quiz(key):
    # SQLite keeps the key without its hyphens.
    return f"REPLACE(CAST(q.key AS CHAR(36)), '-', '') = '{key.replace('-', '')}'"
