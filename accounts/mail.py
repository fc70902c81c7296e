"""The mails about an account: one subject, one paragraph, one button, and why it is sent."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse, translate_url
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Mail:
    """What a mail says. `url` is where its button leads, `reason` why the person receives it."""

    subject: str | Promise
    text: str | Promise
    button: str | Promise
    url: str
    reason: str | Promise


ASKED = _("You receive this mail because this address was entered on the portal.")
SAFETY = _("You receive this mail because it concerns the safety of your account.")
NEW_PASSWORD = _("Set a new password")

# By the names that allauth gives its mails. `url` names an address that allauth passes on, or one
# of ours, or a path below the language.
ACCOUNT_MAILS = {
    "email_confirmation_signup": Mail(
        subject=_("Confirm your email address to start learning"),
        text=_(
            "Thank you for signing up. Confirm that this address is yours, and your account is "
            "ready. The link works for three days. If you did not sign up, do nothing: without "
            "the confirmation nobody can use the account."
        ),
        button=_("Confirm email address"),
        url="activate_url",
        reason=ASKED,
    ),
    "email_confirmation": Mail(
        subject=_("Confirm your email address"),
        text=_(
            "Confirm that this address is yours, and we use it for your account. The link works "
            "for three days. If you did not ask for it, do nothing."
        ),
        button=_("Confirm email address"),
        url="activate_url",
        reason=ASKED,
    ),
    "account_already_exists": Mail(
        subject=_("You already have an account"),
        text=_(
            "Somebody, probably you, signed up with this address, but it has an account already. "
            "Log in with your password. If you no longer know it, set a new one."
        ),
        button=NEW_PASSWORD,
        url="password_reset_url",
        reason=ASKED,
    ),
    "unknown_account": Mail(
        subject=_("There is no account with this address"),
        text=_(
            "Somebody, probably you, asked for a new password, but there is no account with this "
            "address. Perhaps you signed up with another one? If not, sign up now."
        ),
        button=_("Sign up"),
        url="signup_url",
        reason=ASKED,
    ),
    "password_reset_key": Mail(
        subject=_("Choose a new password"),
        text=_(
            "You asked for a new password. Choose it on the page behind this button; the link "
            "works for one day and only once. If you did not ask for it, do nothing: your old "
            "password stays as it is."
        ),
        button=_("Choose a new password"),
        url="password_reset_url",
        reason=ASKED,
    ),
    "password_reset": Mail(
        subject=_("You have a new password"),
        text=_(
            "Somebody with access to this mailbox has just set a new password for your account. "
            "If it was not you, set another one now, and change the password of your mailbox."
        ),
        button=NEW_PASSWORD,
        url="account_reset_password",
        reason=SAFETY,
    ),
    "password_changed": Mail(
        subject=_("Your password was changed"),
        text=_(
            "The password of your account has just been changed. If it was not you, set a new one "
            "now: others may know the old one."
        ),
        button=NEW_PASSWORD,
        url="account_reset_password",
        reason=SAFETY,
    ),
    "password_set": Mail(
        subject=_("Your account has a password"),
        text=_(
            "A password has just been set for your account. If it was not you, set a new one now."
        ),
        button=NEW_PASSWORD,
        url="account_reset_password",
        reason=SAFETY,
    ),
    "email_changed": Mail(
        subject=_("Your email address was changed"),
        text=_(
            "Your account has another email address now; this one no longer belongs to it. If it "
            "was not you, write to us at once."
        ),
        button=_("Contact us"),
        url="/contact/",
        reason=SAFETY,
    ),
    "email_confirm": Mail(
        subject=_("Your email address is confirmed"),
        text=_("This address belongs to your account now. You log in with it."),
        button=_("Open your account"),
        url="account_profile",
        reason=SAFETY,
    ),
    "email_deleted": Mail(
        subject=_("An email address was removed"),
        text=_(
            "This address no longer belongs to your account. If it was not you, write to us at "
            "once."
        ),
        button=_("Contact us"),
        url="/contact/",
        reason=SAFETY,
    ),
}


def compose_mail(mail, to):
    """A Django message, not sent yet: the `mail` as plain text and HTML, in the active language."""
    context = {"mail": mail, "url": mail.url}
    text = render_to_string("emails/mail.txt", context)
    message = EmailMultiAlternatives(str(mail.subject), text, None, [to])
    message.attach_alternative(render_to_string("emails/mail.html", context), "text/html")
    return message


def language_of(user):
    """The code of the language to write to `user` in: the preferred one, else the active one."""
    chosen = getattr(user, "preferred_language", "")
    known = chosen in dict(settings.LANGUAGES)
    return chosen if known else get_language() or settings.LANGUAGE_CODE


def send_account_mail(kind, to, context):
    """Send the mail of one `kind` to the address `to`, in the language of `context["user"]`.

    `kind` is a key of ACCOUNT_MAILS, else KeyError is raised; `context` holds the addresses that
    allauth made. Returns whether the mail has left: False while the mail server is away.
    """
    mail = ACCOUNT_MAILS[kind]
    language = language_of(context.get("user"))
    # An address can be translated only while the language that it is in is active.
    known = translate_url(context[mail.url], language) if mail.url in context else ""
    with override(language):
        message = compose_mail(replace(mail, url=_at_the_site(known or _own_path(mail.url))), to)
        return bool(message.send())


def _own_path(url):
    return f"/{get_language()}{url}" if url.startswith("/") else reverse(url)


def _at_the_site(url):
    """The address of the portal at which `url` lies, whatever host the browser named."""
    return settings.SITE_URL + urlsplit(url)._replace(scheme="", netloc="").geturl()
