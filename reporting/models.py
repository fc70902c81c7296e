"""What reports store: filters that people saved under a name, and reports that are kept."""

from reporting.participants import ParticipantsReport
from reporting.saved_filters import SavedFilter

__all__ = ["ParticipantsReport", "SavedFilter"]
