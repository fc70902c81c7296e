"""Addresses below a language."""

from django.conf import settings
from django.urls import include, path

from home.views.feed import feed
from home.views.search import search

urlpatterns = [
    path("feed/", feed, name="feed"),
    path("search/", search, name="search"),
]
if settings.STYLEGUIDE:
    urlpatterns.append(path("styleguide/", include("home.views.styleguide.urls")))
