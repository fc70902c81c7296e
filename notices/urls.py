"""Addresses in mails, without a language: a mail says none."""

from django.urls import path

from notices.views import mails_off

urlpatterns = [path("mails/off/<str:token>/", mails_off, name="mails_off")]
