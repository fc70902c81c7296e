"""The portal's addresses, and Wagtail's own routing below /bare/."""

from django.urls import include, path
from wagtail import urls as wagtail_urls

from portal.urls import handler400, handler500, urlpatterns

urlpatterns = [path("bare/", include(wagtail_urls)), *urlpatterns]

__all__ = ["handler400", "handler500", "urlpatterns"]
