"""Confirming an email address, and asking again for the mail that does it."""

from allauth.account.internal.flows.email_verification import (
    consume_email_verification_rate_limit,
    send_verification_email_to_address,
)
from allauth.account.models import EmailAddress, get_emailconfirmation_model
from allauth.account.utils import has_verified_email
from allauth.account.views import confirm_email as allauth_confirm_email
from allauth.account.views import email as allauth_email
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.forms import TOO_MANY_MAILS, AddEmailForm, ResendForm
from accounts.limits import may_send
from accounts.signup import LinkRefused, Refusal, send_link_again
from accounts.views.signed_in import signed_in
from accounts.views.start import refuse_link


@signed_in
def email(request):
    """allauth's page of one's email address; its “send again” also says what came of it."""
    if "action_send" not in request.POST:
        return allauth_email(request)
    waiting = EmailAddress.objects.filter(user=request.user, verified=False).first()
    if waiting:
        _send_again(request, waiting)
    return redirect("account_email")


def _send_again(request, waiting):
    """Send the link to the EmailAddress `waiting`, if it is time for one; say what came of it."""
    if not consume_email_verification_rate_limit(request, waiting.email, dry_run=True):
        text = _(
            "We sent a link a moment ago. Look in your spam folder too; you can ask again in "
            "three minutes."
        )
        messages.info(request, text)
    elif not may_send(request, AddEmailForm.mails, waiting.email):
        messages.warning(request, TOO_MANY_MAILS)
    else:
        send_verification_email_to_address(request, waiting)
        text = _("We are sending the link to %(email)s again.") % {"email": waiting.email}
        messages.success(request, text)


def confirm_email(request, key):
    """allauth's page that confirms the new address of an account, for that account alone.

    So nobody gives an address of their own to somebody else's account by following a link. Where no
    address of the account was ever confirmed, the link stems from a sign-up of before: it says so
    and sends one that holds.
    """
    confirmation = get_emailconfirmation_model().from_key(key)
    if confirmation is None:
        return refuse_link(request, LinkRefused(Refusal.USED))
    address = confirmation.email_address
    if not has_verified_email(address.user):
        return refuse_link(request, LinkRefused(Refusal.OLDER, address.email))
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.user != address.user:
        return render(request, "accounts/other_account.html", {"email": address.email})
    return allauth_confirm_email(request, key=key)


def resend_confirmation(request):
    """A form that asks for an address and mails its owner what leads on.

    Its answer is the same whether the address has an account or not.
    """
    form = ResendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        send_link_again(email)
        request.session["mail_went_to"], request.session["is_logging_in"] = email, False
        return redirect("account_email_verification_sent")
    return render(request, "account/resend.html", {"form": form})
