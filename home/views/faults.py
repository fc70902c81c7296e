"""Faults that pass: the database is away, the disk is full or read-only, there is no site."""

import errno

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _
from wagtail.models import Site

RETRY_AFTER = 30  # seconds
NOT_WRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS}


def is_passing(error):
    """Whether the same request may well succeed later, without a change of the code.

    What caused `error` is looked at too: Django reports a session that cannot be saved as deleted.
    """
    if error is None:
        return False
    if isinstance(error, OperationalError | InterfaceError | Site.DoesNotExist):
        return True
    if type(error) is DatabaseError:  # the server died in the middle of a query
        return True
    return getattr(error, "errno", None) in NOT_WRITABLE or is_passing(error.__context__)


def unavailable(request):
    """The response 503, which says what is kept and when to come back: a page, or JSON."""
    if request.accepts("text/html"):
        context = {
            "reference": getattr(request, "id", ""),
            "again": escape_leading_slashes(request.get_full_path())
            if request.method in ("GET", "HEAD")
            else "",
        }
        response = HttpResponse(render_to_string("503.html", context), status=503)
    else:
        message = _("The portal cannot be reached for a moment. Try again in half a minute.")
        response = JsonResponse({"message": message}, status=503)
    response["Retry-After"] = RETRY_AFTER
    response["Cache-Control"] = "no-store"
    return response
