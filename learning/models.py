"""The outline that publishing writes, and the records that learners leave behind."""

from learning.completion import Completion
from learning.enrolment import Enrolment
from learning.finishing import TrackCompletion
from learning.outline import Activity, Module, Track
from learning.visit import Visit
from learning.watching import Watching

__all__ = [
    "Activity",
    "Completion",
    "Enrolment",
    "Module",
    "Track",
    "TrackCompletion",
    "Visit",
    "Watching",
]
