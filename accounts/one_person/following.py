"""What the apps do about a merge of two accounts of one person, and why one is refused."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Refusal(TextChoices):
    """Why two accounts are not merged, and what to do."""

    ITSELF = "itself", _("This is the same account. Choose the other one.")
    ONESELF = "oneself", _("One of the two is your own account. Ask a colleague to do it.")
    ADMINISTRATOR = (
        "administrator",
        _("One of the two administers the portal. Only another administrator may merge them."),
    )
    MERGED = "merged", _("It was merged already, so there is nothing left to do.")
    INTO_MERGED = "into_merged", _("The one you chose was merged itself meanwhile. Choose again.")
    ERASED = "erased", _("One of the two was erased, so there is nothing to merge.")
    TO_BE_ERASED = (
        "to_be_erased",
        _(
            "One of the two is to be erased. Ask the person what they want, and keep the account "
            "first if they want that."
        ),
    )
    OFF = (
        "off",
        _("The account that would stay is switched off. Switch it on first, or keep the other."),
    )
    UNDER_WAY = (
        "under_way",
        _(
            "Both accounts have an attempt at the same quiz under way, so nothing was merged. Tick "
            "that the older one is handed in, or ask the person to finish it first."
        ),
    )
    UNREADABLE = (
        "unreadable",
        _(
            "An attempt under way cannot be read, so it cannot be handed in and nothing was "
            "merged. Tell whoever runs the server."
        ),
    )
    BUSY = (
        "busy",
        _(
            "Somebody was working in one of the two accounts at this moment, so nothing was "
            "merged. Wait a minute, and confirm it again."
        ),
    )


CLOSED = (Refusal.ONESELF, Refusal.ADMINISTRATOR)  # nothing about the accounts helps against them


class MergeRefused(Exception):
    """Nothing was merged: `reason` is a Refusal."""

    def __init__(self, reason):
        super().__init__(reason.label)
        self.reason = reason


@dataclass(frozen=True, eq=False)
class Merge:
    """One merge: the User `merged` becomes a pointer to `into`; `by` decided it, `at` a moment.

    `hands_in`: whether the older of two attempts under way may be handed in. In `outdone` the apps
    note for each other which dates are given up.
    """

    merged: User
    into: User
    by: User
    at: datetime
    hands_in: bool = False
    outdone: set = field(default_factory=set)

    @property
    def ids(self):
        """The ids of both accounts."""
        return [self.into.pk, self.merged.pk]


def _nothing(*_merge):
    return []


@dataclass(frozen=True, kw_only=True)
class Following:
    """What an app does about a merge beside leading rows to the other account.

    `under_way` says of two Users, in words, what stands against it until it is handed in.
    `prepare` and `finish` take the Merge, before and after all rows follow.
    """

    under_way: Callable = _nothing
    prepare: Callable = _nothing
    finish: Callable = _nothing


_declared = []


def declare_following(following):
    """Declare a Following, in the `ready` of an app; higher apps come first."""
    _declared.append(following)


def under_way(merged, into):
    """What is to be handed in before the User `merged` may be merged `into` another, in words."""
    return [words for each in _declared for words in each.under_way(merged, into)]


def declared_followings():
    """The Followings of all apps, those of higher apps first."""
    return tuple(_declared)
