"""Addresses below a language."""

from django.conf import settings
from django.urls import include, path

from home.views.search import search

urlpatterns = [path("search/", search, name="search")]
if settings.STYLEGUIDE:
    urlpatterns.append(path("styleguide/", include("home.views.styleguide.urls")))
