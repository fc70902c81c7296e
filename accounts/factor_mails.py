"""The mails about second factors, and what all mails about an account have in common."""

from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind

SAFETY = _("You receive this email because it concerns the safety of your account.")


def account_mail(key, *, subject, **words):
    """The Kind of a mail that allauth calls `key`. Nobody can switch it off."""
    return Kind(key=key, name=subject, subject=subject, may_be_muted=False, is_safety=True, **words)


def factor_mails():
    """The kinds of mail about second factors, most by the names that allauth gives them."""
    shared = {
        "button": _("See what you log in with"),
        "path": "account_security",
        "reason": SAFETY,
    }
    return (
        account_mail(
            "totp_activated",
            to_whom="Whoever has added an authenticator app",
            subject=_("Your account has an authenticator app"),
            text=_(
                "An authenticator app was added to your account: it is asked for a code when you "
                "log in. If it was not you, remove it and choose a new password at once."
            ),
            **shared,
        ),
        account_mail(
            "totp_deactivated",
            to_whom="Whoever has removed the authenticator app",
            subject=_("Your authenticator app was removed"),
            text=_(
                "The authenticator app was removed from your account. If it was not you, choose a "
                "new password at once."
            ),
            **shared,
        ),
        account_mail(
            "webauthn_added",
            to_whom="Whoever has added a passkey",
            subject=_("Your account has a new passkey"),
            text=_(
                "A passkey was added to your account: it opens the account without a password. If "
                "it was not you, remove it and choose a new password at once."
            ),
            **shared,
        ),
        account_mail(
            "webauthn_removed",
            to_whom="Whoever has removed a passkey",
            subject=_("A passkey was removed"),
            text=_(
                "A passkey was removed from your account. If it was not you, choose a new password "
                "at once."
            ),
            **shared,
        ),
        account_mail(
            "recovery_codes_generated",
            to_whom="Whoever has made new recovery codes",
            subject=_("You have new recovery codes"),
            text=_(
                "New recovery codes were made for your account; the old ones open nothing any "
                "more. If it was not you, choose a new password at once."
            ),
            **shared,
        ),
        account_mail(
            "recovery_code_used",
            to_whom="Whoever has used a recovery code",
            subject=_("A recovery code was used"),
            text=_(
                "One of your recovery codes was used, and opens nothing any more. If it was not "
                "you, choose a new password at once."
            ),
            **shared,
        ),
        account_mail(
            "factors_taken",
            to_whom="Whoever has lost the second factor, when a manager took it away",
            subject=_("Your second factor was taken away"),
            text=_(
                "Whoever runs the portal has taken app, passkeys and recovery codes away from your "
                "account, because you could not use them any more. Log in with your password and "
                "set up new ones. If you did not ask for it, write to us at once."
            ),
            **shared,
        ),
    )
