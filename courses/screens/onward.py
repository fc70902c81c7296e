"""Where a learner goes on from a module in which nothing is left to do."""

from courses.syllabus import syllabuses_of
from learning.overview import learner_overview


def read_onward(learner):
    """The Overview of `learner`: its `next` is a module under way, its `suggestion` a new one.

    Four queries, one more for the suggestion.
    """
    return learner_overview(learner, syllabuses_of)
