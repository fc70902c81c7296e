"""The mails, as a mail program shows them."""

from dataclasses import replace

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpResponse

from accounts.mail import ACCOUNT_MAILS, compose_mail


@csp_replace({"default-src": [NONE], "style-src": [UNSAFE_INLINE]})
def mail(request, kind):
    """The HTML of the mail of this `kind`, with its own styles; its button leads home."""
    if kind not in ACCOUNT_MAILS:
        raise Http404
    message = compose_mail(
        replace(ACCOUNT_MAILS[kind], url=f"{settings.SITE_URL}/"), "you@demo.example"
    )
    html, _kind = message.alternatives[0]
    return HttpResponse(html)
