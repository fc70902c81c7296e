"""The outline that publishing writes, and the records that learners leave behind."""

from learning.outline import Activity, Module, Track
from learning.records.absence import Absence
from learning.records.completion import Completion
from learning.records.enrolment import Enrolment
from learning.records.excuse import Excuse
from learning.records.history import HistoryEntry
from learning.records.opinion import Opinion
from learning.records.track_enrolment import TrackEnrolment
from learning.records.visit import Visit
from learning.records.watching import Watching

__all__ = [
    "Absence",
    "Activity",
    "Completion",
    "Enrolment",
    "Excuse",
    "HistoryEntry",
    "Module",
    "Opinion",
    "Track",
    "TrackEnrolment",
    "Visit",
    "Watching",
]
