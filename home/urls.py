"""Addresses without a language."""

from django.urls import path

from home.views.health import healthz
from home.views.robots import favicon, robots, sitemap
from home.views.root import root

urlpatterns = [
    path("", root, name="root"),
    path("healthz", healthz, name="healthz"),
    path("favicon.ico", favicon, name="favicon"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
]
