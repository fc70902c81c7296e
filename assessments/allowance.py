"""What a learner is allowed at a quiz beyond its rules: further attempts, and more time.

The rules of the quiz stay as they are for everyone else. Given and taken back in
`assessments.giving`.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models import Activity


class AllowanceKind(models.TextChoices):
    ATTEMPT = "attempt", _("A further attempt")
    TIME = "time", _("More time")


class AllowanceQuerySet(models.QuerySet):
    """Allowances."""

    def standing(self):
        """Those not taken back."""
        return self.filter(taken_back_at=None)

    def attempts(self):
        """Those that allow a further attempt."""
        return self.filter(kind=AllowanceKind.ATTEMPT)

    def times(self):
        """Those that give more time."""
        return self.filter(kind=AllowanceKind.TIME)


class Allowance(models.Model):
    """One further attempt at a quiz, or more time for each attempt, until that is taken back.

    `amount` is the number of the attempt that it allows, or how many minutes are added. The reason
    stands in the history.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="allowances"
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="allowances")
    kind = models.CharField(_("kind"), max_length=10, choices=AllowanceKind.choices)
    amount = models.PositiveSmallIntegerField(_("amount"))
    given_at = models.DateTimeField(_("given at"))
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = AllowanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("allowance")
        verbose_name_plural = _("allowances")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "activity", "amount"],
                condition=models.Q(kind=AllowanceKind.ATTEMPT, taken_back_at=None),
                name="attempt_given_once",
            ),
            models.UniqueConstraint(
                fields=["learner", "activity"],
                condition=models.Q(kind=AllowanceKind.TIME, taken_back_at=None),
                name="time_given_once",
            ),
        ]

    def __str__(self):
        return f"{self.learner} – {self.activity}: {self.get_kind_display()}"

    @property
    def is_attempt(self):
        """Whether it allows a further attempt."""
        return self.kind == AllowanceKind.ATTEMPT


def read_allowances(learner, activity, rules, used):
    """(numbers of attempts, minutes): what `learner` is allowed at a quiz beyond its `rules`.

    `used`: how many attempts were begun. No query where nothing could be allowed: attempts are
    left, and there is no time limit.
    """
    has_attempts = rules.attempts_allowed is None or used < rules.attempts_allowed
    if has_attempts and not rules.time_limit:
        return frozenset(), 0
    rows = list(Allowance.objects.standing().filter(learner=learner, activity=activity))
    numbers = frozenset(row.amount for row in rows if row.is_attempt)
    return numbers, sum(row.amount for row in rows if not row.is_attempt)
