"""Kill the server at random while learners answer: what it acknowledged is there, once.

Whatever is there has its entry in the history, and no entry stands there alone.
"""

import os
import random
import subprocess
import sys
import time

from tests.demo_server import Server
from tests.faults.classroom import ROOT, clear_classroom, fill_classroom
from tests.faults.learner import Learner
from tests.faults.records import answers, attempts, completions, kept_and_told, visits

LEARNERS = int(os.environ.get("LEARNERS", "6"))
PATIENCE = 120  # seconds
AT_A_KILL = 6  # answers at least, however slow the machine


def kill_again_and_again(environment, kills, seed, tell=print):
    """Kill a server on the database of `environment`; fail where an answer is lost or doubled.

    Every other time the whole server is killed, else one of its worker processes.
    """
    draw = random.Random(seed)
    classroom = fill_classroom(environment, LEARNERS)
    server = Server(environment)
    server.start()
    learners = [
        Learner(pk, session, server.address, classroom)
        for pk, session in classroom.sessions.items()
    ]
    try:
        for learner in learners:
            learner.start()
        for number in range(1, kills + 1):
            await_more(learners, AT_A_KILL)
            time.sleep(draw.uniform(0.1, 1))
            if number % 2:
                server.kill()
                await_cut_off(learners)
                check(environment, classroom, learners)
                server.start()
                what = "the server"
            else:
                server.kill_a_worker(draw)
                what = "a worker"
            sent = acknowledged(learners)
            tell(f"{number}: {what} killed; {sent} answers acknowledged")
        for learner in learners:
            learner.is_to_stop.set()
        await_all(learners, lambda learner: not learner.is_alive())
        check(environment, classroom, learners)
        check_end(environment, classroom, learners)
    finally:
        server.stop()
        clear_classroom(environment)
    done = sum(len(learner.submitted) for learner in learners)
    tell(f"{kills} kills, {sent} answers, {done} attempts: none lost, none doubled (seed {seed})")
    return sent


def await_cut_off(learners):
    """Wait until each learner has taken in what still came, and then met no server."""
    for learner in learners:
        learner.is_cut_off.clear()
    await_all(learners, lambda learner: learner.is_cut_off.is_set())


def await_more(learners, number):
    """Wait until the server has acknowledged so many more answers."""
    wanted = acknowledged(learners) + number
    await_all(learners, lambda _learner: acknowledged(learners) >= wanted)


def acknowledged(learners):
    """How many answers the server has acknowledged."""
    return sum(learner.answers_sent for learner in learners)


def await_all(learners, is_so):
    """Wait until `is_so(learner)` of each."""
    until = time.monotonic() + PATIENCE
    while not all(is_so(learner) for learner in learners):
        faults = [learner.fault for learner in learners if learner.fault]
        assert not faults, faults
        assert time.monotonic() < until, "the learners are not done"
        time.sleep(0.02)


def check(environment, classroom, learners):
    """What was acknowledged is there; beyond it only what was under way. History and records agree.

    The server is not running, so that nothing changes between two looks.
    """
    for what, (kept, told) in kept_and_told(environment, classroom).items():
        assert kept == told, what
    kept = answers(environment, classroom.quiz)
    rows = attempts(environment, classroom.quiz)
    for learner in learners:
        own = {pk for pk, learner_id, _is_submitted in rows if learner_id == learner.pk}
        submitted = {pk for pk, _learner, is_submitted in rows if pk in own and is_submitted}
        possible = {key: {answer} for key, answer in learner.acknowledged.items()}
        if learner.in_flight:
            pk, question, value = learner.in_flight
            possible.setdefault((pk, question), {None}).add(value)
        own_answers = {key: value for key, value in kept.items() if key[0] in own}
        assert own_answers.keys() <= possible.keys()
        for key, values in possible.items():
            assert own_answers.get(key) in values, (key, own_answers.get(key), values)
        assert own >= set(learner.attempts)
        assert len(own) - len(learner.attempts) <= learner.is_starting
        assert submitted >= learner.submitted
        assert submitted - learner.submitted <= {learner.submitting}


def check_end(environment, classroom, learners):
    """Nothing is under way any more: every attempt is submitted, every learner completed once.

    With the attempts came their visits. The command finds every record as the history tells it.
    """
    command = [sys.executable, "manage.py", "check_records"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = attempts(environment, classroom.quiz)
    assert all(is_submitted for _pk, _learner, is_submitted in rows)
    assert len(rows) == sum(len(learner.attempts) for learner in learners)
    done = completions(environment, classroom.quiz)
    assert sorted(done) == sorted(learner.pk for learner in learners)
    assert set(visits(environment, classroom.quiz)) == set(done)
