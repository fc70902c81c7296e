"""Organisations that may be the one that somebody is about to add.

Two are alike whose names have the same core (`text.firms`), but for a slip, of whatever type and
country. The core is kept in a column with an index: no list of organisations is folded to be read.
"""

from difflib import SequenceMatcher

from django.db.models.functions import Coalesce, Length

from accounts.models import Organisation
from text.firms import core_of

SHOWN = 5
CLOSE = 0.9  # of the letters that two names have, the share that they have in common
LONGEST_WITH_SLIP = 60  # letters of a name in which `Slips` looks for one


def find_alike(*, name, other_than=None):
    """At most five Organisations that are named nearly so, the nearest first.

    Legal forms, blanks and a slip make no difference; a number does. Names that an organisation
    had before it was merged count too. `other_than`: the Organisation that is to have the name.
    """
    core = core_of(name)
    nearness = _near(core)
    found = {}  # by what an organisation is today: how near the nearest of its names is
    rows = Organisation.objects.filter(core__in=nearness)
    for pk, each in rows.values_list(Coalesce("merged_into", "pk"), "core"):
        found[pk] = max(nearness[each], found.get(pk, 0))
    found.pop(other_than and other_than.pk, None)
    nearest = sorted(found, key=lambda pk: (-found[pk], pk))[:SHOWN]
    rows = Organisation.objects.in_bulk(nearest) if nearest else {}
    return [rows[pk] for pk in nearest if pk in rows]


class Slips:
    """Names that are put in, and found again by one that is nearly the same.

    It finds what `find_alike` finds but for names with two slips, and looks at few of them: for a
    table of very many names.
    """

    def __init__(self):
        self._by_key = {}

    def put(self, core, value):
        """Put `value` in, which has a name with this `core`."""
        pair = core, value
        for key in _keys(core):
            self._by_key[key] = (*self._by_key.get(key, ()), pair)

    def near(self, core):
        """The values whose names are nearly that of this `core`, the nearest first."""
        others = {pair for key in _keys(core) for pair in self._by_key.get(key, ())}
        nearness = _nearness(core, {other for other, _value in others})
        near = [(nearness[other], value) for other, value in others if other in nearness]
        return [value for _near, value in sorted(near, key=lambda pair: (-pair[0], pair[1]))]


def _keys(core):
    """What two cores share that have the same digits and differ by one letter at most."""
    keys = {hash(core)}
    if len(core) <= LONGEST_WITH_SLIP:
        for at, letter in enumerate(core):
            if not letter.isdigit():
                keys.add(hash(core[:at] + core[at + 1 :]))
    return keys


def _near(core):
    """{a core that is there: how near it is to `core`, up to 1}."""
    slack = (1 - CLOSE) / CLOSE  # whoever shares so many letters is of nearly the same length
    shortest, longest = len(core) * (1 - 2 * slack), len(core) * (1 + 2 * slack)
    others = Organisation.objects.annotate(length=Length("core")).order_by()
    others = others.filter(length__gte=int(shortest), length__lte=int(longest) + 1)
    return {core: 1.0} | _nearness(core, set(others.values_list("core", flat=True)))


def _nearness(core, others):
    """{one of `others` that is near: how near it is to `core`, up to 1}."""
    digits, matcher = _digits(core), SequenceMatcher(autojunk=False)
    matcher.set_seq2(core)
    near = {}
    for other in others:
        if _digits(other) != digits:
            continue
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() >= CLOSE and matcher.quick_ratio() >= CLOSE:
            ratio = matcher.ratio()
            if ratio >= CLOSE:
                near[other] = ratio
    return near


def _digits(core):
    return "".join(filter(str.isdigit, core))
