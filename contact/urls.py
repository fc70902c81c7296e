"""Addresses of the contact form, below a language."""

from django.urls import path

from contact.views import message_sent, write_to_us

urlpatterns = [
    path("contact/write/", write_to_us, name="write_to_us"),
    path("contact/write/sent/<str:token>/", message_sent, name="message_sent"),
]
