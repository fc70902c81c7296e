"""The one thing that reports store: filters that people saved under a name."""

from reporting.saved_filters import SavedFilter

__all__ = ["SavedFilter"]
