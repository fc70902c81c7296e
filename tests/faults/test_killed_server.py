"""A server that is killed while learners answer loses and doubles nothing it acknowledged."""

from tests.faults.killing import kill_again_and_again

KILLS = 4


def test_no_acknowledged_answer_is_lost_or_doubled(demo_environment):
    assert kill_again_and_again(demo_environment, KILLS, seed="2026") > 50
