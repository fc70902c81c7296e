"""Brings the outline in line with the pages."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context

from content.editions.edition import renew_edition
from courses.publishing.desired import desired_prerequisites, desired_rows
from learning.actor import Actor
from learning.models import Activity, Module, Track
from learning.records.earning import credit_earned
from learning.records.recount import recount_track

PARENT = {Track: (None, None), Module: (Track, "track_id"), Activity: (Module, "module_id")}


@transaction.atomic
def sync_outline(*, tracks=None, write=True, actor=None):
    """Write what differs between pages and outline; return the differences as sentences.

    `tracks`: keys of the tracks to compare, `None` for all; prerequisites are always compared in
    full. `write=False` only compares. `actor`: who has the outline follow, if not whoever publishes
    in the admin; the history names it where records change. Rows are retired, never deleted; a
    retired row keeps its titles for the records that name it, and takes back those of the
    languages that went first.
    """
    lock_outline()
    wanted = desired_rows(tracks)
    rows, differences, stirred = {}, [], {}
    for model in PARENT:
        rows[model] = _existing(model, wanted[model], tracks)
        new, changed = [], []
        for key, values in dict(_values(model, wanted[model], rows)).items():
            row = rows[model].get(key)
            if row is None:
                row = rows[model][key] = model(key=key, **values)
                new.append(row)
                differences.append(_("%(row)s is missing.") % {"row": _named(row)})
            elif names := [name for name, value in values.items() if getattr(row, name) != value]:
                differences += [_difference(row, name, values[name]) for name in names]
                before = _holder(row), _is_asked(row)
                was_active = row.is_active
                for name in names:
                    setattr(row, name, values[name])
                if model is not Activity and row.is_active and not was_active:
                    row.returned_at = timezone.now()
                _note_requirements(stirred, before, (_holder(row), _is_asked(row)))
                changed.append(row)
        if write:
            model.objects.bulk_create(new)
            model.objects.bulk_update(changed, _written_fields(model))
    if write:
        actor = actor or Actor.publishing(get_active_log_context().user)
        _recount(stirred, actor)
        _credit(tracks, actor)
    differences += _sync_prerequisites(write)
    if write and differences:
        renew_edition()
    return differences


@transaction.atomic
def credit_all(*, actor):
    """Complete what learners had earned, where the outline is in line with the pages already."""
    lock_outline()
    _credit(None, actor)


def lock_outline():
    """Take a lock, so that one transaction at a time reads and writes the outline.

    Two publications at the same moment would otherwise both read before either writes. On SQLite
    writers exclude each other anyway.
    """
    list(ContentType.objects.select_for_update(no_key=True).filter(app_label="learning"))


def _existing(model, wanted, tracks):
    """{key: row} of the rows to compare."""
    rows = model.objects.all()
    if tracks is not None and model is not Track:
        of_tracks = {Module: "track__key__in", Activity: "module__track__key__in"}[model]
        rows = rows.filter(Q(key__in=wanted) | Q(**{of_tracks: tracks}))
    return {row.key: row for row in rows}


def _values(model, wanted, rows):
    """Pairs of key and what the row should hold, for all rows that are there or wanted."""
    now = timezone.now()
    parent_model, parent_id = PARENT[model]
    positions = {}
    for key, row in wanted.items():
        if row.is_active or (row.is_needed and key not in rows[model]):
            values = {
                **row.fields,
                "titles": row.titles or row.draft_titles,
                "paths": row.paths,
                "retired_at": None if row.is_active else now,
                "position": positions.setdefault(row.parent_key, 0),
            }
            positions[row.parent_key] += row.is_active
            if parent_model:
                values[parent_id] = rows[parent_model][row.parent_key].pk
            yield key, values
    for key, row in rows[model].items():
        page = wanted.get(key)
        if row.retired_at is None and not (page and page.is_active):
            titles = {**(page.draft_titles if page else {}), **row.titles}
            yield key, {"titles": titles, "paths": {}, "retired_at": now}


def _holder(row):
    """The model and the primary key of what holds `row`; nothing holds a track."""
    model, field = PARENT[type(row)]
    return model, field and getattr(row, field)


def _is_asked(row):
    """Whether `row` is something to do for who wants to complete what holds it."""
    return row.is_active and getattr(row, "is_required", True)


def _note_requirements(stirred, before, after):
    """Note in `stirred` what requires something else than before: {holder: whether less}.

    `before` and `after`: the holder of a row, and whether the row is asked for.
    """
    if before != after:
        (holder, was_asked), (new_holder, is_asked) = before, after
        is_less = was_asked and not (is_asked and holder == new_holder)
        stirred[holder] = stirred.get(holder, False) or is_less
        stirred.setdefault(new_holder, False)


def _recount(stirred, actor):
    """Recount the tracks that the holders in `stirred` are or belong to."""
    lessened = set(_tracks_of([holder for holder, is_less in stirred.items() if is_less]))
    for track in _tracks_of(stirred):
        recount_track(track=track, actor=actor, is_lessened=track in lessened)


def _credit(tracks, actor):
    """Complete what learners had earned, now that the pages may no longer stand against it.

    Also where the outline does not differ, for a lesson may ask for fewer videos or questions.
    """
    modules = Module.objects.active()
    modules = modules if tracks is None else modules.filter(track__key__in=tracks)
    credit_earned(modules=modules, actor=actor)


def _tracks_of(holders):
    """The tracks that `holders` are or belong to, in the order in which they are locked."""
    pks = {holder: [pk for model, pk in holders if model is holder] for holder in (Module, Track)}
    tracks = Track.objects.filter(Q(modules__in=pks[Module]) | Q(pk__in=pks[Track]))
    return tracks.distinct().order_by("pk")


def _written_fields(model):
    return [field.name for field in model._meta.concrete_fields if field.name not in ("id", "key")]


def _sync_prerequisites(write):
    """Compare, and with `write` set, which modules come before which."""
    links = Module.prerequisites.through.objects
    modules = {module.key: module for module in Module.objects.all()}
    wanted = {pair for pair in desired_prerequisites() if modules.keys() >= set(pair)}
    there = {
        (after, before): pk
        for pk, after, before in links.values_list("pk", "from_module__key", "to_module__key")
    }
    missing, surplus = wanted - there.keys(), there.keys() - wanted
    if write:
        links.bulk_create(
            links.model(from_module=modules[after], to_module=modules[before])
            for after, before in missing
        )
        links.filter(pk__in=[there[pair] for pair in surplus]).delete()
    sentences = (
        (missing, _("%(module)s lacks the prerequisite %(before)s.")),
        (surplus, _("%(module)s has the prerequisite %(before)s, which its page does not ask.")),
    )
    return [
        sentence % {"module": _named(modules[after]), "before": _named(modules[before])}
        for pairs, sentence in sentences
        for after, before in sorted(pairs)
    ]


def _difference(row, name, value):
    """What is wrong with a field of `row`, in words."""
    if name == "retired_at":
        words = (
            _("%(row)s is out of use; its page is live.")
            if value is None
            else _("%(row)s is in use; its page is not live.")
        )
        return words % {"row": _named(row)}
    field = row._meta.get_field(name)
    return _("%(row)s: %(field)s is %(is)s, the page says %(should)s.") % {
        "row": _named(row),
        "field": field.verbose_name,
        "is": getattr(row, name),
        "should": value,
    }


def _named(row):
    return f"{row._meta.verbose_name} “{row.title}”"
