"""Signs beside words in the reports: the eye finds them in a table, on paper too."""

from enum import Enum


class Sign(Enum):
    """A sign; `look` is its class in admin-report.css."""

    TICK = "✓", "report-tick"
    PARTLY = "◐", "report-partly"
    CROSS = "✕", "report-cross"
    EXCUSED = "◇", "report-partly"
    BY_HAND = "◆", "report-tick"
    NONE = "–", "report-muted"

    def __init__(self, mark, look):
        self.mark = mark
        self.look = look
