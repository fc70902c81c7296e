"""Signs beside words in the reports: the eye finds them in a table, on paper too."""

from enum import Enum


class Sign(Enum):
    """A sign; `look` is the end of its class in admin-report.css."""

    TICK = "✓", "tick"
    PARTLY = "◐", "partly"
    CROSS = "✕", "cross"
    NONE = "–", "muted"

    def __init__(self, mark, look):
        self.mark = mark
        self.look = look
