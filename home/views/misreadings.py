"""Requests that Wagtail stumbles over: see docs/decisions/what-wagtail-misreads-is-400.md."""

from pathlib import Path
from traceback import walk_tb

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError
from django.http import HttpResponseBadRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch

from accounts.admin.entrance import ADMIN

# What comes of a value that is missing, or of another kind than was reckoned with.
ODD_VALUE = (
    ArithmeticError,
    AttributeError,
    DataError,
    IntegrityError,  # somebody else was quicker
    LookupError,
    NoReverseMatch,
    ObjectDoesNotExist,
    TypeError,
    ValidationError,
    ValueError,
)


def is_misread(request, error):
    """Whether Wagtail's own code raised `error` over an odd value in a request to the admin.

    What our code raised, in the admin or elsewhere, is a fault of ours.
    """
    return (
        request.path.startswith(ADMIN)
        and isinstance(error, ODD_VALUE)
        and raised_by(error).startswith("wagtail")
    )


def raised_by(error):
    """The package whose call failed: the last one in the traceback that is ours or Wagtail's.

    Django and other libraries are passed over: they work for one of the two. Empty without both.
    """
    ours = {
        config.name
        for config in apps.get_app_configs()
        if Path(config.path).parent == settings.BASE_DIR
    }
    packages = [
        frame.f_globals.get("__name__", "").partition(".")[0]
        for frame, _line in walk_tb(error.__traceback__)
    ]
    at_work = (name for name in reversed(packages) if name in ours or name.startswith("wagtail"))
    return next(at_work, "")


def unreadable(request):
    """The response 400, which says how to go on and has the number of the request."""
    context = {"reference": getattr(request, "id", "")}
    return HttpResponseBadRequest(render_to_string("400.html", context))
