"""Points, kept exactly: two of three pairs are 2/3, and no rounding lets pass or fail."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.db import models
from django.utils.translation import gettext_lazy as _

CENT = Decimal("0.01")


class Pointed(models.Model):
    """A record with points, of which the database keeps numerator and denominator."""

    points_numerator = models.BigIntegerField(_("points, numerator"), null=True, blank=True)
    points_denominator = models.BigIntegerField(_("points, denominator"), default=1)

    POINTS = ("points_numerator", "points_denominator")

    class Meta:
        abstract = True

    @property
    def points(self):
        """The points as a Fraction; None before marking."""
        if self.points_numerator is None:
            return None
        return Fraction(self.points_numerator, self.points_denominator)

    @points.setter
    def points(self, points):
        self.points_numerator, self.points_denominator = Fraction(points).as_integer_ratio()


def share_of(points, max_points):
    """`points` of `max_points` as a Fraction from 0 to 1; 0 where there is nothing to gain."""
    return Fraction(points) / max_points if max_points else Fraction(0)


def percent(share):
    """A Fraction from 0 to 1 as per cent with two decimals, for showing and sorting.

    A whole number that was not reached is not shown: 69.999 per cent are 69.99.
    """
    exact = Decimal(share.numerator * 100) / Decimal(share.denominator)
    rounded = exact.quantize(CENT, ROUND_HALF_UP)
    return rounded if int(rounded) == int(exact) else exact.quantize(CENT, ROUND_DOWN)
