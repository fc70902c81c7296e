"""Switching a kind of mail off from within the mail."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from notices.languages import language_of
from notices.muting import mute, read_off_link


@csrf_exempt  # the signed address is the proof; mail programs bring no cookie (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def mails_off(request, token):
    """The page that asks, and on POST the answer that the kind is off; no one need log in.

    Reading the page changes nothing: programs that look for dangerous links follow all of them.
    Raises Http404 where the token is not whole.
    """
    found = read_off_link(token)
    if found is None:
        raise Http404
    person, kind = found
    if request.method == "POST":
        mute(person, kind)
    with override(language_of(person)):
        context = {"kind": kind, "is_off": request.method == "POST"}
        return render(request, "notices/off.html", context)
