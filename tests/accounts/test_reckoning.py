"""Partner and linked enterprises by articles 3 and 6 of the annex to Recommendation 2003/361/EC."""

from decimal import Decimal
from fractions import Fraction
from itertools import permutations, product
from random import Random

import pytest

from accounts.reckoning import Net, Tie, reckon
from accounts.size_class import Figures

M = 1_000_000
A, B, C, D, E, F = range(6)


def parts(ties, pk=A, public=()):
    """{key: per cent} of what counts in for the enterprise `pk`."""
    keys = {pk, *(each for tie in ties for each in (tie.holder, tie.held))}
    net = Net({key: Figures(1, 1, 1) for key in keys}, tuple(ties), frozenset(public))
    return {part.pk: part.percent for part in reckon(net, pk).parts}


def tie(holder, held, share=None, **more):
    return Tie(holder, held, None if share is None else Decimal(str(share)), **more)


@pytest.mark.parametrize(
    ("share", "counted"),
    [
        ("24.99", {A: 100}),
        (25, {A: 100, B: 25}),
        (50, {A: 100, B: 50}),
        ("50.01", {A: 100, B: 100}),
    ],
)
def test_a_share_makes_a_partner_or_a_linked_enterprise(share, counted):
    assert parts([tie(B, A, share)]) == counted
    assert parts([tie(A, B, share)]) == counted


@pytest.mark.parametrize(
    ("ties", "counted"),
    [
        # Autonomous: no holding of a quarter.
        ([tie(B, A, 24), tie(C, A, 20), tie(A, D, 24)], {A: 100}),
        # Partners above and below count by their shares.
        ([tie(C, A, 33), tie(A, B, 49)], {A: 100, B: 49, C: 33}),
        # What is linked directly or not counts whole.
        (
            [tie(A, B, 60), tie(B, C, 51), tie(D, A, is_linked=True)],
            {A: 100, B: 100, C: 100, D: 100},
        ),
        # With a partner counts what is linked with it, and not what is its partner.
        ([tie(B, A, 30), tie(B, C, 80), tie(D, B, 40)], {A: 100, B: 30, C: 30}),
        # Of a linked enterprise the partners count by their shares.
        ([tie(A, B, 70), tie(C, B, 25), tie(C, D, 30)], {A: 100, B: 100, C: 25}),
        # Of two that hold each other the greater share counts.
        ([tie(A, B, 26), tie(B, A, 38)], {A: 100, B: 38}),
        # Linked holders hold together: a partner, and by a majority linked.
        ([tie(B, C, 60), tie(B, A, 15), tie(C, A, 15)], {A: 100, B: 30, C: 30}),
        ([tie(B, C, 60), tie(B, A, 30), tie(C, A, 25)], {A: 100, B: 100, C: 100}),
        # Neither makes a chain of small holdings one.
        ([tie(A, B, 20), tie(B, C, 60)], {A: 100}),
        # A partner of two that are linked counts once, by its greatest share.
        ([tie(A, B, 60), tie(C, A, 25), tie(C, B, 40)], {A: 100, B: 100, C: 40}),
        # An investor that is left out, unless it has a majority, alone or with others.
        (
            [tie(B, A, 25, is_exempt=True), tie(C, A, 30), tie(D, A, 25, is_exempt=True)],
            {A: 100, C: 30},
        ),
        ([tie(B, A, 51, is_exempt=True)], {A: 100, B: 100}),
        (
            [
                tie(B, A, 25, is_exempt=True),
                tie(C, A, 25),
                tie(D, A, 30, is_exempt=True),
                tie(B, D, is_linked=True),
            ],
            {A: 100, B: 100, C: 25, D: 100},
        ),
    ],
)
def test_what_counts_in(ties, counted):
    for order in permutations(ties, len(ties)):
        assert parts(order) == counted


@pytest.mark.parametrize(
    ("ties", "is_public"),
    [
        ([tie(E, A, 25)], True),
        ([tie(E, A, "24.99")], False),
        ([tie(E, A, 15), tie(F, A, 10)], True),  # together
        ([tie(E, A, 40, is_exempt=True)], False),
        ([tie(E, A, 51, is_exempt=True)], True),
        ([tie(E, A, is_linked=True)], True),
        ([tie(E, B, 60), tie(B, A, 25)], True),  # through one that they control
        ([tie(E, B, 30), tie(F, B, 30), tie(B, C, 51), tie(C, A, 10), tie(E, A, 15)], True),
        ([tie(E, B, 50), tie(B, A, 50)], False),  # which they do not control
        ([tie(E, B, 60), tie(A, B, 40)], False),  # what it holds itself says nothing of it
    ],
)
def test_a_quarter_in_public_hands_is_no_sme(ties, is_public):
    keys = {A, *(each for tie in ties for each in (tie.holder, tie.held))}
    net = Net({key: Figures(1, 1, 1) for key in keys}, tuple(ties), frozenset({E, F}))
    reckoning = reckon(net, A)
    assert (reckoning.is_public, reckoning.size_class) == (
        is_public,
        "large" if is_public else "micro",
    )
    assert not {E, F} & {part.pk for part in reckoning.parts}


def test_public_bodies_link_nothing_with_each_other():
    assert parts([tie(E, A, 60), tie(E, B, 60)], public={E}) == {A: 100}


