from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from content.pages import BasePage


class ActivityPage(BasePage):
    """A page that a learner works through."""

    minutes = models.PositiveSmallIntegerField(
        _("minutes"), help_text=_("How long a learner needs.")
    )
    is_required = models.BooleanField(
        _("required"), default=True, help_text=_("It counts for completing the module.")
    )

    activity_panel = MultiFieldPanel(
        [FieldPanel("minutes"), FieldPanel("is_required")], heading=_("Time")
    )

    class Meta:
        abstract = True
