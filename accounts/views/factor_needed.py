"""In place of a page of the admin, for who has shown no second factor yet."""

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import override

from accounts.factors.changes import factors_of
from accounts.views.signed_in import entered_in, page_of_script
from notices.languages import language_of

ONWARD = "factor_onward"  # in the session: where somebody was going who has to set one up first


def ask_for_factor(request):
    """The response to a request of the admin by somebody who showed no second factor.

    It leads to where one is shown, or set up first, and from there back. A form gets 403 and a page
    that holds what was entered and can send it again.
    """
    with override(language_of(request.user)):
        if factors_of(request.user).exists():
            page = reverse("mfa_reauthenticate", query={REDIRECT_FIELD_NAME: _way_back(request)})
        else:
            page = reverse("account_security")
            request.session[ONWARD] = _way_back(request)
        if entered := entered_in(request.POST):
            context = {"entered": entered, "setup_url": page}
            return render(request, "accounts/factor_needed.html", context, status=403)
        return redirect(page)


def _way_back(request):
    """What was asked for; of a script the page that it is on."""
    is_page = request.method == "GET" and request.accepts("text/html")
    return request.get_full_path() if is_page else page_of_script(request)
