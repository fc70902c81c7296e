"""Blocks of pages around the training."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StaticBlock

from accounts.personal_data import declared_personal_data
from content.blocks import BodyBlock


class PersonalDataBlock(StaticBlock):
    """The table of what the portal keeps about people, as its apps declare it."""

    class Meta:
        icon = "user"
        label = _("What is kept about people")
        group = _("Text")
        admin_text = _("A table that the portal fills in itself: what it keeps, why, and how long.")
        template = "components/blocks/personal_data.html"

    def get_context(self, value, parent_context=None):
        """Adds `kinds`, of PersonalData."""
        kinds = {"kinds": declared_personal_data()}
        return super().get_context(value, parent_context) | kinds


class StandardBodyBlock(BodyBlock):
    """The blocks of a standard page."""

    personal_data = PersonalDataBlock()
