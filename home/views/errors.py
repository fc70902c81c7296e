"""Pages for what went wrong. Where the fault may lie in the database, none is touched."""

import sys

from django.http import HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request, override
from django.views.decorators.csrf import requires_csrf_token

from home.views.faults import is_passing, unavailable
from home.views.misreadings import is_misread, unreadable


@requires_csrf_token
def bad_request(request, exception=None):
    """400, for requests that no browser sends by itself; 503 where a passing fault is behind it."""
    if is_passing(exception):
        return unavailable(request)
    context = {"number": getattr(request, "id", "")}
    return HttpResponseBadRequest(render_to_string("400.html", context))


def stale_form(request, reason=""):
    """403 for a form whose token is missing or old."""
    return render(request, "403_csrf.html", status=403)


@requires_csrf_token
def server_error(request):
    """500 with the number of the request, which the log has too.

    503 where the fault will pass, 400 where Wagtail could not read the request. The language is
    asked for anew: a fault before LanguageMiddleware leaves that of the last request.
    """
    error = sys.exc_info()[1]
    with override(get_language_from_request(request, check_path=True)):
        if is_passing(error):
            return unavailable(request)
        if is_misread(request, error):
            return unreadable(request)
        context = {"reference": getattr(request, "id", "")}
        return HttpResponseServerError(render_to_string("500.html", context))
