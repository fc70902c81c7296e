"""The way into the admin leads through the site's log-in."""

from functools import wraps
from http import HTTPStatus

from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import activate
from django.views.defaults import page_not_found
from django.views.generic.edit import DeletionMixin

from accounts.factors.required import is_lacking
from accounts.onward import onward_of
from accounts.views.signed_in import ONWARD, ask_for_factor
from notices.languages import language_of

ADMIN = "/admin/"


def admin_login(request):
    """Redirect from the admin's log-in to the site's, which leads back to the page asked for."""
    query = request.GET.copy()
    query["next"] = onward_of(request) or ADMIN
    return redirect(f"{reverse('account_login')}?{query.urlencode(safe='/')}")


def guard_admin(view):
    """Decorate a view of the admin so that its refusals are pages of the portal.

    Who is signed in without access to the admin gets 403 with an explanation, which names the roles
    that have ended. It is returned, not raised, so that the log gets a line without a traceback.
    Where a second factor is required, who has shown none is led to it. A 404 is shown in the
    language that the person works in, which Wagtail has left by then. Django's DELETE removes a
    record without the checks, the words and the log of the form that asks first: no view of a form
    takes it.
    """

    view_class = getattr(view, "view_class", object)

    @wraps(view)
    def guarded(request, *args, **kwargs):
        user = request.user
        if user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
            activate(language_of(user))
            ended = [end.words for end in user.role_ends.over().select_related("role")]
            return render(request, "403.html", {"ended": ended}, status=HTTPStatus.FORBIDDEN)
        if is_lacking(request):
            return ask_for_factor(request)
        request.session.pop(ONWARD, None)
        if request.method == "DELETE" and issubclass(view_class, DeletionMixin):
            return HttpResponseNotAllowed(["GET", "POST"])
        response = view(request, *args, **kwargs)
        if response.status_code != HTTPStatus.NOT_FOUND:
            return response
        if profile := getattr(user, "wagtail_userprofile", None):
            activate(profile.get_preferred_language())
        return page_not_found(request, Http404())

    return guarded
