"""The mails, as a mail program shows them."""

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from notices.kinds import KINDS


def mails(request):
    """Every mail as plain text, with who gets it, and a link to its HTML."""
    samples = [(kind, _sample(kind)) for kind in KINDS.values() if kind.has_words]
    return render(request, "styleguide/mails.html", {"samples": samples})


@csp_replace({"default-src": [NONE], "style-src": [UNSAFE_INLINE]})
def mail(request, kind):
    """The HTML of the mail of this `kind`, with its own styles. Raises Http404."""
    if not (kind in KINDS and KINDS[kind].has_words):
        raise Http404
    html, _kind = _sample(KINDS[kind]).alternatives[0]
    return HttpResponse(html)


def _sample(kind):
    """A mail of this `kind` as a Django message; its links lead home."""
    home = f"{settings.SITE_URL}/"
    return kind.compose(kind.sample, home, off_url=home if kind.may_be_muted else "")
