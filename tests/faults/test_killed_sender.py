"""A process that is killed while it sends mails sends none twice and loses none unseen.

`KILLS=100 ./dev test tests/faults/test_killed_sender.py -s` kills a hundred times, and tells of it.
"""

import os
import random
import time
from collections import Counter

import pytest

from tests.faults import senders
from tests.notices.mail_server import running_mail_server

KILLS = int(os.environ.get("KILLS", "4"))
PATIENCE = 120  # seconds
AT_A_KILL = 12  # mails, more or less
tell = print  # with -s


@pytest.fixture
def mail_server():
    """A mail server that takes its time, so that a kill finds something under way."""
    with running_mail_server(pause=0.02) as server:
        yield server


@pytest.fixture
def environment(demo_environment, mail_server):
    """The variables of the processes that send; the demo has no mail of its own meanwhile."""
    environment = senders.environment_of(demo_environment, mail_server)
    yield environment
    senders.run(environment, "clear")


def test_no_mail_is_sent_twice_and_none_is_lost_unseen(environment, mail_server):
    seed = os.environ.get("SEED", "2026")
    draw = random.Random(seed)
    senders.run(environment, "fill", KILLS * AT_A_KILL)
    for number in range(1, KILLS + 1):
        with senders.running(environment, 1):
            await_more(mail_server, draw.randint(1, AT_A_KILL - 2))
            time.sleep(draw.uniform(0, 0.03))
        tell(f"{number}: killed; {len(mail_server.received)} mails received")
    killed = senders.run(environment, "states")
    under_way = [state for state, _is_safety in killed.values() if state == "sending"]
    senders.run(environment, "grow_old")
    finish(environment)
    received = Counter(mail_server.message_ids)
    states = senders.run(environment, "states")
    assert received.keys() <= states.keys()
    unknown = 0
    for message_id, (state, is_safety) in states.items():
        assert state in (senders.SENT, senders.UNKNOWN), state
        if is_safety:  # again, as the same mail
            assert state == senders.SENT
            assert 1 <= received[message_id] <= 2
        elif state == senders.SENT:
            assert received[message_id] == 1
        else:
            unknown += 1
            assert received[message_id] <= 1
    again = sum(received.values()) - len(received)
    tell(
        f"{KILLS} kills, {len(states)} mails, {len(under_way)} cut off: none lost unseen, "
        f"none sent twice but {again} of safety, {unknown} shown as unknown (seed {seed})"
    )


def test_two_processes_send_each_mail_once(environment, mail_server):
    senders.run(environment, "fill", 60)
    finish(environment, number=2)
    received = Counter(mail_server.message_ids)
    assert received == dict.fromkeys(senders.run(environment, "states"), 1)


def await_more(mail_server, number):
    """Wait until the server has taken so many more mails."""
    wanted = len(mail_server.received) + number
    until = time.monotonic() + PATIENCE
    while len(mail_server.received) < wanted:
        assert time.monotonic() < until, "the mails do not come"
        time.sleep(0.002)


def finish(environment, number=1):
    """Let so many processes send what is left."""
    until = time.monotonic() + PATIENCE
    with senders.running(environment, number):
        while {"waiting", "sending"} & {
            state for state, _is_safety in senders.run(environment, "states").values()
        }:
            assert time.monotonic() < until, "the mails do not leave"
            time.sleep(0.2)
