"""Where a person is logged in."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.open_sessions import end_others, end_session, open_sessions
from accounts.views.signed_in import signed_in


@never_cache
@signed_in
def sessions(request):
    """The list of a person's sessions, with a button that ends one and one that ends all others."""
    this = request.session.session_key
    if request.method != "POST":
        return render(
            request, "accounts/sessions.html", {"sessions": open_sessions(request.user, this)}
        )
    if "others" in request.POST:
        end_others(request.user, but=this)
        messages.success(request, _("You are logged out everywhere but here."))
    elif end_session(request.user, request.POST.get("session", ""), but=this):
        messages.success(request, _("You are logged out there."))
    else:
        words = _("This session had ended already. The list shows those still open.")
        messages.info(request, words)
    return redirect("account_sessions")
