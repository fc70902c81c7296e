"""Asking again for the mail that confirms an email address."""

from allauth.account.internal.flows.email_verification import (
    send_verification_email_to_address,
)
from allauth.account.models import EmailAddress
from allauth.account.views import email as allauth_email
from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.forms import ResendForm


def email(request):
    """allauth's page of one's email address; its “send again” also says what came of it."""
    if not (request.user.is_authenticated and "action_send" in request.POST):
        return allauth_email(request)
    waiting = EmailAddress.objects.filter(user=request.user, verified=False).first()
    if waiting and send_verification_email_to_address(request, waiting):
        text = _("The link goes to %(email)s once more.") % {"email": waiting.email}
        messages.success(request, text)
    elif waiting:
        text = _(
            "A link went out a moment ago. Look among the unwanted mails too; you can ask again in "
            "three minutes."
        )
        messages.info(request, text)
    return redirect("account_email")


def resend_confirmation(request):
    """A form that asks for an address and sends the confirmation to it again.

    Its answer is the same whether the address has an account or not.
    """
    form = ResendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        refusal = ratelimit.consume_or_429(request, action="reset_password", key=email)
        if refusal:
            return refusal
        waiting = EmailAddress.objects.filter(
            email__iexact=email, verified=False, user__is_active=True
        ).first()
        if waiting:
            send_verification_email_to_address(request, waiting, signup=True)
        request.session["mail_went_to"], request.session["is_asked_again"] = email, True
        return redirect("account_email_verification_sent")
    return render(request, "account/resend.html", {"form": form})
