"""What people tell about themselves, and why it is asked."""

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import (
    raise_if_reauthentication_required,
)
from allauth.account.utils import has_verified_email
from allauth.core import context as allauth_context
from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.consent import WORDINGS
from accounts.limits import forget_sent, may_send
from accounts.models import Country, OrganisationKind, User
from accounts.onward import onward_of
from accounts.signup import confirm_address, sign_up
from accounts.single_sign_on.arrival import arrival_to_prove
from accounts.statistics import AgeBand, Sex
from accounts.time_zones import time_zone_choices
from accounts.tries import forget_tries
from accounts.typed import NO_ADDRESS, AddressField, NameField
from notices.kinds import mutable_kinds
from text.addresses import one_address

PASSWORD_HELP = _("At least 8 characters. Three or four words are easier to remember and safer.")
TOO_MANY_MAILS = _(
    "Several emails went to this address already. Look in its spam folder too, and use the link in "
    "the newest one. You can ask for another one later."
)

ANOTHER = "another"  # what somebody chooses whose organisation is none of those named alike

OWN_ADDRESS = forms.EmailInput(attrs={"autocomplete": "email"})

# What to do about an empty field of allauth's forms, by its name.
MISSING = {
    "email": _("Write your email address."),
    "login": _("Write your email address."),
    "password": _("Write your password."),
    "password1": _("Choose a password."),
    "oldpassword": _("Write your current password."),
}


def _plain(form, **texts):
    """Take placeholders away, say what is wrong, set label and help of the fields in `texts`."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        if isinstance(field, forms.EmailField):
            field.error_messages["invalid"] = NO_ADDRESS
        if name in MISSING:
            field.error_messages["required"] = MISSING[name]
    for name, (label, help_text) in texts.items():
        form.fields[name].label = label
        form.fields[name].help_text = help_text


class NameFields(forms.Form):
    """First and last name."""

    first_name = NameField(
        label=_("First name"),
        error_messages={"required": _("Write your first name.")},
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "given-name", "dir": "auto"}),
    )
    last_name = NameField(
        label=_("Last name"),
        error_messages={"required": _("Write your last name.")},
        max_length=150,
        help_text=_("Your trainers know you by your name."),
        widget=forms.TextInput(attrs={"autocomplete": "family-name", "dir": "auto"}),
    )


class MailingForm(forms.Form):
    """A form that sends a mail to the address in it, but not too many to one.

    Forms with a limit of their own cannot use up each other's mails.
    """

    mails = "signup_mail"  # what is limited, in ACCOUNT_RATE_LIMITS

    def clean(self):
        """What was entered. An error stands at the address that got too many mails already."""
        data = super().clean()
        if not self.errors and not may_send(allauth_context.request, self.mails, data["email"]):
            self.add_error("email", TOO_MANY_MAILS)
        return data


class SignupForm(MailingForm, NameFields, allauth_forms.BaseSignupForm):
    """The first step: who you are and where we write to. It makes no account yet."""

    email = AddressField(widget=OWN_ADDRESS)
    field_order = ["first_name", "last_name", "email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        help_text = _("We send you a link to begin with. You log in with this address.")
        _plain(self, email=(_("Email address"), help_text))

    def validate_unique_email(self, value):
        """Any address will do: the mail says what there is to say about it."""
        return value

    def try_save(self, request):
        """Send the link; (None, the response), as allauth expects where nobody is logged in."""
        data = self.cleaned_data
        sign_up(
            email=data["email"],
            first_name=data["first_name"],
            last_name=data["last_name"],
            language=get_language(),
            wanted=onward_of(request),
        )
        return None, get_adapter().respond_email_verification_sent(request, None)


class LoginForm(allauth_forms.LoginForm):
    """Asks for address and password. An address that a provider has confirmed stands there."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if arrival := arrival_to_prove(self.request):
            self.initial.setdefault("login", arrival.email)
        _plain(self, login=(_("Email address"), ""), password=(_("Password"), ""))
        self.fields["remember"].label = _("Keep me logged in on this device for two weeks")

    def clean_login(self):
        """The address, in the way in which it is kept."""
        try:
            return one_address(self.cleaned_data["login"])
        except UnicodeError:  # nobody has it
            return self.cleaned_data["login"]


