"""Addresses below a language."""

urlpatterns = []
