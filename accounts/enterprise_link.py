"""Links between organisations: who holds how much of whom, or controls it otherwise."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.reckoning import LINKED_ABOVE, Tie


class EnterpriseLink(models.Model):
    """`holder` has `share` per cent of the capital or the votes of `held`: the greater of the two.

    The share may be unknown where it `is_linked` otherwise than by a share: articles 3(2) and 3(3)
    of the annex to Recommendation 2003/361/EC. `is_exempt`: a manager says that the holder is one
    of the investors of article 3(2).
    """

    holder = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.PROTECT,
        related_name="holdings",
        verbose_name=_("holder"),
    )
    held = models.ForeignKey(
        "accounts.Organisation",
        on_delete=models.PROTECT,
        related_name="holders",
        verbose_name=_("held organisation"),
    )
    share = models.DecimalField(
        _("share in per cent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)],
    )
    is_linked = models.BooleanField(_("linked whatever the share is"), default=False)
    is_exempt = models.BooleanField(_("investor that is not counted"), default=False)

    class Meta:
        verbose_name = _("link to another enterprise")
        verbose_name_plural = _("links to other enterprises")
        constraints = [
            models.UniqueConstraint(fields=["holder", "held"], name="enterprises_linked_once"),
            models.CheckConstraint(condition=~Q(holder=F("held")), name="enterprise_not_its_own"),
            models.CheckConstraint(
                condition=Q(share__isnull=False, share__gt=0, share__lte=100)
                | Q(share=None, is_linked=True),
                name="enterprise_link_says_something",
            ),
        ]

    def __str__(self):
        return say_link(self.holder, self.held, share=self.share, is_linked=self.is_linked)

    @property
    def tie(self):
        """The Tie that it makes. Reads the type of the holder: universities are exempt by it."""
        is_exempt = self.is_exempt or self.holder.is_university
        return Tie(self.holder_id, self.held_id, self.share, self.is_linked, is_exempt)

    @property
    def words(self):
        """What it says and makes of the two."""
        if self.tie.is_left_out:
            return gettext("%(link)s (an investor that is not counted)") % {"link": self}
        if self.is_linked and self.share and self.share <= LINKED_ABOVE:
            return gettext("%(link)s (linked whatever the share is)") % {"link": self}
        return str(self)


def say_link(holder, held, *, share, is_linked):
    """What a link between two organisations, or their names, says.

    Without a full stop: names may end with one.
    """
    names = {"holder": f"\u2068{holder}\u2069", "held": f"\u2068{held}\u2069"}
    if share is None:
        return gettext("%(holder)s controls %(held)s") % names
    share = number_format(share.normalize() if share % 1 else int(share))
    return gettext("%(holder)s holds %(share)s %% of %(held)s") % {**names, "share": share}
