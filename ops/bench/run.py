"""Measures the portal and prints each figure beside its bound. Exit code 1: one is over it."""

import gzip
import os
import sys
import time
from dataclasses import dataclass

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils.crypto import get_random_string  # noqa: E402
from wagtail.models import Site  # noqa: E402

from accounts.models import User  # noqa: E402
from assessments.models import Attempt  # noqa: E402
from demo.crowd_pages import crowd_module  # noqa: E402
from learning.actor import Actor  # noqa: E402
from learning.models import Activity  # noqa: E402
from learning.records.enrolment import enrol  # noqa: E402
from learning.records.history import rewriting_history  # noqa: E402
from ops.bench.letters import measure_letter  # noqa: E402
from ops.bench.measure import (  # noqa: E402
    Connection,
    cold_load,
    latencies,
    peaks,
    requests_per_second,
    stream,
)
from ops.bench.models import BarePage  # noqa: E402

ROUNDS, CLIENTS, SECONDS, QUIZZES, TIMES = 120, 4, 3, 5, 3
FRAMING = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
REPORT = "/admin/reports/completion/"
TOKEN = get_random_string(32)  # of forms
over = []


@dataclass(frozen=True)
class Measured:
    """A page, who asks for it (`cookie`), and the bounds of its queries and of its ratio."""

    name: str
    path: str
    cookie: str
    queries: int
    ratio: float | None = None

    def ask(self, connection):
        """(seconds, bytes on the wire, body) of one request over `connection`, a Connection."""
        return connection.get(self.path)

    def count_queries(self, client):
        """How many queries it takes when it is asked for again."""
        return queries_of(client, self.path)[0]

    def count_served(self, port):
        """How many are served in a second, or None where that is not measured."""
        return requests_per_second(port, self, CLIENTS, SECONDS)


@dataclass(frozen=True, kw_only=True)
class MeasuredCompletion(Measured):
    """The act of marking `lesson` as complete, of which `learner` keeps nothing before each time.

    It is no page, and so not asked for as fast as can be.
    """

    learner: User
    lesson: Activity

    def ask(self, connection):
        self.undo()
        return connection.post(self.path, f"csrfmiddlewaretoken={TOKEN}")

    def count_queries(self, client):
        self.undo()
        with CaptureQueriesContext(connection) as captured:
            client.post(self.path)
        return asked(captured)

    def count_served(self, port):
        return None

    def undo(self):
        """Erase that the learner completed the lesson."""
        with rewriting_history():
            self.learner.history.filter(activity=self.lesson).delete()
            self.learner.completions.filter(activity=self.lesson).delete()


def say(text, value, bound=None, unit=""):
    """Print a figure, with a mark where it is over its bound."""
    is_over = bound is not None and value > bound
    if is_over:
        over.append(text)
    beside = "" if bound is None else f"   at most {bound:g}{'   OVER' if is_over else ''}"
    print(f"{text:<58}{value:>9.6g} {unit:<5}{beside}")  # noqa: T201 -- this is its output


