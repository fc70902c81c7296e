"""The way into the admin leads through the site's log-in."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import activate
from django.views.defaults import permission_denied

from accounts.mail import language_of

ADMIN = "/admin/"


def admin_login(request):
    """Lead from the admin's log-in to the site's, and from there to what was asked for."""
    query = request.GET.copy()
    query.setdefault("next", ADMIN)
    return redirect(f"{reverse('account_login')}?{query.urlencode(safe='/')}")


def refuse_learners(view):
    """Decorate a view of the admin: who is signed in without access gets an explanation (403).

    It is answered, not raised: the log gets a line, without the way to here.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        user = request.user
        if user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
            activate(language_of(user))
            return permission_denied(request, PermissionDenied())
        return view(request, *args, **kwargs)

    return guarded
