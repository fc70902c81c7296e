"""Two accounts of one person: everything of the one follows to the other.

What becomes of each relation that leads to a person stands in `on_merge` of the declarations of
personal data; a plain key is just led to the other account.
"""

import logging
from functools import partial

from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.text import capfirst
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from accounts.erasure.link import open_erasure
from accounts.giving_roles import administers
from accounts.models import User
from accounts.one_person.following import Merge, MergeRefused, Refusal, declared_followings
from accounts.one_person.mails import tell_both
from accounts.personal_data import Otherwise, declared_on_merge

logger = logging.getLogger(__name__)

MERGED = "accounts.merge_people"  # the action in the log
TRIES = 3  # of who meets somebody that is learning at this moment
TAKEN_WHERE_EMPTY = (
    "organisation",
    "preferred_language",
    "certificate_name",
    "position",
    "country",
    "time_zone",
)


def refusal_of(person, *, by):
    """The Refusal of `by` merging the account of the User `person` with any; None where it may be.

    `person` may be the one that is given up or the one that stays.
    """
    if person == by:
        return Refusal.ONESELF
    if not by.is_superuser and administers(person):
        return Refusal.ADMINISTRATOR
    if person.erased_at:
        return Refusal.ERASED
    if person.merged_into_id:
        return Refusal.MERGED
    return Refusal.TO_BE_ERASED if open_erasure(person) else None


def find_refusal(merged, into, *, by):
    """The Refusal of `by` merging the User `merged` into another; None where nothing is wrong."""
    if merged == into:
        return Refusal.ITSELF
    if reason := refusal_of(merged, by=by):
        return reason
    if reason := refusal_of(into, by=by):
        return Refusal.INTO_MERGED if reason == Refusal.MERGED else reason
    return None if into.is_active else Refusal.OFF


def merge_people(*, merged, into, by, hands_in=False):
    """Let everything of the User `merged` follow to `into`, and the log say so.

    `by`: the User who decided it. Afterwards `merged` is a pointer to which nobody can log in, and
    so are those that pointed to it; its roles have ended. What `into` does not say is taken over.
    With `hands_in` the older of two attempts under way at a quiz is handed in as it stands. Both
    addresses get a mail. Raises MergeRefused; then nothing has changed.
    """
    _insist(partial(_merge, merged, into, by, hands_in))


def follow_late(*, within):
    """Let follow what began in an account in the very moment of its merge; return what failed.

    A request that knew the account before the merge may write after it. It ends long before the
    merge is `within` (a timedelta) ago. The ids of the accounts that are returned are tried again
    with the next call; the log says why.
    """
    entries = ModelLogEntry.objects.filter(action=MERGED, timestamp__gt=timezone.now() - within)
    people = User.objects.in_bulk({entry.user_id for entry in entries})
    decided = {int(entry.object_id): people.get(entry.user_id) for entry in entries}
    pointers = User.objects.filter(pk__in=decided, erased_at=None).exclude(merged_into=None)
    failed = []
    for merged in pointers.order_by("pk").select_related("merged_into"):
        by = decided[merged.pk] or merged.merged_into
        try:
            _insist(partial(_follow_late, merged, by))
        except MergeRefused:
            failed.append(merged.pk)
    return failed


def _insist(work):
    """Do the `work` in a transaction, again where somebody was in the way. Raises MergeRefused."""
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return work()
        except (IntegrityError, OperationalError):
            logger.exception("Two accounts were not merged: %s", work.args)
    raise MergeRefused(Refusal.BUSY)


def _merge(merged, into, by, hands_in):
    found = _held({merged.pk, into.pk})
    if not {merged.pk, into.pk} <= found.keys():
        raise MergeRefused(Refusal.ERASED)
    merge = Merge(found[merged.pk], found[into.pk], by, timezone.now(), hands_in)
    if reason := find_refusal(merge.merged, merge.into, by=by):
        raise MergeRefused(reason)
    let_follow(merge)
    _become_pointer(merge)
    tell_both(merge)
    for person in (merge.merged, merge.into):
        log(instance=person, action=MERGED, user=by, data={"account": merge.merged.pk})


def _follow_late(merged, by):
    found = _held({merged.pk, merged.merged_into_id})
    into = found[merged.merged_into_id]
    if into.merged_into_id or not count_following(merged):
        return  # or that was merged just now, and this follows with the next call
    let_follow(Merge(found[merged.pk], into, by, timezone.now(), hands_in=True))


def _held(ids):
    """The Users of these `ids` by id, held until the transaction ends.

    In one order, so that two merges at once wait for each other instead of blocking; administrators
    first, as an erasure holds them. The learner goes on: rows that lead to these do not wait.
    """
    held = User.objects.select_for_update(no_key=True, of=("self",))
    return {each.pk: each for each in held.filter(pk__in=ids).order_by("-is_superuser", "pk")}


def let_follow(merge):
    """Lead everything of the one account of a Merge to the other. Raises MergeRefused."""
    for each in declared_followings():
        each.prepare(merge)
    _lead_rows(merge)
    for each in declared_followings():
        each.finish(merge)


def _lead_rows(merge):
    """Lead every row that leads to the one account of a Merge to the other, as is declared."""
    declared = declared_on_merge()
    for relation in relations():
        does = declared.get(str(relation.field))
        if does is None:
            _rows(relation, merge.merged).update(**{relation.field.name: merge.into})
        elif not isinstance(does, Otherwise):
            does(merge)


def relations():
    """The relations of all models that lead to a person, as Django keeps them."""
    fields = User._meta.get_fields(include_hidden=True)
    return [
        each for each in fields if each.auto_created and not (each.concrete or each.many_to_many)
    ]


def count_following(merged):
    """[(name of a kind of records, how many of them follow)] of a User, those that are there."""
    declared, found = declared_on_merge(), {}
    for relation in relations():
        is_left = isinstance(declared.get(str(relation.field)), Otherwise)
        if not is_left or relation.field.name == "learner":
            name = capfirst(str(relation.related_model._meta.verbose_name_plural))
            found[name] = found.get(name, 0) + _rows(relation, merged).count()
    return sorted((name, count) for name, count in found.items() if count)


def _rows(relation, person):
    return relation.related_model._base_manager.filter(**{relation.field.name: person})


def _become_pointer(merge):
    merged, into = merge.merged, merge.into
    taken = [
        name for name in TAKEN_WHERE_EMPTY if getattr(merged, name) and not getattr(into, name)
    ]
    for name in taken:
        setattr(into, name, getattr(merged, name))
    if taken:
        into.save(update_fields=taken)
    merged.groups.clear()
    merged.user_permissions.clear()
    merged.organisation, merged.merged_into = None, into
    merged.is_active = merged.is_superuser = merged.is_staff = False
    merged.save(
        update_fields=["organisation", "merged_into", "is_active", "is_superuser", "is_staff"]
    )
