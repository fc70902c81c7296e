"""Figures about the running portal, for Prometheus."""

import hmac

from django.conf import settings
from django.http import Http404
from django_prometheus.exports import ExportToDjangoView


def metrics(request):
    """The figures as text for Prometheus; 404 without METRICS_TOKEN as bearer token."""
    sent = request.headers.get("Authorization", "")
    if not hmac.compare_digest(sent.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
        raise Http404
    return ExportToDjangoView(request)
