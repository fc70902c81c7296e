"""What was decided about a learner's record by others, for the learner to read."""

from django.utils.translation import gettext as _

from learning.choices import DECISIONS, EntryKind
from learning.models import HistoryEntry

# What an entry means to the learner, in a sentence that lacks the facts.
NEWS = {
    EntryKind.EXCUSED: lambda: _("You are excused from “%(title)s”: it counts as done."),
    EntryKind.EXCUSE_ENDED: lambda: _("You are no longer excused from “%(title)s”."),
    EntryKind.ATTEMPT_GIVEN: lambda: _("You may try “%(title)s” once more."),
    EntryKind.ATTEMPT_TAKEN_BACK: lambda: _("The further attempt at “%(title)s” was taken back."),
    EntryKind.TIME_GIVEN: lambda: _("You have more time for “%(title)s”: %(minutes)s min."),
    EntryKind.TIME_TAKEN_BACK: lambda: _("The extra time for “%(title)s” was taken back."),
    EntryKind.ENROLLED_BY_HAND: lambda: _("You were enrolled in “%(title)s”."),
    EntryKind.WITHDRAWN_BY_HAND: lambda: _(
        "You were withdrawn from “%(title)s”. What you completed is kept."
    ),
    EntryKind.COMPLETED_BY_HAND: lambda: _(
        "“%(title)s” counts as completed: a trainer entered it by hand."
    ),
    EntryKind.BY_HAND_ENDED: lambda: _("“%(title)s” no longer counts as completed by hand."),
}


def news_of(entry):
    """What a HistoryEntry of a decision means to its learner, in a sentence."""
    return NEWS[EntryKind(entry.kind)]() % entry.facts


def read_decisions(learner):
    """What was decided for `learner`: HistoryEntries with `news`, the last first (1 query)."""
    entries = HistoryEntry.objects.filter(learner=learner, kind__in=DECISIONS)
    decisions = list(entries.select_related("activity", "module", "track").order_by("-pk"))
    for entry in decisions:
        entry.news = news_of(entry)
    return decisions


def reasons_by_hand(standings):
    """{activity id: why a trainer entered it} of what is `by_hand` in `standings` of one learner.

    One query, none where nothing is.
    """
    by_hand = {pk for standing in standings for pk in standing.by_hand}
    if not by_hand:
        return {}
    entries = HistoryEntry.objects.filter(
        learner=standings[0].user, kind=EntryKind.COMPLETED_BY_HAND, activity__in=by_hand
    )
    return dict(entries.order_by("pk").values_list("activity", "reason"))
