"""When something is open: one value for Python, and the same rule for the database."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from learning.choices import Reason


@dataclass(frozen=True)
class Opening:
    """A span of time, from `from_` on and before `until`. None means that there is no such end."""

    from_: datetime | None = None
    until: datetime | None = None

    @property
    def is_empty(self):
        """Whether there is no moment in it."""
        return bool(self.from_ and self.until and self.from_ >= self.until)

    @property
    def moments(self):
        """The moments at which it begins and ends, in their order."""
        return [moment for moment in (self.from_, self.until) if moment]

    def is_open(self, now):
        """Whether the moment `now` lies in it."""
        return self.refusal(now) is None

    def refusal(self, now):
        """Why it is not open at `now`, and the moment that says so; None where it is open.

        The reason is a `learning.choices.Reason`: not open yet, or closed.
        """
        if self.from_ and now < self.from_:
            return Reason.NOT_OPEN_YET, self.from_
        if self.until and now >= self.until:
            return Reason.CLOSED, self.until
        return None


def open_at(now, holder=""):
    """A Q that says of a row with `opens_at` and `closes_at` what `Opening.is_open` says.

    `holder` is the path to that row, such as `module__`; `now` is the moment asked about.
    """
    opens_at, closes_at = f"{holder}opens_at", f"{holder}closes_at"
    return (Q(**{opens_at: None}) | Q(**{f"{opens_at}__lte": now})) & (
        Q(**{closes_at: None}) | Q(**{f"{closes_at}__gt": now})
    )
