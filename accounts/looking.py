"""Writing down who looks at whose data: each screen with people calls one of these once.

`accounts.admin.looking` has what views of the admin derive from.
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.db import connection, transaction
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_noop

from accounts.access_log import (
    AccessedPeople,
    AccessKind,
    DataAccess,
    signs_by_block,
)

OPERATOR, ADMINISTRATORS = gettext_noop("Operator"), gettext_noop("Administrators")
# What belongs to one look at a list and not to its filters.
PASSING = {"p", "export", "print", "ordering", "_w_filter_fragment", "next"}
LONGEST = 2000
SHOWN = 20
JOIN = {"postgresql": "STRING_AGG", "sqlite": "GROUP_CONCAT"}
# One query: the roles of that day are read in it.
WRITE = """
    INSERT INTO accounts_dataaccess
        (happened_at, by_id, role, screen, kind, person_id, filters, people_count)
    VALUES (%s, %s, COALESCE(NULLIF(%s, ''), (
            SELECT {join}(name, ', ') FROM (
                SELECT auth_group.name FROM auth_group
                JOIN accounts_user_groups given ON given.group_id = auth_group.id
                WHERE given.user_id = %s ORDER BY auth_group.name) AS names
        ), ''), %s, %s, %s, %s, %s)
    RETURNING id
"""


@dataclass(frozen=True)
class Screen:
    """A screen that shows data of people: `key` is stored and never changes."""

    key: str
    name: str


SCREENS = {}
ARCHIVE = "archive"  # what `export_person` writes


def declare_screens(module):
    """Declare every Screen that a `module` names, in the `ready` of the app that they are of."""
    named = [each for each in vars(module).values() if isinstance(each, Screen)]
    SCREENS.update({screen.key: screen for screen in named})


def names_of_screens(rows):
    """What each of `rows` is about, in the active language; the key of what is no longer there."""
    return [SCREENS[row.screen].name if row.screen in SCREENS else row.screen for row in rows]


def log_page(screen, *, by, person):
    """Write down that the User `by` looks at the User `person`. Nobody looks at oneself.

    `person` is None where whom the page is about has no account.
    """
    if by != person:
        _write(screen, AccessKind.PAGE, by=by, person=person)


def log_list(screen, *, by, count, filters=""):
    """Write down that the User `by` looks at a list that `filters` leave `count` people of.

    One that shows nobody is no look.
    """
    if count:
        _write(screen, AccessKind.LIST, by=by, filters=filters, count=count)


def log_file(screen, *, by, people, filters="", count=0):
    """Write down that the User `by` takes a file in which `people` (ids) are. Two queries.

    `count`: how many rows it has, where those of people without an account are among them.
    """
    log_people(screen, AccessKind.FILE, by=by, people=people, filters=filters, count=count)


def log_people(screen, kind, *, by, people, filters="", count=0):
    """Write down that the User `by` does what an AccessKind says with each of `people` (ids)."""
    people = {*people} - {None}
    count = max(count, len(people))
    if not count:
        return
    with transaction.atomic():
        pk = _write(screen, kind, by=by, filters=filters, count=count)
        AccessedPeople.objects.bulk_create(
            AccessedPeople(access_id=pk, block=block, signs=signs)
            for block, signs in signs_by_block(people).items()
        )


def log_archive(person):
    """Write down that the operator takes everything that is kept about the User `person`."""
    _write(SCREENS[ARCHIVE], AccessKind.ARCHIVE, by=None, person=person)


def filters_in(query):
    """The filters in a QueryDict, as a part of an address."""
    told = [(key, value) for key, value in query.items() if value and key not in PASSING]
    return urlencode(told)[:LONGEST]


@dataclass(frozen=True)
class Look:
    """What a person is told of one look: who by role, on which day, at what."""

    day: object
    role: str
    screen: str
    kind: str


def looks_at(person):
    """The newest Looks at data of the User `person`, alike ones of a day told once. Two queries."""
    people = [person.pk, *person.merged.values_list("pk", flat=True)]
    about = DataAccess.objects.about(people)
    rows = list(about.order_by("-pk")[: SHOWN * 5])
    looks = dict.fromkeys(
        Look(localdate(row.happened_at), row.role_words, screen, row.get_kind_display())
        for row, screen in zip(rows, map(str, names_of_screens(rows)), strict=True)
    )
    return list(looks)[:SHOWN]


def forget_looks(gone):
    """Empty the filters of the looks by or at `gone` (a Gone), and those that name the person.

    The rows stay: somebody without a name looked, or was looked at.
    """
    told = DataAccess.objects.exclude(filters="")
    (told.filter(by=gone.person) | told.filter(person=gone.person)).update(filters="")
    naming = [
        filters
        for filters in told.values_list("filters", flat=True).distinct().order_by()
        if any(gone.is_named_in(value) for _key, value in parse_qsl(filters))
    ]
    if naming:
        told.filter(filters__in=naming).update(filters="")


def _write(screen, kind, *, by, person=None, filters="", count=1):
    """Insert a DataAccess and return its id. One query."""
    role = "" if by else OPERATOR
    if by and by.is_superuser:
        role = ADMINISTRATORS
    who, whom = by and by.pk, person and person.pk
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            WRITE.format(join=JOIN[connection.vendor]),
            [now, who, role, who, screen.key, kind.value, whom, filters, count],
        )
        return cursor.fetchone()[0]
