"""Until when somebody has a role that ends by itself."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NO_DAY = _("Write the day like 2027-03-31.")
TOLD_FOR = timedelta(days=30)
TOLD_BEFORE = timedelta(days=14)
MOST_YEARS = 2  # that such a role is given for at once
_ending = set()


def declare_ending_roles(*names):
    """Declare the names of the groups that nobody has without a last day."""
    _ending.update(names)


def must_end(role):
    """Whether the Group `role` is given with a last day only."""
    return role.name in _ending


def ending_roles():
    """The names of the groups that end by themselves, in the active language."""
    return sorted(map(gettext, _ending))


def today():
    """The date of now where the portal is: for whom a role ends does not hang on who looks."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def check_last_day(day):
    """Raises ValidationError where no role may be given until `day`, a date or None."""
    if day is None:
        raise ValidationError(_("Write the last day: this role ends by itself."))
    now = today()
    if day <= now:
        raise ValidationError(_("This day is not in the future. Choose a later one."))
    is_leap_day = (now.month, now.day) == (2, 29)
    latest = now.replace(year=now.year + MOST_YEARS, day=28 if is_leap_day else now.day)
    if day > latest:
        words = _("This is too far ahead. Choose %(latest)s or an earlier day.")
        raise ValidationError(words, params={"latest": date_format(latest)})


def with_last_day(role, day):
    """The name of the Group `role`, with its last day where it has one; in the active language.

    One that must end and has no last day is told to have none.
    """
    name = gettext(role.name)
    if day is None:  # a role that ends was given without one before all had to have it
        return gettext("%(role)s (no last day)") % {"role": name} if must_end(role) else name
    return gettext("%(role)s (until %(day)s)") % {"role": name, "day": date_format(day)}


class RoleEndQuerySet(models.QuerySet):
    def over(self):
        """Those whose last day has passed."""
        return self.filter(last_day__lt=today())

    def soon(self):
        """Those whose last day is today or within two weeks."""
        return self.filter(last_day__range=(today(), today() + TOLD_BEFORE))

    def recent(self):
        """Those to come, and those over since a month."""
        return self.filter(last_day__gte=today() - TOLD_FOR)

    def held(self):
        """Those of people who have the role."""
        return self.filter(person__groups=F("role"))


class RoleEnd(models.Model):
    """`person` has the `role` until the end of `last_day`, in the time zone of the portal.

    The row stays when the role has ended, to say why. It goes when the role is taken before.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="role_ends",
        verbose_name=_("person"),
    )
    role = models.ForeignKey(
        Group, on_delete=models.CASCADE, related_name="+", verbose_name=_("role")
    )
    last_day = models.DateField(_("last day of the role"))

    objects = RoleEndQuerySet.as_manager()

    class Meta:
        verbose_name = _("end of a role")
        verbose_name_plural = _("ends of roles")
        constraints = [
            models.UniqueConstraint(fields=["person", "role"], name="role_ends_once"),
        ]

    def __str__(self):
        # The log keeps it: a number names nobody.
        return gettext("End %(number)s") % {"number": self.pk}

    @property
    def is_over(self):
        """Whether the last day has passed."""
        return self.last_day < today()

    @property
    def words(self):
        """The role with its last day, in the active language."""
        if not self.is_over:
            return with_last_day(self.role, self.last_day)
        names = {"role": gettext(self.role.name), "day": date_format(self.last_day)}
        return gettext("%(role)s (ended on %(day)s)") % names
