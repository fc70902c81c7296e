"""Form fields for what people type: cleaned, and empty where no character can be seen."""

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

from text.typed import clean_edited, clean_line, clean_text


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
