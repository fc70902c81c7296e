from django.apps import apps
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from content.pages.base import BasePage
from learning.choices import ActivityAccess


class ActivityPage(BasePage):
    """A page that a learner works through: a type of activity says in `activity_type` what it is.

    Where its type offers several rules of completion, it has a field `completion_rule`.
    """

    activity_type = None  # an ActivityType

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

    parent_page_types = ["courses.ModulePage"]
    subpage_types = []
    activity_panel = MultiFieldPanel(
        [FieldPanel("minutes"), FieldPanel("is_required")], heading=_("Time")
    )

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        """Save with lasting ids for all blocks: answers refer to questions and options by them."""
        settle_block_ids(self, update_fields)
        super().save(*args, update_fields=update_fields, **kwargs)


class ReadingPage(ActivityPage):
    """An activity to read, which an editor may open to everyone."""

    access = models.CharField(
        _("who may read it"),
        max_length=20,
        choices=ActivityAccess.choices,
        default=ActivityAccess.AS_MODULE,
        help_text=_(
            "Open it to everyone to give a taste of the module. "
            "It opens and closes with the module."
        ),
    )

    activity_panel = MultiFieldPanel(
        [*ActivityPage.activity_panel.children, FieldPanel("access")], heading=_("In the module")
    )
    # What the outline takes from the English page.
    override_translatable_fields = [
        *ActivityPage.override_translatable_fields,
        SynchronizedField("access", overridable=False),
    ]

    class Meta:
        abstract = True


def activity_page_types():
    """The page types of activities, those of all apps."""
    return [model for model in apps.get_models() if issubclass(model, ActivityPage)]


def settle_block_ids(page, update_fields=None):
    """Give the items of lists in `page` ids, so that they are saved with them.

    Wagtail gives an item its id only when it is looked at, and saves none before.
    """
    for field in page._meta.get_fields():
        if isinstance(field, StreamField) and (not update_fields or field.name in update_fields):
            list(getattr(page, field.name))
