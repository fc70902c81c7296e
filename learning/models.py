"""The outline that publishing writes, and the records that learners leave behind."""

from learning.absence import Absence
from learning.completion import Completion
from learning.enrolment import Enrolment
from learning.outline import Activity, Module, Track
from learning.track_enrolment import TrackEnrolment
from learning.visit import Visit
from learning.watching import Watching

__all__ = [
    "Absence",
    "Activity",
    "Completion",
    "Enrolment",
    "Module",
    "Track",
    "TrackEnrolment",
    "Visit",
    "Watching",
]
