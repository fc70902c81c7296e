"""Form fields for what people type: cleaned, and empty where no character can be seen."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from text.addresses import LONGEST_ADDRESS, one_address
from text.typed import clean_edited, clean_line, clean_text

# In place of Django's, which says less and is formal in Spanish.
NO_ADDRESS = _("Check the address: it should look like name@example.org.")


class TypedField(forms.CharField):
    """A text of any number of lines."""

    def to_python(self, value):
        """The text, cleaned. Raises ValidationError for a null character: no keyboard sends it."""
        text = super().to_python(value)
        ProhibitNullCharactersValidator()(text)
        return self.tidy(text)

    def tidy(self, text):
        """What is kept of `text`."""
        return clean_text(text)


class NameField(TypedField):
    """A text on one line."""

    def tidy(self, text):
        return clean_line(text)


class EditedField(TypedField):
    """A text of an editor, which keeps its inner blanks."""

    def tidy(self, text):
        return clean_edited(text)


class AddressField(forms.EmailField):
    """The address of a mailbox, written in one way: `one_address` of what was typed."""

    default_error_messages = {"invalid": NO_ADDRESS}

    def __init__(self, **options):
        super().__init__(**{"max_length": LONGEST_ADDRESS} | options)

    def to_python(self, value):
        """The address. Raises ValidationError for a null character and for what is no domain."""
        text = super().to_python(value)
        ProhibitNullCharactersValidator()(text)
        try:
            address = one_address(text)
        except UnicodeError:
            raise ValidationError(NO_ADDRESS, code="invalid") from None
        if not address.partition("@")[0].isascii():  # most mail servers take no such mailbox
            raise ValidationError(NO_ADDRESS, code="invalid")
        return address
