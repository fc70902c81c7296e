"""Views for people who are signed in."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.utils.translation import gettext as _


def signed_in(view):
    """Ask others to log in first; a script gets 401 and a message instead of the log-in page."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if not request.accepts("text/html"):
            message = _("You are no longer logged in. Log in again in another tab.")
            return JsonResponse({"message": message}, status=401)
        return redirect_to_login(request.get_full_path())

    return wrapped