class ResetPasswordForm(MailingForm, allauth_forms.ResetPasswordForm):
    """Asks for an address. What is done for one with an account and one without is the same.

    Whoever asks for somebody else shuts nobody out: the links of the first mails work for a day,
    as long as they count.
    """

    mails = "reset_mail"
    email = AddressField(widget=OWN_ADDRESS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain(self, email=(_("Email address"), _("The one that you log in with.")))

    def clean_email(self):
        """The address; `users` holds the person who logs in with it, if there is one."""
        email = self.cleaned_data["email"]
        self.users = list(User.objects.filter(email=email, is_active=True))
        return email


class StartForm(forms.Form):
    """What is asked of whoever opens an account: a password, if one is wanted already."""

    password1 = allauth_forms.PasswordField(
        label=_("Password"), required=False, autocomplete="new-password"
    )

    def __init__(self, *args, pending, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = User(
            email=pending.email, first_name=pending.first_name, last_name=pending.last_name
        )
        help_text = _("You can leave it empty and choose one later, in your account.")
        _plain(self, password1=(_("Password"), format_lazy("{} {}", help_text, PASSWORD_HELP)))

    def clean_password1(self):
        """The password that is wanted, empty for none. Raises ValidationError for an easy one."""
        password = self.cleaned_data["password1"]
        return password and get_adapter().clean_password(password, self.person)


class _OnePasswordField:
    """The new password is asked once: it can be shown while it is typed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _plain(self, password1=(_("New password"), PASSWORD_HELP))


class ResetPasswordKeyForm(_OnePasswordField, allauth_forms.ResetPasswordKeyForm):
    def save(self):
        """Set the password, for which nothing was tried yet, and for which no mail counts.

        Whoever got the link by mail has shown that the address is theirs.
        """
        super().save()
        forget_tries(self.user.email)
        forget_sent(allauth_context.request, ResetPasswordForm.mails, self.user.email)
        if not has_verified_email(self.user):
            confirm_address(self.user)


class SetPasswordForm(_OnePasswordField, allauth_forms.SetPasswordForm):
    pass


class ChangePasswordForm(_OnePasswordField, allauth_forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain(self, oldpassword=(_("Current password"), ""))


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain(self, password=(_("Password"), ""))


class AddEmailForm(MailingForm, allauth_forms.AddEmailForm):
    """Asks for the address that shall take the place of the present one."""

    mails = "new_address_mail"
    email = AddressField(widget=OWN_ADDRESS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        help_text = _("We send a link to it. Until you follow it, your old address stays.")
        _plain(self, email=(_("New email address"), help_text))

    def clean(self):
        """What was entered. Who is asked for the password first sends the form twice: one mail."""
        if not self.errors:
            raise_if_reauthentication_required(allauth_context.request, app="allauth.account")
        return super().clean()


class ResendForm(MailingForm):
    """Where to send the confirmation once more."""

    email = AddressField(
        label=_("Email address"),
        error_messages={"required": MISSING["email"]},
        widget=OWN_ADDRESS,
    )


class ProfileForm(NameFields, forms.ModelForm):
    """Name, role, country, language and time zone."""

    certificate_name = NameField(
        label=_("Name on certificates"),
        required=False,
        max_length=200,
        help_text=_("Only if it differs from first and last name, as with a second surname."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    position = NameField(
        label=_("Your role in the organisation"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title", "dir": "auto"}),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=[("", _("Choose a country")), *Country.choices],
        help_text=_("Where you work, if that is another country than your organisation’s."),
    )
    preferred_language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("The same as my browser")), *settings.LANGUAGES],
        help_text=_("For the portal once you are logged in, and for our emails."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        choices=time_zone_choices,
        help_text=_("For the times that you read on the portal once you are logged in."),
    )

    class Meta:
        model = User
        fields = [
            "first_name",
            "last_name",
            "certificate_name",
            "position",
            "country",
            "preferred_language",
            "time_zone",
        ]

    def save(self):
        """Save these fields alone; what else changed meanwhile, such as a merge, stays.

        Nothing where the account was closed meanwhile: one that is erased gets no name again.
        """
        open_ones = User.objects.select_for_update(of=("self",), no_key=True)
        with transaction.atomic():
            if open_ones.filter(pk=self.instance.pk, is_active=True).exists():
                self.instance.save(update_fields=self._meta.fields)
        return self.instance


class StatisticsForm(forms.Form):
    """What the funder counts. Nothing is chosen beforehand, and nothing has to be."""

    sex = forms.ChoiceField(
        label=_("Sex"), required=False, choices=Sex.choices, widget=forms.RadioSelect
    )
    age_band = forms.ChoiceField(
        label=_("Age"), required=False, choices=AgeBand.choices, widget=forms.RadioSelect
    )


class ConsentsForm(forms.Form):
    """A box for each purpose, each by itself."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for purpose, wording in WORDINGS.items():
            self.fields[purpose.value] = forms.BooleanField(label=wording, required=False)

    @property
    def wanted(self):
        """The purposes that are ticked."""
        return {purpose for purpose, is_ticked in self.cleaned_data.items() if is_ticked}


class MailsForm(forms.Form):
    """The kinds of mail that a person gets; those that always come are not offered."""

    wanted = forms.MultipleChoiceField(
        label=_("Write to me about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wanted"].choices = [(kind.key, kind.name) for kind in mutable_kinds()]


class OrganisationForm(forms.Form):
    """The second step: where you work."""

    kind = forms.ChoiceField(
        label=_("What kind of organisation do you work for?"),
        error_messages={"required": _("Choose one.")},
        choices=OrganisationKind.choices,
        widget=forms.RadioSelect,
        help_text=_("This tells us which track suits you. Our funder sees totals only."),
    )
    name = NameField(
        label=_("Name of the organisation"),
        error_messages={"required": _("Write the name of the organisation.")},
        max_length=200,
        help_text=_(
            "Start typing, then choose it from the list. Not there? Type its name. Your trainer "
            "sees you together with your colleagues."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "organization", "list": "organisations", "dir": "auto"}
        ),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=[("", _("Choose a country")), *Country.choices],
        help_text=_("Needed only when your organisation is new here."),
    )

    def ask_about(self, alike, *, is_answered=False):
        """Let the person choose one of the Organisations `alike`, or say that it is another.

        Where that `is_answered` already, the answer stands there again.
        """
        choices = [
            (each.pk, f"\u2068{each}\u2069 ({', '.join(each.description)})") for each in alike
        ]
        self.fields["chosen"] = forms.ChoiceField(
            label=_("Is it one of these?"),
            choices=[*choices, (ANOTHER, _("No, mine is another one"))],
            widget=forms.RadioSelect,
        )
        self.order_fields(["kind", "name", "chosen"])
        if not is_answered:
            text = _("There is one with nearly this name. Say whether it is yours.")
            self.add_error("chosen", text)
