"""Blocks of pages around the training."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock, StaticBlock, StructBlock

from accounts.personal_data import declared_personal_data
from contact.choices import Subject
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


class ContactBlock(StructBlock):
    """The way to the contact form, and who answers for the portal."""

    subject = ChoiceBlock(
        choices=Subject.choices,
        default=Subject.OTHER,
        label=_("Subject"),
        help_text=_("It is chosen in the form already. People can choose another one."),
    )

    class Meta:
        icon = "mail"
        label = _("Write to us")
        group = _("Text")
        template = "components/blocks/contact.html"

    def get_context(self, value, parent_context=None):
        """Adds `controller` and `contact_email`."""
        answering = {"controller": settings.CONTROLLER, "contact_email": settings.CONTACT_EMAIL}
        return super().get_context(value, parent_context) | answering


class StandardBodyBlock(BodyBlock):
    """The blocks of a standard page."""

    personal_data = PersonalDataBlock()
    contact = ContactBlock()
