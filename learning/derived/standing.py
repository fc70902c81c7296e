"""Where a person stands in a module: what access, progress and the screens are derived from."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property

from django.db import connection
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.prepared import prepared
from learning.derived.limits import Limits
from learning.derived.progress import calculate_progress
from learning.outline import Activity, Module

HALF_HOUR = 30

# Asked with every page of a module and every act in it: see docs/decisions/what-every-page-asks.md.
ENROLMENT = "SELECT {columns} FROM learning_enrolment WHERE learner_id = %s AND module_id = %s"
COMPLETIONS = """
    SELECT {columns} FROM learning_completion
    JOIN learning_activity ON learning_activity.id = activity_id
    WHERE learner_id = %s AND module_id = %s AND retired_at IS NULL
"""
OWN_COMPLETIONS = """
    SELECT activity_id, completed_at, is_excused, is_by_hand FROM learning_completion
    WHERE learner_id = %s
"""
CHANGING = """
    SELECT learning_activity.id, is_required, completion_rule, learning_completion.completed_at,
    is_excused, is_by_hand FROM learning_activity
    LEFT JOIN learning_completion ON activity_id = learning_activity.id AND learner_id = %s
    WHERE module_id = %s AND retired_at IS NULL ORDER BY position, learning_activity.id
"""
ACTIVITIES = """
    SELECT {columns}, learning_completion.completed_at, is_excused, is_by_hand
    FROM learning_activity
    LEFT JOIN learning_completion ON activity_id = learning_activity.id AND learner_id = %s
    WHERE module_id = %s AND retired_at IS NULL ORDER BY position, learning_activity.id
