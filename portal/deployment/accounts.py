"""How django-allauth is set up: signing up, logging in, second factors, single sign-on."""

# A class that trains together shares one internet address. What these refuse with 429 can be done
# a minute later: its page says so.
RATE_LIMITS = {
    "confirm_email": "1/3m/key,20/d/key",  # pages and mails speak of three minutes
    "login": None,  # counted by accounts.tries
    "login_failed": None,
    "signup": "60/m/ip",
    "signup_mail": "10/h/key,20/d/key",  # mails to one address: the form says it
    "reset_mail": "4/h/key,10/d/key",
    "new_address_mail": "4/h/key,10/d/key",
    "reset_password": "60/m/ip",
    "single_sign_on": "60/m/ip",  # each asks a provider for its addresses
    "invitation_mail": "4/h/key,10/d/key",  # the forms that invite say it
    "message": "60/h/ip,10/h/key",  # by the contact form; a receipt goes to the address
}
FORMS = {
    "add_email": "accounts.forms.AddEmailForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "login": "accounts.forms.LoginForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "signup": "accounts.forms.SignupForm",
}
FACTOR_FORMS = {
    "activate_totp": "accounts.factors.forms.AppForm",
    "add_webauthn": "accounts.factors.forms.AddPasskeyForm",
    "authenticate": "accounts.factors.forms.CodeForm",
    "authenticate_webauthn": "accounts.factors.forms.PasskeyForm",
    "edit_webauthn": "accounts.factors.forms.PasskeyNameForm",
    "login_webauthn": "accounts.factors.forms.LogInByPasskeyForm",
    "reauthenticate": "accounts.factors.forms.CodeAgainForm",
    "reauthenticate_webauthn": "accounts.factors.forms.PasskeyAgainForm",
}


def account_settings(site_url):
    """The settings of django-allauth for a portal at `site_url`, by their names."""
    return {
        "ACCOUNT_ADAPTER": "accounts.adapter.AccountAdapter",
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],  # the log-in asks for a password by this
        "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
        "ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS": 3,
        # One address for a person, exchanged when the new one is confirmed.
        "ACCOUNT_CHANGE_EMAIL": True,
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
        "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 60 * 15,
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": site_url.split(":")[0],
        "ACCOUNT_RATE_LIMITS": RATE_LIMITS,
        "ACCOUNT_FORMS": FORMS,
        # allauth's asks for all addresses of an account: known ones would cost more than unknown.
        "ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR": (
            "django.contrib.auth.tokens.PasswordResetTokenGenerator"
        ),
        "MFA_ADAPTER": "accounts.factors.adapter.FactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_FORMS": FACTOR_FORMS,
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_RATE_LIMITS": {"webauthn_login": "120/m/ip"},
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
        "MFA_TOTP_ISSUER": "SME4SMARTCITIES",
        "MFA_TOTP_TOLERANCE": 1,  # clocks of phones are some seconds off
        # An address is exchanged only once the new one is confirmed: allauth's worry is none here.
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_REQUESTS_TIMEOUT": 5,
    }
