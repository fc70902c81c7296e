"""What is asked for second factors."""

import struct
from contextlib import contextmanager

from allauth.core import context
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.factors.adapter import NO_PASSKEY, WRONG_CODE
from accounts.factors.codes import TooManyCodes, counted, period_of, use_code
from accounts.typed import NameField
from text.numbers import in_western_digits

TOO_MANY = _("Too many wrong codes. Wait five minutes, then try again.")
WRONG_FROM_APP = _(
    "This code is wrong. Write the one that the app shows now, and check that the clock of your "
    "phone is set by itself."
)
# What a library may raise that reads what anybody may send.
UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, struct.error)


class CodeField(NameField):
    """Digits, in whichever script and groups they were typed."""

    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})

    def __init__(self, **options):
        required = {"required": _("Write the code.")}
        super().__init__(label=_("Code"), max_length=40, error_messages=required, **options)

    def tidy(self, text):
        return in_western_digits(super().tidy(text))


class _AskedForCode:
    """Takes a code of the app, or a recovery code."""

    def clean_code(self):
        """The code, used up with that. Raises ValidationError."""
        try:
            used = use_code(self.user, self.cleaned_data["code"], get_ip(context.request))
        except TooManyCodes:
            raise ValidationError(TOO_MANY) from None
        if used is None:
            raise ValidationError(WRONG_CODE)
        used.user = self.user
        self.authenticator = used
        return self.cleaned_data["code"]


EITHER = _("Six digits from your authenticator app, or one of your recovery codes.")


class CodeForm(_AskedForCode, AuthenticateForm):
    """After the password, at the log-in."""

    code = CodeField(help_text=EITHER)


class CodeAgainForm(_AskedForCode, ReauthenticateForm):
    """In place of the password, before something is changed."""

    code = CodeField(help_text=EITHER)


class AppForm(forms.Form):
    """The first code of an app: it shows that the app has the `secret`.

    The secret stays the same until then, so that the page may be loaded again.
    """

    code = CodeField(help_text=_("Six digits that the app shows now."))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        session = context.request.session
        if SECRET_SESSION_KEY not in session:
            session[SECRET_SESSION_KEY] = encrypt(generate_totp_secret())
        self.secret = decrypt(session[SECRET_SESSION_KEY])

    def clean_code(self):
        """The code; `period` is when the app shows it. Raises ValidationError."""
        code = self.cleaned_data["code"]
        try:
            with counted(self.user, get_ip(context.request)) as tried:
                self.period = period_of(self.secret, code)
                tried.is_right = self.period is not None
        except TooManyCodes:
            raise ValidationError(TOO_MANY) from None
        if self.period is None:
            raise ValidationError(WRONG_FROM_APP)
        return code


class PasskeyNameField(NameField):
    def __init__(self, **options):
        super().__init__(
            label=_("Name"),
            max_length=100,
            widget=forms.TextInput(attrs={"dir": "auto"}),
            error_messages={"required": _("Write a name.")},
            **options,
        )


@contextmanager
def _anything_may_come():
    """Turn what is no passkey at all into a ValidationError."""
    try:
        yield
    except UNREADABLE:
        raise ValidationError(NO_PASSKEY) from None


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    """A new passkey, which the browser has just made. Each can log in by itself."""

    name = PasskeyNameField(required=False, help_text=_("So that you know it again, later."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]
        self.fields["credential"].error_messages["required"] = NO_PASSKEY

    def clean(self):
        with _anything_may_come():
            return super().clean()


class PasskeyNameForm(webauthn.EditWebAuthnForm):
    name = PasskeyNameField()


class _ShownPasskey:
    """Takes a passkey, which the browser has just asked for."""

    def clean_credential(self):
        with _anything_may_come():
            return super().clean_credential()


class PasskeyForm(_ShownPasskey, webauthn.AuthenticateWebAuthnForm):
    pass


class LogInByPasskeyForm(_ShownPasskey, webauthn.LoginWebAuthnForm):
    pass


class PasskeyAgainForm(_ShownPasskey, webauthn.ReauthenticateWebAuthnForm):
    pass
