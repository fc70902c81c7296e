"""Having one's account erased, and keeping it after all."""

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.erasure.asking import Refused, ask_to_forget, find_refusal, keep_account
from accounts.erasure.link import NothingToKeep, read_token
from accounts.erasure.words import what_becomes
from accounts.views.signed_in import signed_in


@signed_in
@never_cache
def erase(request):
    """The page that says what becomes of everything; on POST the account is switched off.

    Before that the password is asked, where it was not given some minutes ago.
    """
    if request.method == "POST":
        page = reverse("account_erase")
        if is_reauthentication_required(request, app="accounts"):
            return redirect(reverse("account_reauthenticate", query={REDIRECT_FIELD_NAME: page}))
        if "sure" not in request.POST:
            messages.error(request, _("Tick the box if you are sure. Nothing was changed."))
            return redirect(page)
        try:
            ask_to_forget(request.user, by=request.user)
        except Refused as refused:
            messages.error(request, refused.reason.label)
            return redirect(page)
        logout(request)
        return redirect("account_erasure_asked")
    context = {
        "becomes": what_becomes(),
        "refusal": find_refusal(request.user),
        "is_confirmed": not is_reauthentication_required(request, app="accounts"),
    }
    return render(request, "accounts/erase.html", context)


def erasure_asked(request):
    """The page after asking: what happens now, and how to change one's mind. It tells of nobody."""
    return render(request, "accounts/erasure_asked.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def keep(request, token):
    """The page behind the link in the mail, and behind a log-in: a button that keeps the account.

    A GET changes nothing: programs that look for bad mails follow links too.
    """
    try:
        erasure = read_token(token)
        if request.method == "POST":
            keep_account(erasure)
            messages.success(request, _("Your account is kept. Log in as before."))
            return redirect("account_login")
    except NothingToKeep:
        return render(request, "accounts/nothing_to_keep.html", status=410)
    return render(request, "accounts/keep.html", {"erasure": erasure})
