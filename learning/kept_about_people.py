"""What learning keeps about people."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import (
    ANONYMISED,
    Anonymised,
    LegalBasis,
    Otherwise,
    Period,
    PersonalData,
)
from learning.choices import ActorKind, EntryReason
from learning.records import merging
from learning.records.history import rewriting_history
from learning.small_organisations import leave_small_organisations


def kinds_of_actors(rows):
    """Who else than a person acted in each of `rows`, entries of the history."""
    kinds = dict(ActorKind.choices)
    return ["" if row.actor_person_id else kinds.get(row.actor_kind, "") for row in rows]


def reasons(rows):
    """The reason of each of `rows`, entries of the history."""
    known = dict(EntryReason.choices)
    return [known.get(row.reason, row.reason) for row in rows]


def plain_details(rows):
    """The numbers among the details of each of `rows`, entries of the history."""
    return [
        {key: n for key, n in row.details.items() if isinstance(n, int | float)} for row in rows
    ]


LAST = Otherwise("It follows when all records have: see learning.records.merging.")
STAFF = Otherwise("What one did for others names the account of that day, which stays a pointer.")

KEPT = (
    PersonalData(
        what=_(
            "Enrolments, the days on which you opened each activity, what you played of each video "
            "and where you stopped, activities completed and their dates, and where you worked then"
        ),
        why=_("To show your progress, to let you go on, and to let trainers see who needs help"),
        basis=LegalBasis.CONTRACT,
        period=Period.PROOF,
        held_in=(
            "learning.Enrolment",
            "learning.TrackEnrolment",
            "learning.Absence",
            "learning.Visit",
            "learning.Watching",
            "learning.Completion",
            "learning.Excuse",
        ),
        names={"last_activity": _("activity opened last")},
        for_programs=("block_id", "spans", "current"),
        on_merge={
            "learning.Enrolment.learner": merging.merge_enrolments,
            "learning.TrackEnrolment.learner": merging.merge_track_enrolments,
            "learning.Visit.learner": merging.merge_visits,
            "learning.Watching.learner": merging.merge_watchings,
            "learning.Completion.learner": merging.merge_completions,
            "learning.Excuse.learner": merging.merge_excuses,
        },
        on_erasure={
            "learning.Enrolment": Anonymised(by=leave_small_organisations),
            "learning.TrackEnrolment": ANONYMISED,
            "learning.Absence": ANONYMISED,
            "learning.Visit": ANONYMISED,
            "learning.Watching": Anonymised(
                stays={"ids of blocks, and seconds of a video": ("block_id", "spans")}
            ),
            "learning.Completion": ANONYMISED,  # by the same
            "learning.Excuse": ANONYMISED,
        },
    ),
    PersonalData(
        what=_("What you say of a module, if you want to, and what you used of it months later"),
        why=_("To make the modules better"),
        basis=LegalBasis.CONSENT,
        period=Period.ACCOUNT,
        held_in=("learning.Opinion",),
        on_erasure=Anonymised(emptied=("missing", "used", "hindered")),
        on_merge={"learning.Opinion.learner": merging.merge_opinions},
    ),
    PersonalData(
        what=_("What happened to these records, when, and who did it"),
        why=_("To prove them to the funder, and to put a mistake right"),
        basis=LegalBasis.DUTY,
        period=Period.PROOF,
        held_in=("learning.HistoryEntry",),
        found_by={"learning.HistoryEntry": ("learner",)},
        in_words={
            "learning.HistoryEntry.kind": lambda rows: [row.words for row in rows],
            "learning.HistoryEntry.actor_kind": kinds_of_actors,
            "learning.HistoryEntry.reason": reasons,
        },
        for_programs=("attempt_id", "data"),
        on_merge={
            "learning.HistoryEntry.learner": LAST,
            "learning.HistoryEntry.actor_person": STAFF,
            "learning.HistoryEntry.actor_on_behalf_of": STAFF,
        },
        on_erasure=Anonymised(
            emptied=("reason",),
            changed={"data": plain_details},
            stays={"the name of a job": ("actor_name",)},
            within=rewriting_history,
        ),
    ),
)

IMPERSONAL = {
    "titles and addresses of pages": (
        "learning.Track.titles",
        "learning.Track.paths",
        "learning.Module.titles",
        "learning.Module.paths",
        "learning.Activity.titles",
        "learning.Activity.paths",
    ),
}
