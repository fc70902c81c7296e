"""The forms that administrators fill in about people and organisations."""

from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.users.forms import UserCreationForm, UserEditForm

from accounts.admin.role_changes import note_administration
from accounts.alike import find_alike
from accounts.forms import PASSWORD_HELP
from accounts.looking_after import Refusal
from accounts.models import Organisation, OwnDomain, User
from accounts.organisation import organisations_called
from accounts.organisation_forms import ProfileFields, domains_in
from accounts.profile import FIGURES, SAID, THEMES
from accounts.reckoned import hold_links
from accounts.role_end import NO_DAY, check_last_day, ending_roles, must_end
from accounts.typed import AddressField, NameField, TypedField
from text.firms import core_of

OUR_FIELDS = {"organisation", "preferred_language"}
LABELS = {
    "email": _("Email address"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
}
MISSING = {
    "email": _("Write the email address."),
    "first_name": _("Write the first name."),
    "last_name": _("Write the last name."),
    "password1": _("Choose a password."),
    "password2": _("Write the password again."),
}


class EndingRole(forms.Form):
    """For forms that give roles, and ask until when where one of them ends by itself."""

    role_last_day = forms.DateField(
        label=_("Last day of the role"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": NO_DAY},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = _("For %(roles)s: after this day the role ends by itself. At most two years ahead.")
        self.fields["role_last_day"].help_text = words % {"roles": ", ".join(ending_roles())}

    def chosen_roles(self, data):
        """The Groups that the cleaned `data` give."""
        return [data["role"]] if data.get("role") else []

    def clean(self):
        """Refuses a role that ends without a day that it may end on; drops what is not needed."""
        data = super().clean()
        if not any(map(must_end, self.chosen_roles(data))):
            self.errors.pop("role_last_day", None)
            return data | {"role_last_day": None}
        if "role_last_day" in data:
            try:
                check_last_day(data["role_last_day"])
            except ValidationError as problem:
                self.add_error("role_last_day", problem)
        return data


class OrganisationField(forms.ModelChoiceField):
    """An organisation that was not merged. One that was meanwhile stands for what it became."""

    default_error_messages = {
        "invalid_choice": _("This organisation was deleted meanwhile. Choose another one.")
    }

    def __init__(self, queryset, **options):
        super().__init__(queryset.unmerged(), **options)

    def to_python(self, value):
        return super().to_python(self.prepare_value(value))

    def prepare_value(self, value):
        if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 19:
            merged = self.queryset.model.objects.exclude(merged_into=None).filter(pk=value)
            return merged.values_list("merged_into", flat=True).first() or value
        return super().prepare_value(value)


class _PersonForm:
    """A form about a person, with labels and errors worded like the rest of the portal.

    The address that an administrator enters counts as confirmed: the person can log in.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, words in MISSING.items():
            self.fields[name].error_messages["required"] = words
        for name, words in LABELS.items():
            self.fields[name].label = words
        if "groups" in self.fields:
            self.fields["groups"].help_text = _("A person may do what all of their roles allow.")

    def clean_groups(self):
        """The roles. Raises ValidationError for one that is to end and gets no last day here."""
        roles = self.cleaned_data["groups"]
        had = set(self.instance.groups.all()) if self.instance.pk else set()
        if any(must_end(role) for role in roles if role not in had):
            words = _(
                "%(roles)s: this role needs a last day. Save without it, and then give it on "
                "the page of the person, under “Change roles”."
            )
            raise ValidationError(words, params={"roles": ", ".join(ending_roles())})
        return roles

    def clean_email(self):
        """The address. Raises ValidationError where another person has it."""
        email = self.cleaned_data["email"]
        others = User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk)
        if others.exists():
            raise ValidationError(_("Somebody has this address already."), code="unique")
        return email

    def save(self, commit=True):
        person = super().save(commit)
        if commit:
            EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
            EmailAddress.objects.update_or_create(
                user=person, email=person.email, defaults={"verified": True, "primary": True}
            )
            if person.is_superuser != self.initial.get("is_superuser", False):
                note_administration(person)
        return person


class PersonCreationForm(_PersonForm, UserCreationForm):
    email = AddressField()
    first_name = NameField(max_length=150)
    last_name = NameField(max_length=150)

    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | OUR_FIELDS
        field_classes = {"organisation": OrganisationField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HELP


class PersonEditForm(_PersonForm, UserEditForm):
    """What a colleague gave or took since the form was opened stays, where this one leaves it."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    email = AddressField()
    first_name = NameField(max_length=150)
    last_name = NameField(max_length=150)

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | OUR_FIELDS
        field_classes = {"organisation": OrganisationField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = ",".join(["0", *sorted(_duties_of(self.instance))])
        if "is_active" in self.fields:  # nobody switches off their own account
            self.fields["is_active"].help_text = _(
                "Without the tick, this person cannot log in. Their learning records stay."
            )

    def clean_is_active(self):
        """Whether the person may log in. Raises ValidationError for who was merged into another."""
        is_active = self.cleaned_data["is_active"]
        if is_active and self.instance.merged_into_id:
            raise ValidationError(Refusal.MERGED.label)
        return is_active

    def clean(self):
        """What is chosen; of what stands as it was `seen`, what is true now."""
        data = super().clean()
        if not data["seen"]:
            return data
        seen, now = set(data["seen"].split(",")), _duties_of(self.instance)
        for name in FLAGS & data.keys():
            if data[name] == (name in seen):
                data[name] = name in now
        if "groups" in data:
            chosen = {str(role.pk) for role in data["groups"]}
            kept = ((now - FLAGS) - (seen - chosen)) | (chosen - seen)
            data["groups"] = Group.objects.filter(pk__in=kept)
        return data


FLAGS = {"is_active", "is_superuser"}


def _duties_of(person):
    """What the User `person` is and has, as texts: names of FLAGS, and keys of roles."""
    return {name for name in FLAGS if getattr(person, name)} | {
        str(pk) for pk in person.groups.values_list("pk", flat=True)
    }


class OrganisationForm(ProfileFields, WagtailAdminModelForm):
    name = NameField(
        label=capfirst(_("name")),
        max_length=200,
        error_messages={"required": _("Write the name of the organisation.")},
    )
    domains = TypedField(
        label=_("Confirmed domains"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr"}),
        help_text=_(
            "Of its email addresses, one on a line, such as example.org. Whoever has an address "
            "there and is the first may represent the organisation at once."
        ),
    )

    class Meta(ProfileFields.Meta):
        fields = ["name", "kind", "country", "city", *SAID, *THEMES, *FIGURES]
        error_messages = ProfileFields.Meta.error_messages | {
            "kind": {"required": _("Choose one.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            names = self.instance.domains.values_list("name", flat=True)
            self.initial["domains"] = "\n".join(names)
        if "is_another" in self.data:
            self._offer_another()

    def clean_domains(self):
        """The names, as addresses have them. Raises ValidationError."""
        return domains_in(self.cleaned_data["domains"], self.instance)

    def clean(self):
        """Refuses the name of another organisation of the same type and country.

        Where others are named nearly so, it asks whether this is one of them.
        """
        data = super().clean()
        if {"name", "kind"} <= data.keys():
            same = organisations_called(name=data["name"], kind=data["kind"])
            named = [each.current for each in same.filter(country=data.get("country", ""))]
            if other := next((each for each in named if each != self.instance), None):
                self.add_error(
                    "name", _("This organisation exists already, as “%(name)s”.") % {"name": other}
                )
            elif self._is_new_name(data["name"]) and not data.get("is_another"):
                self._ask_about(find_alike(name=data["name"], other_than=self.instance))
        return data

    def _is_new_name(self, name):
        """Whether the organisation had no name so far that has the core of `name`."""
        return self.instance.pk is None or core_of(name) != self.instance.core

    def _ask_about(self, found):
        """Name the Organisations `found`, and let the form be sent again with a tick."""
        if not found:
            return
        others = format_html_join(
            ", ",
            '<a href="{}"><bdi>{}</bdi></a> ({})',
            [
                (reverse("organisations:edit", args=[each.pk]), each, ", ".join(each.description))
                for each in found
            ],
        )
        text = _("There is already: {}. Use it, or tick below that this is another organisation.")
        self.add_error("name", format_html(text, others))
        self._offer_another()

    def _offer_another(self):
        self.fields["is_another"] = forms.BooleanField(
            label=_("It is another organisation"), required=False
        )
        self.order_fields(["name", "is_another"])

    def save(self, commit=True):
        """Save what the form asks for; what a merge has written meanwhile stays."""
        with transaction.atomic():
            if self.instance.pk:
                hold_links()
                locked = Organisation.objects.select_for_update()
                self.instance.refresh_from_db(
                    fields=["merged_into", "former_names"], from_queryset=locked
                )
            saved = super().save(commit)
            self._save_domains(saved.current)
            return saved

    def _save_domains(self, organisation):
        names = self.cleaned_data["domains"]
        organisation.domains.exclude(name__in=names).delete()
        rows = [OwnDomain(organisation=organisation, name=name) for name in names]
        # What a colleague confirmed for another one at the same moment stays there.
        OwnDomain.objects.bulk_create(rows, ignore_conflicts=True)
