"""The questions about a module, as forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.typed import TypedField
from learning.records.opinion import Verdict

MOST = 1000  # characters


def steps(label):
    """A field that asks for one of the three steps, or none."""
    return forms.ChoiceField(
        label=label, choices=Verdict.choices, required=False, widget=forms.RadioSelect
    )


def words(label):
    """A field for the learner's own words, or none."""
    widget = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    return TypedField(label=label, max_length=MOST, required=False, widget=widget)


class FilledForm(forms.Form):
    """A form in which no field is required, and all of them empty say nothing."""

    def clean(self):
        """What was sent. Raises ValidationError where that is nothing."""
        if not any(self.cleaned_data.values()) and not self.errors:
            raise forms.ValidationError(_("Answer at least one question, or leave the page."))
        return self.cleaned_data


class OpinionForm(FilledForm):
    """What the learner thinks of a module that is completed."""

    worth = steps(_("Was the module worth your time?"))
    clear = steps(_("Was it clear?"))
    missing = words(_("What was missing?"))


class AfterwardsForm(FilledForm):
    """What became of it, months later."""

    used = words(_("What of the module have you used in your work?"))
    hindered = words(_("What kept you from using more of it?"))
