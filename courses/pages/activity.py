from django.core.validators import MinValueValidator
from django.db import models
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from content.pages import BasePage


class ActivityPage(BasePage):
    """A page that a learner works through."""

    readers = _("Whoever the module lets read its lessons.")

    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=10,
        validators=[MinValueValidator(1)],
        help_text=_("How long a learner needs. Time it once, reading aloud."),
    )
    is_required = models.BooleanField(
        _("required"),
        default=True,
        help_text=_("It counts for completing the module. Leave unmarked what is optional."),
    )

    activity_panel = MultiFieldPanel(
        [FieldPanel("minutes"), FieldPanel("is_required")], heading=_("Time")
    )

    class Meta:
        abstract = True

    @property
    def is_public(self):
        """Whether it stands outside the training, where everyone may read it."""
        return False

    @property
    def is_for_visitors(self):
        return self.is_public

    def serve(self, request, *args, **kwargs):
        """Serve it, in the training to this person alone: no cache may keep it for others."""
        response = super().serve(request, *args, **kwargs)
        if not self.is_public:
            patch_cache_control(response, private=True)
        return response

    def save(self, *args, update_fields=None, **kwargs):
        """Save with lasting ids for all blocks: answers refer to questions and options by them.

        Wagtail stores the ids of list items only when the items were looked at before.
        """
        for field in self._meta.get_fields():
            if isinstance(field, StreamField) and (
                not update_fields or field.name in update_fields
            ):
                list(getattr(self, field.name))
        super().save(*args, update_fields=update_fields, **kwargs)
