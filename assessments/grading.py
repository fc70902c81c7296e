"""The score that counts when a quiz may be tried more than once."""

from decimal import ROUND_HALF_UP, Decimal

from assessments.choices import GradingMethod
from assessments.question import CENT


def counting_score(scores, method):
    """The score that counts by `method`, or None without attempts.

    `scores`: those of the finished attempts (Decimals, per cent), the first attempt first.
    """
    if not scores:
        return None
    if method == GradingMethod.LAST:
        return scores[-1]
    if method == GradingMethod.AVERAGE:
        return (sum(scores, Decimal(0)) / len(scores)).quantize(CENT, ROUND_HALF_UP)
    return max(scores)
