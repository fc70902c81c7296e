"""Pages that show another page's text under another language."""

from django.db.models import F
from wagtail.models import Page


def without_aliases(pages):
    """`pages` (a queryset) without those that only show the text of another one."""
    shown_twice = Page.objects.filter(alias_of__translation_key=F("translation_key"))
    return pages.exclude(pk__in=shown_twice.values("pk"))
