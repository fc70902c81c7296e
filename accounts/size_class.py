"""The size class of an enterprise, from its figures.

The annex to Commission Recommendation 2003/361/EC (https://eur-lex.europa.eu/eli/reco/2003/361/oj),
article 2: fewer than so many people, and a turnover or a balance sheet total of at most so much.
The figures are those of one year, with the shares of partner and linked enterprises that article 6
counts in. That a class is lost or won only after two years (article 4) is left to people, who know
the year before.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MILLION = 1_000_000
MOST_IN_ISRAEL = 100  # people; Israel counts no money here


class SizeClass(TextChoices):
    """What an enterprise is by its size."""

    MICRO = "micro", _("Micro enterprise")
    SMALL = "small", _("Small enterprise")
    MEDIUM = "medium", _("Medium-sized enterprise")
    LARGE = "large", _("Larger than an SME")


@dataclass(frozen=True)
class Ceiling:
    """What a class must stay under: people; and what it may reach in euros, one of the two."""

    headcount: int
    turnover: int
    balance_sheet: int


CEILINGS = {
    SizeClass.MICRO: Ceiling(10, 2 * MILLION, 2 * MILLION),
    SizeClass.SMALL: Ceiling(50, 10 * MILLION, 10 * MILLION),
    SizeClass.MEDIUM: Ceiling(250, 50 * MILLION, 43 * MILLION),
}


def size_class_of(
    headcount: Decimal | int | None, turnover: int | None, balance_sheet: int | None
) -> SizeClass | None:
    """The smallest SizeClass that the figures fit; None where what is missing could decide.

    `headcount` is in annual work units, the others in euros; None is what nobody knows.
    """
    for size_class, ceiling in CEILINGS.items():
        fits = _all(
            headcount is not None and headcount < ceiling.headcount,
            headcount is None,
            _fits_money(ceiling, turnover, balance_sheet),
        )
        if fits is None:
            return None
        if fits:
            return size_class
    return SizeClass.LARGE


def is_sme_in_israel(headcount):
    """Whether an enterprise counts as small or medium-sized in Israel; None where not known."""
    return None if headcount is None else headcount <= MOST_IN_ISRAEL


def _fits_money(ceiling, turnover, balance_sheet):
    """Whether one of the two sums keeps to `ceiling`; None where it is not known."""
    sums = (turnover, ceiling.turnover), (balance_sheet, ceiling.balance_sheet)
    if any(known is not None and known <= most for known, most in sums):
        return True
    return None if any(known is None for known, _most in sums) else False


def _all(has_few_people, is_headcount_unknown, fits_money):
    """Whether people and money both fit: False where one does not, else None where one is not
    known.
    """
    if fits_money is False or not (has_few_people or is_headcount_unknown):
        return False
    return None if is_headcount_unknown or fits_money is None else True
