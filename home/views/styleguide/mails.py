"""The mails, as a mail program shows them."""

from dataclasses import replace

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from accounts.mail import ACCOUNT_MAILS, compose_mail


def mails(request):
    """Every mail as plain text, with a link to its HTML."""
    samples = {kind: _sample(kind) for kind in ACCOUNT_MAILS}
    return render(request, "styleguide/mails.html", {"samples": samples})


@csp_replace({"default-src": [NONE], "style-src": [UNSAFE_INLINE]})
def mail(request, kind):
    """The HTML of the mail of this `kind`, with its own styles. Raises Http404."""
    if kind not in ACCOUNT_MAILS:
        raise Http404
    html, _kind = _sample(kind).alternatives[0]
    return HttpResponse(html)


def _sample(kind):
    """The mail of this `kind` as a Django message; its button leads home."""
    sample = replace(ACCOUNT_MAILS[kind], url=f"{settings.SITE_URL}/")
    return compose_mail(sample, "you@demo.example")
