"""What the portal's pages are measured against."""

from wagtail.models import Page


class BarePage(Page):
    """A page type without fields, which Wagtail alone finds and serves."""

    template = "bare.html"