def signed_in(email):
    """A client inside this process, and its cookies for the server."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email=email))
    name = settings.SESSION_COOKIE_NAME
    cookies = {name: client.cookies[name].value, settings.CSRF_COOKIE_NAME: TOKEN}
    return client, "; ".join(f"{name}={value}" for name, value in cookies.items())


def bare_page():
    """The path of a page without fields, as deep in the tree as a lesson."""
    parent = Site.objects.get(is_default_site=True).root_page
    for depth in range(4):
        slug = f"bare-{depth}"
        parent = parent.get_children().filter(slug=slug).first() or parent.add_child(
            instance=BarePage(title="Bare", slug=slug)
        )
    return "/bare/" + "/".join(f"bare-{depth}" for depth in range(4)) + "/"


def queries_of(client, path):
    """(number of queries, their milliseconds at best, bytes of the answer) of a warm page."""
    client.get(path)
    spent = []
    for _time in range(TIMES):
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path)
        spent.append(1000 * sum(float(query["time"]) for query in captured))
    return len(captured), min(spent), len(response.content)


def asked(captured):
    """The number of queries captured, besides what frames transactions."""
    return sum(not query["sql"].startswith(FRAMING) for query in captured)


def measure_pages(port, pages, clients):
    """Print what each page costs, the first being the bare one.

    The ratio is of what the portal itself takes. Sockets and the server's threads take the same for
    every page, a third of a millisecond, which would hide what a kept page costs.
    """
    times = latencies(port, pages, ROUNDS)
    print(f"{'':<30}queries  median     p95  inside    req/s   bytes   ratio")  # noqa: T201
    for page in pages:
        queries = page.count_queries(clients[page.cookie])
        middle, slow, inside = times[page]
        ratio = inside / times[pages[0]][2]
        speed = page.count_served(port)
        served = "–" if speed is None else f"{speed:.0f}"
        _seconds, size, _body = page.ask(Connection(port, page.cookie))
        is_over = queries > page.queries or (page.ratio and ratio > page.ratio)
        bounds = f"at most {page.queries} queries" + (f", {page.ratio:g}" if page.ratio else "")
        if is_over:
            over.append(page.name)
        print(  # noqa: T201
            f"{page.name:<30}{queries:>7}{middle:>8.2f}{slow:>8.2f}{inside:>8.2f}{served:>9}{size:>8}"
            f"{ratio:>8.2f}   {bounds}{'   OVER' if is_over else ''}"
        )


def measure_quiz(client, learner, lesson, quiz):
    """Print the cost of a quiz: start, an answer to each question, submission.

    As for pages, the first time is not counted: it fills what is kept. Each time the learner comes
    from a lesson, and to the quiz for the first time of the day, which is what costs most.
    """
    spent = []
    queries = []
    for _time in range(1 + QUIZZES):
        learner.visits.filter(activity=quiz).delete()
        client.get(lesson.url)
        start = time.process_time()
        with CaptureQueriesContext(connection) as begun:
            client.post(reverse("attempt_start", args=[quiz.key]))
        to_start = asked(begun)  # now, for the next request empties the log
        attempt = Attempt.objects.filter(learner=learner).latest("pk")
        for question in attempt.quiz.questions:
            answer = {f"was-{question.id}": "", f"q-{question.id}": question.options[0].id}
            client.post(reverse("attempt_save", args=[attempt.pk]), answer)
        with CaptureQueriesContext(connection) as ended:
            client.post(reverse("attempt_submit", args=[attempt.pk]))
        queries.append(to_start + asked(ended))
        spent.append(1000 * (time.process_time() - start))
    say("A quiz: queries of start and submission", max(queries[1:]), 23)
    say("A quiz of ten questions, processor time", min(spent[1:]), 150, "ms")


def measure_report(port, master, client, cookie, module):
    """Print what the completion reports and their exports cost."""
    of_module, of_track = f"{REPORT}?module={module.pk}", f"{REPORT}tracks/?track={module.track_id}"
    for name, path in (
        ("Report, all modules", REPORT),
        ("Report", of_module),
        ("Report by progress", f"{of_module}&ordering=share"),
        ("Report by score, with a search", f"{of_module}&ordering=score&q=learner"),
        ("Report of the track", of_track),
        ("Figures of the track", f"{REPORT}tracks/summary/?track={module.track_id}"),
    ):
        queries, milliseconds, size = queries_of(client, path)
        say(f"{name}: queries", queries, 12)
        say(f"{name}: time in the database", milliseconds, 150, "ms")
        say(f"{name}: HTML", size / 1000, 60, "kB")
    Connection(port, cookie).get(REPORT)
    before = peaks(master)
    for name, path in (("Export as CSV", of_module), ("Export of the track", of_track)):
        first, last = stream(port, cookie, f"{path}&export=csv")
        say(f"{name}: first byte", first, 1, "s")
        say(f"{name}: whole", last, 10, "s")
    growth = max(peak - before[child] for child, peak in peaks(master).items())
    say("Exports as CSV: growth of the process", growth, 50, "MB")


def main(port, master, seed_seconds):
    module = crowd_module()
    learner = User.objects.get(email="sme@demo.example")
    enrol(learner=learner, module=module, actor=Actor.person(learner))
    own, own_cookie = signed_in(learner.email)
    trainer, trainer_cookie = signed_in("trainer@demo.example")
    visitor = Client(SERVER_NAME="localhost")
    lesson = module.activities.active().first()
    quiz = module.activities.active().last()
    lesson_page = Measured("Lesson, signed in", lesson.url, own_cookie, 5, 0.45)
    pages = [
        Measured("Bare page as deep as a lesson", bare_page(), own_cookie, 13),
        lesson_page,
        Measured("Module, signed in", module.url, own_cookie, 9, 0.6),
        Measured("My learning", "/en/my-learning/", own_cookie, 12, 0.8),
        MeasuredCompletion(
            "Mark complete",
            reverse("activity_complete", args=[lesson.key]),
            own_cookie,
            7,
            0.4,
            learner=learner,
            lesson=lesson,
        ),
        Measured("Home, visitor", "/en/", "", 1, 0.06),
        Measured("Catalogue, visitor", "/en/training/", "", 1, 0.06),
        Measured("Track, visitor", module.track.url, "", 1, 0.06),
        Measured("Module, visitor", module.url, "", 1, 0.06),
    ]
    learners = module.enrolments.count()
    print(f"{connection.vendor}, {learners} learners. Times in ms.")  # noqa: T201
    say("Seeding", seed_seconds, 60, "s")
    measure_pages(port, pages, {own_cookie: own, "": visitor})
    requests, size, scripts = cold_load(port, lesson_page, gzip.decompress)
    say("A cold lesson: requests", requests, 6)
    say("A cold lesson: on the wire", size / 1000, 60, "kB")
    say("A cold lesson: scripts", scripts / 1000, 15, "kB")
    measure_quiz(own, learner, lesson, quiz)
    measure_report(port, master, trainer, trainer_cookie, module)
    measure_letter(say, User.objects.get(email="trainer@demo.example"))
    if over:
        sys.exit(f"Over the bound: {', '.join(over)}.")


main(int(os.environ["PORT"]), int(sys.argv[1]), float(sys.argv[2]))
