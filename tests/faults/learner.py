"""A learner who answers over HTTP without rest, and remembers what the server acknowledged."""

import http.client
import itertools
import random
import threading
import time
from urllib.parse import urlencode, urlsplit

TOKEN = "t" * 32
TIMEOUT = 30  # seconds
PAUSE = 0.05  # seconds


class Learner(threading.Thread):
    """Begins attempts, answers each question twice, submits, withdraws from the module, comes back.

    Sends again what was not acknowledged.

    `acknowledged`: {(attempt, question): the last answer that the server said it has};
    `in_flight`: the (attempt, question, answer) sent and not acknowledged yet, or None.
    """

    def __init__(self, pk, session, address, classroom):
        super().__init__(daemon=True)
        self.pk = int(pk)
        self.acknowledged, self.in_flight = {}, None
        self.attempts, self.submitted = [], set()
        self.is_starting, self.submitting = False, None
        self.answers_sent = 0
        self.is_cut_off = threading.Event()
        self.is_to_stop = threading.Event()
        self.fault = None
        self._host = urlsplit(address).netloc
        self._session, self._classroom = session, classroom

    def run(self):
        try:
            while not self.is_to_stop.is_set():
                self._attempt()
        except Exception as fault:  # the test that started the thread tells it
            self.fault = fault

    def _attempt(self):
        self.is_starting = True
        pk = self._start()
        self.attempts.append(pk)
        self.is_starting = False
        questions = self._classroom.questions * 2
        random.shuffle(questions)
        for number, question in enumerate(questions):
            self._answer(pk, question, f"{pk}{number:02}")
        self.submitting = pk
        self._ask(f"/en/learn/attempts/{pk}/submit/", {}, 302)
        self.submitted.add(pk)
        self.submitting = None
        for act in ("withdraw", "enrol"):
            self._ask(f"/en/learn/modules/{self._classroom.module}/{act}/", {}, 302)

    def _start(self):
        path = f"/en/learn/activities/{self._classroom.quiz}/attempt/"
        location = self._ask(path, {}, 302)
        return int(location.strip("/").split("/")[-1])

    def _answer(self, attempt, question, answer):
        self.in_flight = (attempt, question, answer)
        fields = {f"was-{question}": "changed", f"q-{question}": answer}
        self._ask(f"/en/learn/attempts/{attempt}/save/", fields, 200)
        self.acknowledged[attempt, question] = answer
        self.in_flight = None
        self.answers_sent += 1

    def _ask(self, path, fields, status):
        """Send a form until it is answered with `status`; return where that leads."""
        for _try in itertools.count():
            try:
                answered, location = self._send(path, fields)
            except (OSError, http.client.HTTPException):
                self.is_cut_off.set()
                time.sleep(PAUSE)
                continue
            self.is_cut_off.clear()
            if answered == status:
                return location
            assert answered == 503, f"{path}: {answered}"
            time.sleep(PAUSE)

    def _send(self, path, fields):
        connection = http.client.HTTPConnection(self._host, timeout=TIMEOUT)
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self._session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
        }
        try:
            connection.request("POST", path, urlencode(fields), headers)
            response = connection.getresponse()
            response.read()
            return response.status, response.headers.get("Location", "")
        finally:
            connection.close()
