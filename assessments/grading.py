"""The score that counts when a quiz may be tried more than once."""

from assessments.choices import GradingMethod


def counting_score(scores, method):
    """The score that counts by `method`, or None without attempts.

    `scores`: those of the finished attempts (Fractions from 0 to 1), the first attempt first.
    """
    if not scores:
        return None
    if method == GradingMethod.LAST:
        return scores[-1]
    if method == GradingMethod.AVERAGE:
        return sum(scores) / len(scores)
    return max(scores)
