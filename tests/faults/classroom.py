"""Learners with a quiz in a database that a server of its own uses; made and removed from outside.

The quiz is a page: one without would be closed by the demo's jobs.

`python -m tests.faults.classroom fill 6` prints what a client needs as JSON, `… clear` removes it.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = 10
MARK = "@classroom.example.org"
TRACK = "The classroom"
ANY_NUMBER = {"value": "0", "tolerance": "1000000000", "is_correct": True}


@dataclass(frozen=True)
class Classroom:
    """What a client needs: sessions by learner, keys of module and quiz, ids of its questions."""

    sessions: dict
    module: str
    quiz: str
    questions: list


def fill_classroom(environment, learners):
    """A `Classroom` with so many learners in the database of `environment`."""
    printed = _run(environment, "fill", str(learners))
    return Classroom(**json.loads(printed))


def clear_classroom(environment):
    """Remove everything that `fill_classroom` and the learners have made."""
    _run(environment, "clear")


def _run(environment, *arguments):
    command = [sys.executable, "-m", "tests.faults.classroom", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    return done.stdout


def fill(count):
    """Make the rows, and return them as `Classroom` holds them."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from assessments.version import current_version
    from courses.models import TrainingIndexPage
    from learning.models import Activity
    from tests.factories.pages import ModulePageFactory, QuizPageFactory, TrackPageFactory
    from tests.factories.quizzes import enrolled_learner

    asked = ("numeric", {"prompt": "<p>How many?</p>", "answers": [ANY_NUMBER]})
    training = TrainingIndexPage.objects.get(locale__language_code="en")
    page = QuizPageFactory(
        parent=ModulePageFactory(parent=TrackPageFactory(parent=training, title=TRACK)),
        questions=[asked] * QUESTIONS,
    )
    quiz = Activity.objects.get(key=page.translation_key)
    sessions = {}
    for number in range(count):
        learner = enrolled_learner(quiz, email=f"learner{number}{MARK}")
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(learner.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = learner.get_session_auth_hash()
        session.create()
        sessions[str(learner.pk)] = session.session_key
    return {
        "sessions": sessions,
        "module": str(quiz.module.key),
        "quiz": str(quiz.key),
        "questions": [each.id for each in current_version(quiz, "en").quiz.questions],
    }


def clear():
    """Remove the learners, what they made, and what they made it in."""
    from accounts.models import Organisation, Session, User
    from assessments.models import Attempt, Pass, QuizRules, QuizVersion, Response
    from courses.models import TrackPage
    from learning.models import (
        Absence,
        Activity,
        Completion,
        Enrolment,
        HistoryEntry,
        Module,
        Track,
        TrackEnrolment,
        Visit,
    )
    from learning.records.history import rewriting_history

    learners = list(User.objects.filter(email__endswith=MARK))
    modules = {row.module_id for row in Enrolment.objects.filter(learner__in=learners)}
    tracks = {row.track_id for row in Module.objects.filter(pk__in=modules)}
    organisations = {learner.organisation_id for learner in learners}
    with rewriting_history():
        HistoryEntry.objects.filter(learner__in=learners).delete()
    Response.objects.filter(attempt__learner__in=learners).delete()
    Absence.objects.filter(enrolment__learner__in=learners).delete()
    for model in (Pass, Attempt, Completion, TrackEnrolment, Visit, Enrolment):
        model.objects.filter(learner__in=learners).delete()
    for session in Session.objects.all():
        if session.get_decoded().get("_auth_user_id") in {str(each.pk) for each in learners}:
            session.delete()
    for page in TrackPage.objects.filter(title=TRACK, alias_of=None):
        page.delete()
    QuizRules.objects.filter(activity__module__in=modules).delete()
    QuizVersion.objects.filter(activity__module__in=modules).delete()
    Activity.objects.filter(module__in=modules).delete()
    Module.objects.filter(pk__in=modules).delete()
    Track.objects.filter(pk__in=tracks).delete()
    User.objects.filter(pk__in=[each.pk for each in learners]).delete()
    Organisation.objects.filter(pk__in=organisations).delete()


if __name__ == "__main__":
    import os

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    django.setup()
    if sys.argv[1] == "fill":
        json.dump(fill(int(sys.argv[2])), sys.stdout)
    else:
        clear()
