"""The mails about an account."""

from urllib.parse import urlencode
from uuid import uuid4

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, override

from accounts.devices import Device
from accounts.factor_mails import SAFETY, account_mail, factor_mails
from accounts.models import KnownDevice, PendingSignup, User
from accounts.role_mails import role_mails
from accounts.signup import token_of
from notices.kinds import Unwanted
from notices.languages import language_of
from notices.outbox import new_mail, queue_mails
from notices.sending import send_now

ASKED = _("You receive this email because this address was entered on the portal.")
NEW_PASSWORD = _("Set a new password")
NOTHING_TO_CONFIRM = gettext_noop("There is nothing to confirm any more.")


def way_to_start(mail):
    """The way to the page that opens the account of whoever signed up, made when it is sent.

    Raises Unwanted where that is done already.
    """
    pending = PendingSignup.objects.filter(email=mail.address).first()
    if pending is None:
        raise Unwanted(NOTHING_TO_CONFIRM)
    return {"path": reverse("account_start", args=[token_of(pending)])}


def way_to_log_in(mail):
    """The way to the log-in, and from there to where somebody was going who signed up again."""
    pending = PendingSignup.objects.filter(email=mail.address).first()
    return {"path": _leading_on(reverse("account_login"), pending and pending.wanted)}


def _leading_on(path, wanted):
    return f"{path}?{urlencode({'next': wanted})}" if wanted else path


def link_to_confirm(mail):
    """The way to the page that confirms the address of `mail`, made when it is sent.

    Raises Unwanted where the address is confirmed or gone.
    """
    waiting = EmailAddress.objects.filter(
        user=mail.person, email__iexact=mail.address, verified=False
    ).first()
    if waiting is None:
        raise Unwanted(NOTHING_TO_CONFIRM)
    return {"path": reverse("account_confirm_email", args=[EmailConfirmationHMAC(waiting).key])}


def link_to_new_password(mail):
    """The way to the page on which the person of `mail` sets a password, made when it is sent."""
    person = mail.person
    token = default_token_generator.make_token(person)
    parts = {"uidb36": user_pk_to_url_str(person), "key": token}
    path = reverse("account_reset_password_from_key", kwargs=parts)
    return {"path": _leading_on(path, mail.data.get("wanted"))}


def words_of_device(mail):
    """Which device is new, and since when. Raises Unwanted where it is forgotten."""
    known = KnownDevice.objects.filter(pk=mail.data["device"]).first()
    if known is None:
        raise Unwanted(gettext_noop("The device is forgotten."))
    return {
        "device": Device(known.browser, known.system).words,
        "date": date_format(localtime(known.first_seen_at), "DATETIME_FORMAT"),
    }


def name_of_provider(mail):
    """With which account elsewhere the person of `mail` logs in, or does no more."""
    return {"name": mail.data["provider"]}


def link_mails():
    """The kinds of mail about accounts elsewhere that somebody logs in with."""
    shared = {
        "button": _("See what you log in with"),
        "path": "account_security",
        "facts": name_of_provider,
        "sample": {"name": "EU Login"},
        "reason": SAFETY,
    }
    return (
        account_mail(
            "account_connected",
            to_whom="Whoever has linked an account elsewhere to log in with",
            subject=_("Your account can be opened with another account"),
            text=_(
                "From now on %(name)s opens your account. If it was not you, unlink it and choose "
                "a new password at once."
            ),
            **shared,
        ),
        account_mail(
            "account_disconnected",
            to_whom="Whoever has unlinked an account elsewhere",
            subject=_("An account was unlinked"),
            text=_(
                "%(name)s no longer opens your account. If it was not you, choose a new password "
                "at once."
            ),
            **shared,
        ),
    )


