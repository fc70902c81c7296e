"""Which page points to which theme."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from accounts.models import Theme


class ThemeOfPage(models.Model):
    """A page points to a theme."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="theme_links")
    # A draft may name a theme that is gone: it is read without it. The admin deletes none in use.
    theme = models.ForeignKey(
        Theme, verbose_name=_("theme"), on_delete=models.CASCADE, related_name="page_links"
    )

    class Meta:
        verbose_name = _("theme of a page")
        verbose_name_plural = _("themes of pages")
        constraints = [models.UniqueConstraint(fields=["page", "theme"], name="theme_once")]

    def __str__(self):
        return str(self.theme)