@pytest.mark.parametrize(
    ("own", "other", "share", "size_class"),
    [
        (Figures(9, 1 * M, 1 * M), Figures(2, 1, 1), 50, "small"),  # ten people
        (Figures(9, 1 * M, 1 * M), Figures(2, 1, 1), 49, "micro"),
        (Figures(9, 1 * M, 3 * M), Figures(0, 2 * M, 0), 50, "micro"),  # two millions
        (Figures(9, 1 * M, 3 * M), Figures(0, 2 * M + 1, 0), 50, "small"),
        (Figures(200, 1, 1), Figures(50, 1, 1), 100, "large"),
        (Figures(9, 1, 1), Figures(None, None, None), 100, None),  # what is missing could decide
        (Figures(9, 1, 1), Figures(1, None, 1), 100, "small"),
        (Figures(None, 1, 1), Figures(250, None, None), 100, "large"),  # and here it could not
    ],
)
def test_the_sum_makes_the_class(own, other, share, size_class):
    reckoning = reckon(Net({A: own, B: other}, (tie(B, A, share),)), A)
    assert reckoning.size_class == size_class
    assert reckoning.lacking == tuple(
        key for key, figures in ((A, own), (B, other)) if None in figures.values
    )


def test_whoever_is_not_autonomous_by_its_own_words_lacks_ties():
    net = Net({A: Figures(1, 1, 1), B: Figures(1, 1, 1)})
    assert reckon(net, A, is_autonomous=False).size_class is None
    assert reckon(net, A, is_autonomous=False).lacks_ties
    assert reckon(net, A, is_autonomous=True).size_class == "micro"
    assert reckon(net, A).size_class == "micro"
    large = Net({A: Figures(250, 1, 1)})
    assert reckon(large, A, is_autonomous=False).size_class == "large"
    small = Net(net.figures, (tie(B, A, 10),))
    assert reckon(small, A, is_autonomous=False).size_class == "micro"


# A second reckoning, slow and plain, written from the text of the articles.


def slow_linked(keys, ties):
    """{(one, other)} that are linked by article 3(3): by a majority, control, or others."""
    linked = {(one, one) for one in keys}
    while True:
        more = set(linked)
        for one, other in product(keys, keys):
            held = [each for each in ties if each.held == other and (each.holder, one) in linked]
            has_majority = sum(each.share or 0 for each in held) > 50
            if any(each.is_linked for each in held) or has_majority:
                more |= {(one, other), (other, one)}
        more |= {(a, d) for (a, b), (c, d) in product(more, more) if b == c}
        if more == linked:
            return linked
        linked = more


def slow_parts(pk, keys, ties, public):
    """{key: per cent} of what counts in for `pk`, by the text."""
    keys = keys - public
    ties = [each for each in ties if {each.holder, each.held} <= keys]
    linked = slow_linked(keys, ties)

    def interest(upstream, downstream):
        """Article 3(2): what one holds in the other, solely or jointly with those linked to it."""
        return sum(
            each.share or 0
            for each in ties
            if each.held == downstream
            and (each.holder, upstream) in linked
            and not (each.is_exempt and not each.is_linked and each.share <= 50)
        )

    # Article 6(2) and (3).
    counted = {each: Fraction(100) for each in keys if (pk, each) in linked}
    for mine, partner in product([*counted], keys - counted.keys()):
        greater = max(interest(partner, mine), interest(mine, partner))
        for each in keys:
            if greater >= 25 and (partner, each) in linked:
                counted[each] = max(counted.get(each, Fraction(0)), Fraction(greater))
    return counted


def slow_is_public(pk, ties, public):
    """Whether article 3(4) keeps `pk` from being an SME, by the text."""

    def share(held, hands):
        return sum(
            100 if each.is_linked else each.share
            for each in ties
            if each.held == held
            and each.holder in hands
            and not (each.is_exempt and not each.is_linked and each.share <= 50)
        )

    hands, before = set(public), None
    while hands != before:
        before = set(hands)
        hands |= {each.held for each in ties if share(each.held, hands) > 50}
    return share(pk, hands) >= 25


def test_random_nets_are_reckoned_as_the_text_says():
    seen = set()
    for seed in range(1500):
        random = Random(seed)
        keys = set(range(random.randint(2, 7)))
        public = {key for key in keys if random.random() < 0.15}
        left = dict.fromkeys(keys, 100)
        ties = []
        for holder, held in random.sample([*permutations(keys, 2)], random.randint(1, len(keys))):
            most = min(left[held], random.choice([10, 24, 25, 33, 50, 51, 100]))
            share = random.choice([most, random.randint(0, most)]) or None
            left[held] -= share or 0
            is_linked = share is None or random.random() < 0.1
            ties.append(
                tie(holder, held, share, is_linked=is_linked, is_exempt=random.random() < 0.2)
            )
        figures = {
            key: Figures(*(random.choice([None, *range(0, 300, 7)]) for _each in range(3)))
            for key in keys
        }
        net = Net(figures, tuple(ties), frozenset(public))
        for pk in keys - public:
            reckoning = reckon(net, pk)
            counted = {part.pk: part.percent for part in reckoning.parts}
            assert counted == slow_parts(pk, keys, ties, public), (seed, pk)
            assert reckoning.is_public == slow_is_public(pk, ties, public), (seed, pk)
            least = sum(
                (figures[key].headcount or 0) * share / 100 for key, share in counted.items()
            )
            assert reckoning.least.headcount == least
            seen.add((len(counted), len(set(counted.values()))))
    assert len(seen) > 12  # nets of many forms