"""


@dataclass(frozen=True)
class Standing:
    """A module's active activities in their order, and the records of `user` in it.

    `completed` holds the dates of completion by the activity's primary key, of what was `excused`
    (ids) when that was given; what a trainer entered is `by_hand` (ids), too. Someone who is not
    signed in has neither enrolment nor completions. `limits` are those of the person, where several
    standings share them.
    """

    user: object
    module: Module
    enrolment: object = None
    activities: tuple[Activity, ...] = ()
    completed: Mapping[int, datetime] = field(default_factory=dict)
    excused: frozenset[int] = frozenset()
    by_hand: frozenset[int] = frozenset()
    limits: Limits | None = field(default=None, compare=False)

    @property
    def is_enrolled(self):
        """Whether the person is enrolled and has not withdrawn."""
        return self.enrolment is not None and self.enrolment.is_active

    @property
    def opening(self):
        """When the module is open to this person."""
        return self.module.opening

    @property
    def finished_at(self):
        """When the module was completed, which a withdrawal does not take back."""
        return self.enrolment.completed_at if self.enrolment else None

    @property
    def decided(self):
        """The ids of what counts as done because somebody else said so."""
        return self.excused | self.by_hand

    @property
    def required(self):
        """The activities that count for completing the module."""
        return [activity for activity in self.activities if activity.is_required]

    @property
    def progress(self):
        return calculate_progress((activity.pk for activity in self.required), self.completed)

    @property
    def done(self):
        """For each required activity, whether it is completed: what the tile draws.

        Of a module that was finished, and requires nothing any more, the tile is full.
        """
        done = [activity.pk in self.completed for activity in self.required]
        return done or [True] * bool(self.finished_at)

    @property
    def tile(self):
        """What the module's tile draws: a person's progress, and to a visitor the whole of it."""
        return self.done if self.user.is_authenticated else [True] * len(self.required)

    @property
    def new_activities(self):
        """Required activities that were added since the person finished."""
        return self.missing(self.required) if self.finished_at else []

    @property
    def minutes(self):
        """How long all activities take."""
        return sum(activity.minutes for activity in self.activities)

    @property
    def minutes_left(self):
        """How long the required activities still take."""
        return sum(activity.minutes for activity in self.missing(self.required))

    @property
    def hours_left(self):
        """`minutes_left` in half hours from an hour and a half on; None for less."""
        minutes = self.minutes_left
        return Decimal(round(minutes / HALF_HOUR)) / 2 if minutes >= 3 * HALF_HOUR else None

    @cached_property
    def next_activity(self):
        """Where to go on: the place last visited if unfinished, else the first thing missing.

        None when every required activity is completed, and where nothing can be done about those
        that are missing. A query tells where a quiz is the next (see `used_up`).
        """
        missing = self.missing(self.required)
        last = self.enrolment.last_activity_id if self.enrolment else None
        visited = [each for each in self.missing(self.activities) if each.pk == last]
        return next(filter(self.can_go_on_with, [*visited, *missing]), None) if missing else None

    @property
    def stuck_at(self):
        """The first of what is used up and keeps the person from completing the module.

        None where the person can go on, or completed the module before.
        """
        if self.finished_at or not self.is_enrolled or self.next_activity:
            return None
        return next(filter(self.is_used_up, self.missing(self.required)), None)

    @cached_property
    def used_up(self):
        """The ids of what the person has used up, in this module or another (1 query)."""
        return (self.limits or Limits(self.user)).used_up

    def is_used_up(self, activity):
        """Whether `activity` is not completed, and the person can do nothing more about it."""
        is_limited = activity.type.is_scored and activity.pk not in self.completed
        return is_limited and self.is_enrolled and activity.pk in self.used_up

    def can_go_on_with(self, activity):
        """Whether neither the order of the module nor a limit keeps the person from `activity`."""
        return not (self.is_locked(activity) or self.is_used_up(activity))

    @property
    def next_words(self):
        """What the button says that leads to `next_activity`, which there is."""
        goal = self.next_activity
        if self.finished_at:
            return _("See what is new")
        number, _total = self.place_of(goal)
        return (goal.type.go_on if self.completed else goal.type.start) % {"number": number}

    def place_of(self, activity):
        """The place of `activity` among those of its kind, from 1, and how many there are."""
        same = [each.pk for each in self.activities if each.kind == activity.kind]
        return same.index(activity.pk) + 1, len(same)

    def place_in_words(self, activity):
        """That place, such as "Lesson 2 of 5"; what `activity` is where its type says no place."""
        number, total = self.place_of(activity)
        place = activity.type.place or activity.type.name
        return str(place) % {"number": number, "total": total}

    @cached_property
    def missing_prerequisites(self):
        """The active modules to complete before enrolling in this one (1 query)."""
        before = self.module.prerequisites.active().filter(track__retired_at=None)
        if self.user.is_authenticated:
            finished = self.user.enrolments.exclude(completed_at=None).values("module")
            before = before.exclude(pk__in=finished)
        return tuple(before)

    def with_completed(self, activity, moment):
        """The Standing with `activity` completed at `moment`."""
        return replace(self, completed={**self.completed, activity.pk: moment})

    def missing(self, activities):
        """Those of `activities` that are not completed."""
        return [activity for activity in activities if activity.pk not in self.completed]

    def missing_before(self, activity):
        """The required activities to complete before `activity` where the order is fixed."""
        before = []
        for other in self.activities:
            if other.pk == activity.pk:
                break
            before.append(other)
        return self.missing([other for other in before if other.is_required])

    def way_on(self, activity):
        """The activity to go on to after `activity`: the next in order that can be completed.

        After the last comes the first. None where nothing required is left besides `activity`, or
        nothing that the person can do anything about.
        """
        after = self.with_completed(activity, None)
        if not after.missing(after.required):
            return None
        place = self.activities.index(activity)
        in_order = [*self.activities[place:], *self.activities[:place]]
        return next(filter(after.can_go_on_with, after.missing(in_order)), None)

    def finishes_with(self, activity):
        """Whether completing `activity` leaves nothing that is required."""
        return self.missing(self.required) == [activity]

    def is_locked(self, activity):
        """Whether the order of the module keeps this learner from `activity` for now."""
        return (
            self.module.in_sequence
            and not self.finished_at
            and activity.pk not in self.completed
            and bool(self.missing_before(activity))
        )


def read_standings(user, modules, enrolments=None, activities=None):
    """The standing of `user` in each of `modules`, by the module's primary key (2 queries).

    `enrolments`: those of the user in the modules, where they are at hand (1 query less).
    `activities`: the queryset to take them from, if not the active ones.
    """
    modules = list(modules)
    activities = Activity.objects.active() if activities is None else activities
    activities = activities.filter(module__in=modules)
    if user.is_authenticated:
        if enrolments is None:
            enrolments = user.enrolments.filter(module__in=modules)
        activities = activities.annotate(
            mine=FilteredRelation("completions", condition=Q(completions__learner=user)),
            completed_at=F("mine__completed_at"),
            is_excused=F("mine__is_excused"),
            is_by_hand=F("mine__is_by_hand"),
        )
    enrolment_in = {enrolment.module_id: enrolment for enrolment in enrolments or ()}
    module_of = {module.pk: module for module in modules}
    limits = Limits(user)
    by_module = defaultdict(list)
    for activity in activities:
        activity.module = module_of[activity.module_id]
        by_module[activity.module_id].append(activity)
    return {
        module.pk: Standing(
            user=user,
            module=module,
            enrolment=enrolment_in.get(module.pk),
            activities=tuple(by_module[module.pk]),
            completed={
                activity.pk: activity.completed_at
                for activity in by_module[module.pk]
                if getattr(activity, "completed_at", None)
            },
            **_decided(by_module[module.pk]),
            limits=limits,
        )
        for module in modules
    }


def read_standing(user, module, enrolments=None):
    """The standing of `user` in `module` (2 queries, 1 for someone not signed in).

    `enrolments`: those of the user that are at hand (1 query less).
    """
    activities = tuple(Activity.objects.raw(prepared(ACTIVITIES, Activity), [user.pk, module.pk]))
    for activity in activities:
        activity.module = module
    if user.is_authenticated and enrolments is None:
        enrolments = raw(user.enrolments, ENROLMENT, [user.pk, module.pk])
    return Standing(
        user=user,
        module=module,
        enrolment=next((e for e in enrolments or () if e.module_id == module.pk), None),
        activities=activities,
        completed={a.pk: aware(a.completed_at) for a in activities if a.completed_at},
        **_decided(activities),
    )


def standing_now(user, syllabus, enrolments):
    """The same as it stands at this moment, where a `syllabus` of the module is at hand (1 query).

    A second query reads the activities where anything that a record hangs on has changed since:
    which there are, in what order, what is required, and what completes it.
    """
    with connection.cursor() as cursor:
        cursor.execute(prepared(CHANGING), [user.pk, syllabus.module.pk])
        rows = cursor.fetchall()
    known = [(each.pk, each.is_required, each.completion_rule) for each in syllabus.activities]
    if known != [tuple(row[:3]) for row in rows]:
        return read_standing(user, syllabus.module, enrolments)
    return Standing(
        user=user,
        module=syllabus.module,
        enrolment=next((e for e in enrolments if e.module_id == syllabus.module.pk), None),
        activities=syllabus.activities,
        completed={pk: aware(date) for pk, _required, _rule, date, *_marks in rows if date},
        excused=frozenset(row[0] for row in rows if row[4]),
        by_hand=frozenset(row[0] for row in rows if row[5]),
    )


def standing_among(user, syllabus):
    """The same where the `syllabus` of the module is at hand (2 queries, none for a visitor)."""
    module = syllabus.module
    if not user.is_authenticated:
        return Standing(user=user, module=module, activities=syllabus.activities)
    of_both = [user.pk, module.pk]
    completions = list(raw(user.completions, COMPLETIONS, of_both))
    return Standing(
        user=user,
        module=module,
        enrolment=next(iter(raw(user.enrolments, ENROLMENT, of_both)), None),
        activities=syllabus.activities,
        completed={each.activity_id: each.completed_at for each in completions},
        excused=frozenset(each.activity_id for each in completions if each.is_excused),
        by_hand=frozenset(each.activity_id for each in completions if each.is_by_hand),
    )


def standings_among(user, syllabuses, enrolments, limits=None):
    """The standing of `user`, a learner, in each of `syllabuses` (1 query).

    `enrolments`: those of the user in their modules, by the module's primary key.
    """
    with connection.cursor() as cursor:
        cursor.execute(prepared(OWN_COMPLETIONS), [user.pk])
        rows = cursor.fetchall()
    dates = {row[0]: aware(row[1]) for row in rows}
    excused, by_hand = (frozenset(row[0] for row in rows if row[mark]) for mark in (2, 3))
    limits = limits or Limits(user)
    return [
        Standing(
            user=user,
            module=syllabus.module,
            enrolment=enrolments.get(syllabus.module.pk),
            activities=syllabus.activities,
            completed={
                activity.pk: dates[activity.pk]
                for activity in syllabus.activities
                if activity.pk in dates
            },
            excused=excused.intersection(activity.pk for activity in syllabus.activities),
            by_hand=by_hand.intersection(activity.pk for activity in syllabus.activities),
            limits=limits,
        )
        for syllabus in syllabuses
    ]


def _decided(activities):
    """{field of a Standing: ids} of `activities`, read with their completions: what was decided."""
    return {
        name: frozenset(each.pk for each in activities if getattr(each, mark, False))
        for name, mark in (("excused", "is_excused"), ("by_hand", "is_by_hand"))
    }


def raw(related, statement, values):
    """What `statement` finds, as rows of the model that `related` (a manager) belongs to.

    `{columns}` in it stands for those of the model. It comes with every request: `prepared`.
    """
    return related.model.objects.raw(prepared(statement, related.model), values)


def aware(moment):
    """A moment from a statement written by hand, of which SQLite says no time zone: it is UTC."""
    return moment if timezone.is_aware(moment) else moment.replace(tzinfo=UTC)
