"""Refusals in words."""

from django.template.loader import render_to_string


def explain(access):
    """Why `access` is refused, in one sentence: the one that the screens show."""
    return render_to_string("components/access_reason.html", {"access": access}).strip()
