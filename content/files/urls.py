"""Addresses of uploaded files."""

from django.urls import path

from content.files import views

urlpatterns = [
    path("media-files/<int:pk>/<str:filename>", views.media_file, name="media_file"),
    path("media/<slug:folder>/<str:name>", views.uploaded_image, name="uploaded_image"),
]
