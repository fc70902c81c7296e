"""The size classes of organisations as their rows keep them, in one place.

What a save of type or figures, a change of a link, and a merge do to the size class of an
organisation and of all that it counts in with, `refresh_size_classes` writes.
"""

from collections import defaultdict
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Q

from accounts.enterprise_link import EnterpriseLink
from accounts.reckoning import Net, reckon

AT_ONCE = 500
DECIDES = ("kind", "headcount", "turnover", "balance_sheet", "is_autonomous", "size_class")


def hold_links():
    """Let no other transaction change links, types or figures until this one ends.

    To be called before rows of organisations are locked, so that no two wait for each other.
    SQLite has a single writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(EnterpriseLink._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


@contextmanager
def changing_links():
    """A transaction in which nobody else changes links, types or figures.

    Gives a set: of the organisations whose keys are in it the size classes are reckoned in the end.
    """
    with transaction.atomic():
        hold_links()
        touched = set()
        yield touched
        refresh_size_classes(touched)


def refresh_size_classes(pks):
    """Reckon the size classes of the Organisations with the keys `pks`, and of all they count in.

    Returns {key: size class} of all that were reckoned. Whoever changes links, types or figures
    calls `hold_links` before and this after, in one transaction.
    """
    found = {row.pk: (row, reckoned) for row, reckoned in _reckoned(set(pks))}
    changed = defaultdict(list)
    for pk, (row, reckoned) in found.items():
        if row.size_class != reckoned:
            changed[reckoned].append(pk)
    for size_class, keys in changed.items():
        _organisations().filter(pk__in=keys).update(size_class=size_class)
    return {pk: reckoned for pk, (_row, reckoned) in found.items()}


def size_class_alone(organisation):
    """The size class of an Organisation without links, empty where it has none."""
    reckoned = reckon(Net({None: organisation.figures}), None, **_said(organisation))
    return (organisation.is_enterprise and reckoned.size_class) or ""


def odd_size_classes():
    """Each Organisation whose size class is not what type, figures and links make of it."""
    seen = set()
    pks = list(_organisations().unmerged().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), AT_ONCE):
        for row, reckoned in _reckoned(set(pks[start : start + AT_ONCE]) - seen):
            if row.pk not in seen and row.size_class != reckoned:
                yield row
            seen.add(row.pk)


def read_reckoning(organisation):
    """(the Reckoning of an Organisation that is an enterprise, {key: Organisation} of its net)."""
    rows, ties = read_net({organisation.pk})
    return reckon(_net_of(rows, ties), organisation.pk, **_said(organisation)), rows


def _reckoned(pks):
    """[(Organisation, its size class by type, figures and links)] of `pks` and all tied to them."""
    rows, ties = read_net(pks)
    net = _net_of(rows, ties)
    return [
        (row, (row.is_enterprise and reckon(net, pk, **_said(row)).size_class) or "")
        for pk, row in rows.items()
    ]


def _said(organisation):
    return {"is_autonomous": organisation.is_autonomous}


def _net_of(rows, ties):
    return Net(
        figures={pk: row.figures for pk, row in rows.items()},
        ties=tuple(ties.values()),
        public=frozenset(pk for pk, row in rows.items() if row.is_public_body),
    )


def read_net(pks):
    """({key: Organisation}, {key: Tie}) of `pks` and of all tied to them, however far.

    What else a public body holds says nothing about the one that leads to it, so it stays away.
    """
    rows, ties, layer = {}, {}, set(pks)
    while layer:
        found = _organisations().only("name", "merged_into", *DECIDES).in_bulk(layer)
        going_on = {pk for pk, row in found.items() if pk in pks or not row.is_public_body}
        rows |= found
        links = EnterpriseLink.objects.filter(Q(holder__in=going_on) | Q(held__in=going_on))
        ends = set()
        for link in links.select_related("holder"):
            ties[link.pk] = link.tie
            ends |= {link.holder_id, link.held_id}
        layer = ends - rows.keys()
    return rows, ties


def _organisations():
    """The manager of Organisation, whose module reads this one."""
    return EnterpriseLink._meta.get_field("holder").related_model.objects
