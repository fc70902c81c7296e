"""A server that is killed while learners answer loses and doubles nothing it acknowledged.

It leaves neither a record without an entry in the history nor an entry without a record.
`KILLS=100 LEARNERS=20 ./dev test tests/faults/test_killed_server.py -s` kills a hundred times
while twenty learners work, and tells of it.
"""

import os

from tests.faults.killing import kill_again_and_again

KILLS = int(os.environ.get("KILLS", "4"))


def test_no_acknowledged_answer_is_lost_or_doubled(demo_environment):
    seed = os.environ.get("SEED", "2026")
    assert kill_again_and_again(demo_environment, KILLS, seed) > 5 * KILLS
