"""How rows of which a person has one each follow, where both accounts have one."""

from django.db.models import Case, Value, When


def keep_one(merge, model, path, *unique, order=(), among=None):
    """Let the rows of `model` that lead to people by `path` follow; return those given up.

    Of two that are alike in the fields `unique` the first by `order` is kept, else that of the
    account that stays. `among`: a Q for the only rows that can meet. A few queries for any number.
    """
    rows = model._base_manager.filter(**{f"{path}__in": merge.ids})
    can_meet = rows if among is None else rows.filter(among)
    names = [model._meta.get_field(name).attname for name in unique]
    kept, given_up = set(), []
    for row in can_meet.order_by(*order, stays_first(merge, path), "pk"):
        key = tuple(getattr(row, name) for name in names)
        if key in kept:
            given_up.append(row)
        kept.add(key)
    model._base_manager.filter(pk__in=[row.pk for row in given_up]).delete()
    lead_over(merge, model, path)
    return given_up


def lead_over(merge, model, path):
    """Lead the rows of `model` by `path` to the account that stays."""
    rows = model._base_manager.filter(**{path: merge.merged.pk})
    return rows.update(**{path: merge.into})


def stays_first(merge, path):
    """An expression that sorts rows of the account that stays before those of the other."""
    return Case(When(**{path: merge.into.pk}, then=Value(0)), default=Value(1))


def pairs_of(merge, model, path, *unique):
    """[(row that stays, row of the other account)] of those alike in the fields `unique`."""
    names = [model._meta.get_field(name).attname for name in unique]
    rows = model._base_manager.filter(**{f"{path}__in": merge.ids}).order_by("pk")
    attname = model._meta.get_field(path).attname
    own, others = {}, []
    for row in rows:
        key = tuple(getattr(row, name) for name in names)
        if getattr(row, attname) == merge.into.pk:
            own[key] = row
        else:
            others.append((key, row))
    return [(own[key], row) for key, row in others if key in own]
