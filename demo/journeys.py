"""How a learner of the demo went through a module, by the same functions as on the site."""

from contextlib import contextmanager
from datetime import timedelta
from random import Random

from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from assessments.attempt import close_overdue_attempts, save_answers, start_attempt, submit_attempt
from assessments.check import answer_check
from assessments.giving import give_attempt
from courses.formats import BLOCKS, read_question
from demo.answers import answers_for
from demo.clock import clock_at
from learning.actor import Actor
from learning.models import Activity, Module
from learning.records.by_hand import complete_by_hand, enrol_by_hand
from learning.records.completion import complete_activity
from learning.records.enrolment import enrol, withdraw
from learning.records.excuse import excuse_activity
from learning.records.opinion import decline_opinion, give_opinion, tell_afterwards
from learning.records.visit import record_visit
from learning.records.watching import record_watching

LANGUAGE = "en"
# What learners of the demo say of a module.
OPINIONS = (
    {"worth": "yes", "clear": "yes", "missing": "An example from a town as small as ours."},
    {"worth": "yes", "clear": "partly", "missing": "The words of the law in my own language."},
    {"worth": "partly", "clear": "yes", "missing": ""},
    {"worth": "no", "clear": "partly", "missing": "I knew most of it; a test at the start?"},
    {"worth": "yes", "clear": "yes", "missing": ""},
)
AFTERWARDS_SAID = (
    {"used": "We rewrote our offer around the need of the city.", "hindered": ""},
    {"used": "The list of questions for the first talk.", "hindered": "Little time, as ever."},
)
STEPS = 16  # more than any story has, so that none runs into the future


class Journey:
    """One learner's way through one module, begun `days_ago`. Each step moves the clock on.

    `lessons` are the activities before the quiz, case studies among them.
    """

    def __init__(self, learner, module, days_ago):
        self.learner = learner
        self.actor = Actor.person(learner)
        self.module = module
        activities = list(module.activities.active())
        self.lessons = [a for a in activities if not a.type.is_scored]
        self.quiz = next(a for a in activities if a.type.is_scored)
        self.rng = Random(f"{learner.email} {module.key}")  # noqa: S311 -- it keeps no secret
        self.pace = timedelta(days=min(4, days_ago / STEPS))
        self.moment = timezone.now() - timedelta(days=days_ago)

    def enrol(self):
        with self.later():
            enrol(learner=self.learner, module=self.module, actor=self.actor)

    def withdraw(self):
        with self.later():
            withdraw(learner=self.learner, module=self.module, actor=self.actor)

    def visit(self, activity):
        with self.later():
            record_visit(learner=self.learner, activity=activity)

    def complete(self, lessons):
        """Read the lessons, do what each asks for, and mark it as complete."""
        for lesson in lessons:
            self.visit(lesson)
            with self.later(minutes=lesson.minutes):
                for block in lesson_body(lesson):
                    if block.block_type in BLOCKS:
                        question = read_question(block)
                        answer_check(
                            learner=self.learner,
                            activity=lesson,
                            question=question,
                            answer=question.right_answer(),
                        )
                    elif block.block_type == "video":
                        record_watching(
                            learner=self.learner, activity=lesson, block_id=block.id, percent=100
                        )
                complete_activity(learner=self.learner, activity=lesson, actor=self.actor)

    def take_quiz(self, share):
        """An attempt with `share` of the points or a little more."""
        self.visit(self.quiz)
        with self.later(minutes=2):
            attempt = self._start_attempt()
        with self.later(minutes=self.quiz.minutes):
            save_answers(attempt=attempt, answers=answers_for(attempt, share, self.rng))
            submit_attempt(attempt=attempt, actor=self.actor)

    def begin_quiz(self):
        """An attempt begun a few minutes ago: half answered, not submitted."""
        self.moment = timezone.now() - timedelta(minutes=10)
        self._answer_half()

    def run_out_of_time(self):
        """An attempt that is half answered when its time is up, and closed as the worker does."""
        self.visit(self.quiz)
        attempt = self._answer_half()
        with clock_at(attempt.deadline_at + timedelta(minutes=1)):
            close_overdue_attempts()

    def get_attempt(self):
        """A trainer gives a further attempt at the quiz."""
        with self.later():
            give_attempt(
                learner=self.learner,
                activity=self.quiz,
                actor=trainer(),
                reason="The connection broke down twice during the last attempt.",
            )

    def be_excused(self, activity):
        """A trainer excuses the learner from an activity."""
        with self.later():
            excuse_activity(
                learner=self.learner,
                activity=activity,
                actor=trainer(),
                reason="You have taught this subject yourself, as you showed us.",
            )

    def be_enrolled(self):
        """A trainer enrols the learner."""
        with self.later():
            enrol_by_hand(
                learner=self.learner,
                about=self.module,
                actor=trainer(),
                reason="You signed the list at our workshop and asked us to enrol you.",
            )

    def be_completed(self, activity):
        """A trainer enters an activity as completed."""
        with self.later():
            complete_by_hand(
                learner=self.learner,
                activity=activity,
                actor=trainer(),
                reason="You worked through it on paper, in the live session at your town hall.",
            )

    def say(self):
        """Some answer the questions about the module, some decline, some pass them over."""
        number = self.rng.randrange(len(OPINIONS) + 1)
        with self.later():
            if number == len(OPINIONS):
                decline_opinion(learner=self.learner, module=self.module)
                return
            give_opinion(learner=self.learner, module=self.module, **OPINIONS[number])
        if number < len(AFTERWARDS_SAID):
            with self.later(minutes=60):
                said = AFTERWARDS_SAID[number]
                tell_afterwards(learner=self.learner, module=self.module, **said)

    def _start_attempt(self):
        return start_attempt(
            learner=self.learner, activity=self.quiz, language=LANGUAGE, actor=self.actor
        )

    def _answer_half(self):
        with self.later(minutes=1):
            attempt = self._start_attempt()
        answers = list(answers_for(attempt, 0.9, self.rng).items())
        with self.later(minutes=5):
            save_answers(attempt=attempt, answers=dict(answers[: len(answers) // 2]))
        return attempt

    def before_the_last_lesson(self):
        """While it lasts, the module's last lesson is not published yet."""
        *self.lessons, new = self.lessons
        return self._before(Activity.objects.filter(pk=new.pk))

    def before_the_next_modules(self):
        """While it lasts, the modules behind this one in the track are not published yet."""
        track, position = self.module.track_id, self.module.position
        return self._before(Module.objects.filter(track=track, position__gt=position))

    @contextmanager
    def _before(self, rows):
        rows.update(retired_at=self.moment)
        yield
        rows.update(retired_at=None)

    @contextmanager
    def later(self, minutes=None):
        """What happens some days later, or `minutes` later."""
        gap = timedelta(minutes=minutes) if minutes else self.pace
        self.moment += gap * self.rng.uniform(0.4, 1)
        with clock_at(self.moment):
            yield


def trainer():
    """The Actor who decides for learners of the demo."""
    return Actor.person(User.objects.get(email="trainer@demo.example"))


def lesson_body(activity):
    """The blocks of the page of a lesson or case study."""
    page = Page.objects.get(translation_key=activity.key, locale__language_code=LANGUAGE)
    return page.specific.body
