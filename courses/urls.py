"""Addresses of the learner's actions, below a language."""

urlpatterns = []
