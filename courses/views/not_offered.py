"""The answer to learners at the address of what went offline."""

from django.http import Http404
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from courses.routing import catalogue_url
from courses.screens.not_offered import read_not_offered


def not_offered(request, key):
    """Tell who has a record of the module or activity of `key` that it is not offered, with 404.

    Raises Http404 to everyone else, and where it is offered.
    """
    screen = read_not_offered(request.user, key) if request.user.is_authenticated else None
    if screen is None:
        raise Http404
    return show_not_offered(request, screen)


def show_not_offered(request, screen):
    """The page that says so; `screen`: a NotOffered."""
    context = {"screen": screen, "catalogue_url": catalogue_url()}
    response = render(request, "pages/not_offered.html", context, status=404)
    patch_cache_control(response, private=True)
    return response
