"""The error pages. Those whose cause may lie in the database do not touch it."""

import sys

from django.http import HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_request, override

from home.views.damaged import damaged, damaged_page, not_shown, served_page
from home.views.faults import is_passing, unavailable
from home.views.misreadings import is_misread, unreadable


def bad_request(request, exception=None):
    """The response 400; 503 if a fault that will pass caused it."""
    if is_passing(exception):
        return unavailable(request)
    context = {"number": getattr(request, "id", "")}
    return HttpResponseBadRequest(render_to_string("400.html", context))


def stale_form(request, reason=""):
    """The response 403 to a form whose CSRF token is missing or old, with the way back to it.

    One that another site sent leads to ours.
    """
    form = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(form, request.get_host()):
        form = request.path
    return render(request, "403_csrf.html", {"form_url": form}, status=403)


def server_error(request):
    """The response 500, with the number of the request that the log has too.

    It is 503 if the fault will pass, 409 if the stored draft of a page is damaged, and 400 if
    Wagtail could not read the request. A page that cannot be shown leads to what is around it. The
    language is read anew, because before LanguageMiddleware the one of the last request is still
    active.
    """
    error = sys.exc_info()[1]
    with override(get_language_from_request(request, check_path=True)):
        if is_passing(error):
            return unavailable(request)
        if page := damaged_page(request):
            return damaged(request, page)
        if page := served_page(request):
            return not_shown(request, page)
        if is_misread(request, error):
            return unreadable(request)
        context = {"reference": getattr(request, "id", "")}
        return HttpResponseServerError(render_to_string("500.html", context))
