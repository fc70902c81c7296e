"""The size class of an enterprise, from its figures.

The annex to Commission Recommendation 2003/361/EC (https://eur-lex.europa.eu/eli/reco/2003/361/oj),
article 2: fewer than so many people, and a turnover or a balance sheet total of at most so much.
The figures are those of one year; `accounts.reckoning` counts partner and linked enterprises in.
That a class is lost or won only after two years (article 4) is left to people, who know the year
before.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MILLION = 1_000_000
MOST_IN_ISRAEL = 100  # people; Israel counts no money here
UNLIMITED = Decimal("Infinity")


class SizeClass(TextChoices):
    """What an enterprise is by its size."""

    MICRO = "micro", _("Micro enterprise")
    SMALL = "small", _("Small enterprise")
    MEDIUM = "medium", _("Medium-sized enterprise")
    LARGE = "large", _("Larger than an SME")


@dataclass(frozen=True)
class Figures:
    """What the class is decided by: `headcount` in annual work units, the others in euros.

    None is what nobody knows.
    """

    headcount: Decimal | int | None = None
    turnover: Decimal | int | None = None
    balance_sheet: Decimal | int | None = None

    def known_as(self, unknown):
        """The same Figures with `unknown` for each that nobody knows."""
        return Figures(*(unknown if each is None else each for each in self.values))

    @property
    def values(self):
        """The three, in their order."""
        return self.headcount, self.turnover, self.balance_sheet

    def keeps_to(self, ceiling):
        """Whether an enterprise with these Figures, all known, is of the class of `ceiling`."""
        has_little_money = (
            self.turnover <= ceiling.turnover or self.balance_sheet <= ceiling.balance_sheet
        )
        return self.headcount < ceiling.headcount and has_little_money


# What a class must stay under: people; and what it may reach in euros, one of the two.
CEILINGS = {
    SizeClass.MICRO: Figures(10, 2 * MILLION, 2 * MILLION),
    SizeClass.SMALL: Figures(50, 10 * MILLION, 10 * MILLION),
    SizeClass.MEDIUM: Figures(250, 50 * MILLION, 43 * MILLION),
}


def size_class_of(figures):
    """The smallest SizeClass that the Figures fit; None where what is missing could decide."""
    return size_class_between(figures.known_as(0), figures.known_as(UNLIMITED))


def size_class_between(least, most):
    """The SizeClass of whoever has at `least` and at `most` such Figures, all of them known.

    None where they are of two: more people or money never make a class smaller.
    """
    smallest, largest = _class_of(least), _class_of(most)
    return smallest if smallest == largest else None


def is_sme_in_israel(headcount):
    """Whether an enterprise counts as small or medium-sized in Israel; None where not known."""
    return None if headcount is None else headcount <= MOST_IN_ISRAEL


def _class_of(figures):
    fitting = (each for each, ceiling in CEILINGS.items() if figures.keeps_to(ceiling))
    return next(fitting, SizeClass.LARGE)
