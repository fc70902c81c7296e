"""Addresses below a language."""

from django.conf import settings
from django.urls import path

from home.views.search import search
from home.views.styleguide import styleguide

urlpatterns = [path("search/", search, name="search")]
if settings.DEBUG:
    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
