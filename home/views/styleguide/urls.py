"""Addresses of the samples."""

from django.urls import path

from home.views.styleguide.blocks import blocks
from home.views.styleguide.components import components
from home.views.styleguide.errors import error
from home.views.styleguide.mails import mail, mails

urlpatterns = [
    path("", components, name="styleguide"),
    path("blocks/", blocks, name="styleguide_blocks"),
    path("errors/<slug:name>/", error, name="styleguide_error"),
    path("mails/", mails, name="styleguide_mails"),
    path("mails/<slug:kind>/", mail, name="styleguide_mail"),
]
