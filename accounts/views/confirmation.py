"""The confirmation of an email address, once more."""

from allauth.account.internal.flows.email_verification import (
    send_verification_email_to_address,
)
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.shortcuts import redirect, render

from accounts.forms import ResendForm


def resend_confirmation(request):
    """Send the link again. The answer is the same whether the address is known or not."""
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
        request.session["mail_went_to"] = email
        return redirect("account_email_verification_sent")
    return render(request, "account/resend.html", {"form": form})
