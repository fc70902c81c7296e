"""How django-allauth behaves on the portal: its words, its mails, and where it leads."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import has_verified_email
from allauth.core import context as allauth_context
from allauth.core.internal.ratelimit import get_ip
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.erasure.link import open_erasure, token_of
from accounts.factors.session import is_just_proved
from accounts.mail import send_account_mail
from accounts.onward import WANTED, onward_of
from accounts.signup import send_link_to
from accounts.tries import note_right, note_try
from notices.bouncing import is_refused
from notices.languages import language_of

NOT_SENT = _(
    "Our mail server does not answer, so the email has not left yet. If it has not come within an "
    "hour, ask for it again."
)

MERGED = _(
    "This account was merged with another one of yours, and everything that you learnt is there. "
    "Log in with the address of that one; the email that we sent to both addresses names it."
)

REFUSED = _(
    "The mail server of this address refuses our emails, so nothing arrives there. Check the "
    "address for a slip and try again, use another one, or write to us."
)


# How one may show once more who one is, by allauth's names. The first that one has is asked for.
WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
    "mfa_reauthenticate": _("Use a code"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Answers what django-allauth asks a site about sign-up, log-in and mails."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is switched off. Write to us if that is a mistake."),
        "email_password_mismatch": _(
            "This email address and password do not match. Check both, or set a new password."
        ),
        "too_many_login_attempts": _(
            "Too many attempts with a wrong password. Wait five minutes, or set a new password."
        ),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
        "same_as_current": _("This is already your address."),
        "duplicate_email": _("This is already your address."),
    }

    def get_client_ip(self, request):
        """The network address that `request` came from, "unknown" where none can be read.

        So it is behind a unix socket without X-Forwarded-For, and with fewer proxies than
        TRUSTED_PROXY_COUNT says. All such requests count as coming from one address.
        """
        try:
            return super().get_client_ip(request)
        except (ImproperlyConfigured, PermissionDenied):
            return "unknown"

    def pre_authenticate(self, request, **credentials):
        """Note the try to log in. Raises ValidationError where there were too many."""
        self._try = note_try(credentials.get("email", ""), get_ip(request))
        if not self._try:
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request, **credentials):
        """The person whose password this is, or None."""
        user = super().authenticate(request, **credentials)
        if user:
            note_right(self._try)
        return user

    def is_reauthentication_required(self, *, app, **details):
        """Whether the password is asked again. To set up a second factor, not after the log-in."""
        if app == "allauth.mfa" and is_just_proved(self.request):
            return False
        return super().is_reauthentication_required(app=app, **details)

    def get_reauthentication_methods(self, user):
        """What allauth offers `user`, in the order and the words of WAYS."""
        offered = {each["id"]: each for each in super().get_reauthentication_methods(user)}
        return [
            {**offered[way], "description": words} for way, words in WAYS.items() if way in offered
        ]

    def get_login_redirect_url(self, request):
        """The address of My learning in the person's language."""
        with override(language_of(request.user)):
            return reverse("my_learning")

    def is_safe_url(self, url):
        """Whether `url` leads to a page of the portal. False, not an error, for malformed ones.

        `foo` would be taken for the name of a view, or for an address beside the present one.
        """
        try:
            is_path = urlsplit(url or "").path.startswith("/") and url.isprintable()
            return is_path and super().is_safe_url(url)
        except ValueError:
            return False

    def respond_user_inactive(self, request, user):
        """Lead whoever gave the right password: where the account is to be erased, to undo it.

        Whoever has another account by now logs in to that one; whoever else might read it is not
        told its address.
        """
        if user.merged_into_id and not user.erased_at:
            messages.warning(request, MERGED)
            return redirect("account_login")
        erasure = open_erasure(user)
        if erasure is None:
            return super().respond_user_inactive(request, user)
        return redirect("account_keep", token_of(erasure))

    def post_login(self, request, user, **details):
        """Redirect to where the person was going."""
        request.session.pop("mail_went_to", None)  # it has served its page
        return super().post_login(request, user, **details)

    def respond_email_verification_sent(self, request, user):
        """Remember the address for the next page, which shows where the mail went.

        It is kept as it was typed: a slip can be seen, and an address that has an account looks the
        same as a new one.
        """
        request.session["mail_went_to"] = request.POST.get("email") or user.email
        request.session["is_logging_in"] = "email" not in request.POST
        return super().respond_email_verification_sent(request, user)

    def send_confirmation_mail(self, request, emailconfirmation, signup):
        """Send the link that confirms the new address of an account.

        An account of which no address was ever confirmed gets the link of a sign-up: it opens the
        account without the password, which anybody may have chosen.
        """
        person = emailconfirmation.email_address.user
        if has_verified_email(person):
            super().send_confirmation_mail(request, emailconfirmation, signup)
        else:
            send_link_to(person, wanted=onward_of(request))

    def get_signup_redirect_url(self, request):
        return self.get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request):
        return reverse("account_profile")

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        context = {**(context or {}), "user": user}
        super().send_notification_mail(template_prefix, user, context, email)

    def send_mail(self, template_prefix, email, context):
        """Send allauth's mail `template_prefix` to `email`; say on the page if it has not left.

        An address that refuses is told alike for known and unknown ones: it says nothing of people.
        The page that asks to look for the mail says it in place of that.
        """
        request = allauth_context.request
        kind = template_prefix.rpartition("/")[2]
        request.session.pop("mail_has_not_left", None)
        if not send_account_mail(kind, email, context, wanted=onward_of(request, WANTED)):
            # Asked where anything failed: a server that refuses now is told as one that did before.
            words = REFUSED if is_refused(email) else NOT_SENT
            messages.warning(request, words)
            request.session["mail_has_not_left"] = True
