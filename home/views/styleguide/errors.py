"""The error pages, shown without an error."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone
from django.views.defaults import page_not_found, permission_denied
from wagtail.models import Page

from courses.screens.not_offered import NotOffered
from courses.views.not_offered import show_not_offered
from home.views.damaged import damaged, not_shown
from home.views.errors import bad_request, server_error, stale_form
from home.views.faults import unavailable
from home.views.misreadings import unreadable
from learning.models import Enrolment, Module, Track


def not_offered(request):
    """The page of a module that went offline, to somebody who is in the middle of it."""
    titles = {"en": "A module that went offline"}
    module = Module(titles=titles, audience="sme", track=Track(), retired_at=timezone.now())
    return show_not_offered(request, NotOffered(module, Enrolment(done=2), required=6))


PAGES = {
    "400": bad_request,
    "400-form": unreadable,
    "401": lambda request: render(request, "accounts/log_in_again.html", status=401),
    "403": lambda request: permission_denied(request, PermissionDenied()),
    "403-form": stale_form,
    "404": lambda request: page_not_found(request, Http404()),
    "404-offline": not_offered,
    "405": lambda request: HttpResponseNotAllowed([]),
    "409": lambda request: damaged(request, Page.objects.order_by("path").last()),
    "429": lambda request: render(request, "429.html", status=429),
    "500": server_error,
    "500-page": lambda request: not_shown(request, Page.objects.order_by("depth", "path").last()),
    "503": unavailable,
}


def error(request, name):
    """The error page called `name`, with its true status."""
    if name not in PAGES:
        raise Http404
    return PAGES[name](request)
