"""What is asked about an organisation of those who look after it: managers, and its people."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, OwnDomain, Theme
from accounts.profile import FIGURES, SAID, THEMES
from accounts.typed import AddressField, NameField, TypedField
from text.domains import is_ending, is_public, one_domain

FIRST_YEAR = 1000
GONE = _(
    "A theme that you had chosen is no longer in the list. Look at what is ticked, and save again."
)


class ProfileFields(forms.ModelForm):
    """What an organisation says of itself, for forms of the site and of the admin."""

    website = forms.URLField(
        label=capfirst(_("website")),
        required=False,
        max_length=Organisation._meta.get_field("website").max_length,
        assume_scheme="https",
        error_messages={"invalid": _("Write the whole address, such as https://example.org.")},
    )
    languages = forms.MultipleChoiceField(
        label=capfirst(_("languages")),
        required=False,
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In which of the portal’s languages it can be written to."),
    )

    class Meta:
        model = Organisation
        fields = ["city", *SAID, *THEMES, *FIGURES]
        field_classes = {"city": NameField, "about": TypedField}
        help_texts = {
            "headcount": _(
                "Of an enterprise: annual work units. Here and in the sums below, write its own "
                "figures alone: those of partner and linked enterprises are added from the links. "
                "Leave empty what is not known."
            ),
            "is_autonomous": _("Yes, if no enterprise holds a quarter or more of the other."),
        }
        widgets = {
            "about": forms.Textarea(attrs={"rows": 4}),
            **dict.fromkeys(THEMES, forms.CheckboxSelectMultiple),
        }
        error_messages = {
            name: {"invalid_choice": GONE, "invalid_pk_value": GONE} for name in THEMES
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["languages"] = (self.initial.get("languages") or "").split(",")
        for name in ("founded_in", "figures_of"):
            self.fields[name].widget.attrs["min"] = FIRST_YEAR
        for name in THEMES:
            own = getattr(self.instance, name).all() if self.instance.pk else None
            themes = Theme.objects.offered(and_those_of=own)
            self.fields[name].queryset = themes
            if not themes:
                del self.fields[name]

    def clean_languages(self):
        """The codes as the row keeps them."""
        return ",".join(self.cleaned_data["languages"])

    def clean_founded_in(self):
        """The year. Raises ValidationError where it is none, or has not come yet."""
        return checked_year(self.cleaned_data["founded_in"])

    def clean_figures_of(self):
        """The year, as that of the foundation."""
        return checked_year(self.cleaned_data["figures_of"])


class ProfileForm(ProfileFields):
    """What whoever represents an organisation writes of it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.TextInput | forms.Textarea):
                field.widget.attrs["dir"] = "ltr" if field is self.fields["website"] else "auto"

    def save(self):
        """Save these fields alone; what else changed meanwhile stays."""
        columns = [name for name in self._meta.fields if name not in THEMES]
        self.instance.save(update_fields=columns)
        self._save_m2m()
        return self.instance


class ColleagueForm(forms.Form):
    """Whom to invite into one's own organisation."""

    email = AddressField(
        label=_("Email address"),
        error_messages={"required": _("Write the email address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    first_name = NameField(
        label=_("First name"),
        max_length=150,
        error_messages={"required": _("Write the first name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    last_name = NameField(
        label=_("Last name"),
        max_length=150,
        error_messages={"required": _("Write the last name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    preferred_language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("The email and the page that it leads to are in this language."),
    )


def checked_year(year):
    """The `year`, or None. Raises ValidationError where it is none, or has not come yet."""
    today = timezone.localdate().year
    if year is not None and not FIRST_YEAR <= year <= today:
        raise ValidationError(
            _("Write a year between %(first)s and %(last)s, in four digits.")
            % {"first": FIRST_YEAR, "last": today}
        )
    return year


def domains_in(text, organisation):
    """The domains on the lines of `text`, in one way each and once, in their order.

    Raises ValidationError for what is no domain, for one that is not of `organisation` alone, and
    for one of another organisation.
    """
    names, errors = {}, []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        try:
            names[one_domain(line)] = line
        except UnicodeError:
            errors.append(_fault(_("“%(domain)s” is no domain. One looks like example.org."), line))
    for name, line in names.items():
        if is_ending(name):
            text = _("“%(domain)s” is shared by many owners. Write the whole domain.")
            errors.append(_fault(text, line))
        elif is_public(name):
            text = _("Anybody can have an address at “%(domain)s”, so it confirms nobody.")
            errors.append(_fault(text, line))
    others = OwnDomain.objects.exclude(organisation=organisation.pk).select_related("organisation")
    for taken in others.filter(name__in=names):
        text = _("“%(domain)s” is confirmed for another organisation: %(organisation)s.")
        errors.append(_fault(text, taken.name, organisation=taken.organisation))
    if errors:
        raise ValidationError(errors)
    return list(names)


def _fault(text, domain, **words):
    return ValidationError(text, params={"domain": domain, **words})
