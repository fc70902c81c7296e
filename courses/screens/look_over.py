"""The last look at the answers before a quiz is submitted."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.screens.asking import Entry


@dataclass(frozen=True)
class LookOver:
    """The questions of an open attempt, and what is wrong with their answers."""

    entries: list[Entry]

    @property
    def unfinished(self):
        """The entries not answered, or only in part."""
        return [entry for entry in self.entries if entry.answer is None or entry.is_partial]

    @property
    def doubtful(self):
        """The entries whose saved answer seems wrong."""
        return [entry for entry in self.entries if entry.message]

    @property
    def goal(self):
        """The first question to go back to; None if there is none."""
        return next(iter(self.unfinished or self.doubtful), None)

    @property
    def way_back(self):
        """What the button says that leads to the first question to go back to."""
        return _("Go to question %(number)s") % {"number": self.goal.number}

    @property
    def title(self):
        """How the answers stand, in a few words."""
        unfinished, doubtful = len(self.unfinished), len(self.doubtful)
        if any(entry.is_partial for entry in self.entries):
            words = ngettext(
                "%(number)s question is not fully answered yet",
                "%(number)s questions are not fully answered yet",
                unfinished,
            )
        elif unfinished:
            words = ngettext(
                "%(number)s question is still unanswered",
                "%(number)s questions are still unanswered",
                unfinished,
            )
        elif doubtful:
            words = ngettext(
                "%(number)s answer needs another look",
                "%(number)s answers need another look",
                doubtful,
            )
        else:
            words = _("Every question is answered")
        return words % {"number": unfinished or doubtful}

    @property
    def advice(self):
        """What that means for the points, and what can be done, in a sentence."""
        if unfinished := self.unfinished:
            return ngettext(
                "You can go back to it. What is not answered gives no points.",
                "You can go back to them. What is not answered gives no points.",
                len(unfinished),
            )
        if doubtful := self.doubtful:
            return ngettext(
                "As it stands it gives no points. You can go back and correct it.",
                "As they stand they give no points. You can go back and correct them.",
                len(doubtful),
            )
        return _("Submit when you are ready. Afterwards nothing can be changed.")