MAILS = (
    account_mail(
        "signup",
        to_whom="Whoever signs up",
        subject=_("Your link to start learning"),
        text=_(
            "Thank you for signing up. This button opens a page with one more button, and you "
            "are in. The link works for three days and only once; if you sign up again, only "
            "the newest one works. If you did not sign up, do nothing: without the link there "
            "is no account, and nobody can use your address."
        ),
        button=_("Start learning"),
        path="account_signup",
        facts=way_to_start,
        reason=ASKED,
    ),
    account_mail(
        "email_confirmation",
        to_whom="Whoever enters another address for the account, there",
        subject=_("Confirm your email address"),
        text=_(
            "Confirm that this address is yours, and we use it for your account. The link works "
            "for three days. If you did not ask for it, do nothing."
        ),
        button=_("Confirm email address"),
        path="account_email",
        facts=link_to_confirm,
        reason=ASKED,
    ),
    account_mail(
        "account_already_exists",
        to_whom="The owner of an account, when somebody signs up with its address",
        subject=_("You already have an account"),
        text=_(
            "Somebody, probably you, signed up with this address, but it has an account already. "
            "Log in with your password. If you have none yet, or no longer know it, the same page "
            "sends you a link to choose one."
        ),
        button=_("Log in"),
        path="account_login",
        facts=way_to_log_in,
        reason=ASKED,
    ),
    account_mail(
        "unknown_account",
        to_whom="Whoever asks for a new password with an address that has no account",
        subject=_("There is no account with this address"),
        text=_(
            "Somebody, probably you, asked for a new password, but there is no account with this "
            "address. Perhaps you signed up with another one? If not, sign up now."
        ),
        button=_("Sign up"),
        path="account_signup",
        reason=ASKED,
    ),
    account_mail(
        "password_reset_key",
        to_whom="Whoever asks for a new password",
        subject=_("Choose a new password"),
        text=_(
            "You asked for a new password. Choose it with this button; the link works for one "
            "day and only once. If you did not ask for it, do nothing: your old password stays "
            "as it is."
        ),
        button=_("Choose a new password"),
        path="account_reset_password",
        facts=link_to_new_password,
        reason=ASKED,
    ),
    account_mail(
        "password_link",
        to_whom="Whoever a manager sends a link for a new password",
        subject=_("Your link to a new password"),
        text=_(
            "Those who run the programme send you this link, with which you choose a new "
            "password. It works for one day and only once. Until you use it, your old password "
            "stays as it is."
        ),
        button=_("Choose a new password"),
        path="account_reset_password",
        facts=link_to_new_password,
        reason=SAFETY,
    ),
    account_mail(
        "password_reset",
        to_whom="Whoever has set a new password by the link in a mail",
        subject=_("You have a new password"),
        text=_(
            "Somebody with access to this mailbox has just set a new password for your account. "
            "If it was not you, set another one now, and change the password of your mailbox."
        ),
        button=NEW_PASSWORD,
        path="account_reset_password",
        reason=SAFETY,
    ),
    account_mail(
        "password_changed",
        to_whom="Whoever has changed the password",
        subject=_("Your password was changed"),
        text=_(
            "The password of your account has just been changed. If it was not you, set a new one "
            "now: others may know the old one."
        ),
        button=NEW_PASSWORD,
        path="account_reset_password",
        reason=SAFETY,
    ),
    account_mail(
        "password_set",
        to_whom="Whoever has set a password for an account without one",
        subject=_("Your account has a password"),
        text=_(
            "A password has just been set for your account. If it was not you, set a new one now."
        ),
        button=NEW_PASSWORD,
        path="account_reset_password",
        reason=SAFETY,
    ),
    account_mail(
        "email_changed",
        to_whom="The address that an account had before",
        subject=_("Your email address was changed"),
        text=_(
            "Your account has another email address now; this one no longer belongs to it. If it "
            "was not you, write to us at once."
        ),
        button=_("Contact us"),
        path="write_to_us",
        reason=SAFETY,
    ),
    account_mail(
        "email_confirm",
        to_whom="Whoever has confirmed an address",
        subject=_("Your email address is confirmed"),
        text=_("This address belongs to your account now. You log in with it."),
        button=_("Open your account"),
        path="account_profile",
        reason=SAFETY,
    ),
    account_mail(
        "email_deleted",
        to_whom="An address that was taken from an account",
        subject=_("An email address was removed"),
        text=_(
            "This address no longer belongs to your account. If it was not you, write to us at "
            "once."
        ),
        button=_("Contact us"),
        path="write_to_us",
        reason=SAFETY,
    ),
    account_mail(
        "new_device",
        to_whom="Whoever logs in on a device for the first time, but for the first of all",
        subject=_("Your account was opened on a new device"),
        text=_(
            "Somebody logged in to your account with %(device)s, on %(date)s. If it was you, there "
            "is nothing to do. If not, log that device out, and choose a new password."
        ),
        button=_("See where you are logged in"),
        path="account_sessions",
        facts=words_of_device,
        reason=SAFETY,
        sample={"device": "Firefox / Windows", "date": "2026-12-02 15:40"},
    ),
    *factor_mails(),
    *link_mails(),
    *role_mails(),
)
ACCOUNT_MAILS = {kind.key: kind for kind in MAILS}  # by the names that allauth gives them


def send_account_mail(kind, to, context, wanted=""):
    """Send the mail of one `kind` to the address `to`, in the language of `context["user"]`.

    `kind` is a key of ACCOUNT_MAILS, else KeyError is raised; `context` is what allauth tells of
    it, with a `user` who has an account or is about to get one; `wanted` is the page to which it
    leads in the end, if any. Returns whether the mail has left: else it is tried again. To be
    called outside of transactions.
    """
    user = context.get("user")
    with override(language_of(user)):
        mail = new_mail(
            ACCOUNT_MAILS[kind],
            cause=uuid4(),
            person=user if isinstance(user, User) else None,
            address=to,
            data={"wanted": wanted} if wanted else None,
        )
    queue_mails([mail])
    return send_now(mail)
