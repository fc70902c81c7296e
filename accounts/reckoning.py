"""Which enterprises count in for the size class of one, and how much: plain values, no query.

The annex to Commission Recommendation 2003/361/EC (https://eur-lex.europa.eu/eli/reco/2003/361/oj):
article 3 says what partner and linked enterprises are and what public bodies mean, article 6 how
their figures are added. How its text is read where it leaves a choice:
docs/decisions/linked-enterprises-are-reckoned-with.md.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from accounts.size_class import UNLIMITED, Figures, SizeClass, size_class_between

WHOLE = Decimal(100)
PARTNER_FROM = Decimal(25)  # per cent: article 3(2) for partners, 3(4) for public bodies
LINKED_ABOVE = Decimal(50)  # per cent, a majority: article 3(3)(a)
NO_LIMITS = Figures(UNLIMITED, UNLIMITED, UNLIMITED)


@dataclass(frozen=True)
class Tie:
    """`holder` has `share` per cent of `held`, each the key of an enterprise; None is not known.

    It `is_linked` where it controls the other whatever the share is. `is_exempt` where it is an
    investor whom article 3(2) leaves out as long as the two are not linked.
    """

    holder: int
    held: int
    share: Decimal | None
    is_linked: bool = False
    is_exempt: bool = False

    @property
    def links(self):
        """Whether this tie alone makes the two linked enterprises."""
        return self.is_linked or self.counted > LINKED_ABOVE

    @property
    def counted(self):
        """The share, as far as it is known."""
        return self.share or Decimal(0)

    @property
    def is_left_out(self):
        """Whether article 3(2) keeps it from making a partner, and 3(4) from counting."""
        return self.is_exempt and not self.links


@dataclass(frozen=True)
class Part:
    """An enterprise that counts in with `percent` of its figures.

    `beside` is empty where it is linked with the enterprise in question or is that; else it holds
    the keys of the partners with which this one counts, itself among them if it is one.
    """

    pk: int
    percent: Decimal
    beside: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Net:
    """Enterprises that are tied to each other.

    `figures`: {key: Figures}. `public`: the keys of public bodies, which are no enterprises.
    """

    figures: dict[int, Figures]
    ties: tuple[Tie, ...] = ()
    public: frozenset[int] = field(default_factory=frozenset)

    def parts_of(self, pk):
        """The Parts that make the figures of an enterprise: itself first, the linked, the partners.

        Article 6(2) and (3): all of what is linked, directly or not; of the partners of all these,
        immediately upstream or downstream, the greatest share, and with a partner what is linked
        with it by the same share.
        """
        own = self._groups[pk]
        parts = [Part(each, WHOLE) for each in sorted(own, key=lambda each: (each != pk, each))]
        for group, (percent, partners) in self._partners_of(own).items():
            first = sorted(group, key=lambda each: (each not in partners, each))
            parts += [Part(each, percent, partners) for each in first]
        return parts

    def is_held_by_public_bodies(self, pk):
        """Whether they control a quarter or more of it, together and indirectly (article 3(4))."""
        return self._public_share(pk, self._in_public_hands) >= PARTNER_FROM

    def _partners_of(self, own):
        """{linked group of a partner: (its share, the keys of the partners in it)} of a group."""
        shares = defaultdict(list)
        upstream, downstream = defaultdict(Decimal), defaultdict(Decimal)
        makers = defaultdict(set)
        for tie in self._private:
            if tie.is_left_out or self._groups[tie.holder] is self._groups[tie.held]:
                continue
            if tie.held in own:
                group = self._groups[tie.holder]
                upstream[group, tie.held] += tie.counted
                makers[group, tie.held].add(tie.holder)
            elif tie.holder in own:
                downstream[self._groups[tie.held], tie.held] += tie.counted
        for (group, held), share in upstream.items():
            shares[group].append((share, makers[group, held]))
        for (group, held), share in downstream.items():
            shares[group].append((share, {held}))
        found = {}
        for group, each in shares.items():
            counting = [(share, keys) for share, keys in each if share >= PARTNER_FROM]
            if counting:
                partners = frozenset().union(*(keys for _share, keys in counting))
                found[group] = max(share for share, _keys in counting), partners
        return found

    @cached_property
    def _private(self):
        """The ties between enterprises."""
        return [tie for tie in self.ties if self.public.isdisjoint((tie.holder, tie.held))]

    @cached_property
    def _groups(self):
        """{key: the keys of all that are linked with it, itself too}; equal ones are the same.

        Who holds a majority through others that are linked with it is linked too.
        """
        groups = {pk: frozenset([pk]) for pk in self.figures}

        def join(one, other):
            both = groups[one] | groups[other]
            groups.update(dict.fromkeys(both, both))

        for tie in self._private:
            if tie.links:
                join(tie.holder, tie.held)
        while joint := self._joint_majority(groups):
            join(*joint)
        return groups

    def _joint_majority(self, groups):
        """(an enterprise of a linked group, another one of which the group holds a majority)."""
        shares = defaultdict(Decimal)
        for tie in self._private:
            if groups[tie.holder] is not groups[tie.held]:
                key = groups[tie.holder], tie.held
                shares[key] += tie.counted
                if shares[key] > LINKED_ABOVE:
                    return tie.holder, tie.held
        return None

    @cached_property
    def _in_public_hands(self):
        """The keys of public bodies and of all that they control, directly or not."""
        held = set(self.public)
        while more := {
            pk for pk in self.figures.keys() - held if self._public_share(pk, held) > LINKED_ABOVE
        }:
            held |= more
        return held

    def _public_share(self, pk, hands):
        return sum(
            WHOLE if tie.is_linked else tie.counted
            for tie in self._held[pk]
            if tie.holder in hands and not tie.is_left_out
        )

    @cached_property
    def _held(self):
        held = defaultdict(list)
        for tie in self.ties:
            held[tie.held].append(tie)
        return held


@dataclass(frozen=True)
class Reckoning:
    """What makes the size class of an enterprise.

    `parts`: the Part of each that counts in, itself first. `least` and `most`: the sums of their
    Figures, of which UNLIMITED stands for what nobody knows. `lacking`: the keys of those of which
    a figure is not known. `lacks_ties`: it says that it is not autonomous, and nobody says who it
    belongs with. `size_class` is None where what is missing could decide.
    """

    parts: tuple[Part, ...]
    least: Figures
    most: Figures
    lacking: tuple[int, ...]
    lacks_ties: bool
    is_public: bool
    size_class: SizeClass | None

    @property
    def is_alone(self):
        """Whether it has neither partners nor linked enterprises: article 3(1)."""
        return len(self.parts) == 1


def reckon(net, pk, *, is_autonomous=None):
    """The Reckoning of the enterprise `pk` of a Net, which `is_autonomous` by its own words.

    Nothing but False makes a difference, and that only where no tie of it is known.
    """
    parts = net.parts_of(pk)
    lacks_ties = is_autonomous is False and not any(pk in (t.holder, t.held) for t in net.ties)
    least = _sum(net, parts, 0)
    most = NO_LIMITS if lacks_ties else _sum(net, parts, UNLIMITED)
    is_public = net.is_held_by_public_bodies(pk)
    return Reckoning(
        parts=tuple(parts),
        least=least,
        most=most,
        lacking=tuple(part.pk for part in parts if None in net.figures[part.pk].values),
        lacks_ties=lacks_ties,
        is_public=is_public,
        size_class=SizeClass.LARGE if is_public else size_class_between(least, most),
    )


def _sum(net, parts, unknown):
    rows = [
        [value * part.percent / WHOLE for value in net.figures[part.pk].known_as(unknown).values]
        for part in parts
    ]
    return Figures(*map(sum, zip(*rows, strict=True)))
