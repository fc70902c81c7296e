"""Begins a new edition when something changes that visitors may see."""

from wagtail.models import Locale, Page, PageViewRestriction, Site

from content.editions.edition import renew
from content.files.documents import CustomDocument
from content.files.images import CustomImage
from content.files.media import CustomMedia
from content.languages.changes import is_visible_change

# Besides pages. Renditions are no news: they are made when a picture is first shown.
SHOWN = (CustomDocument, CustomImage, CustomMedia, Locale, PageViewRestriction, Site)


def row_saved(instance, update_fields=None, **kwargs):
    """Begin a new edition if the change is visible; receives `post_save` of any model."""
    if isinstance(instance, SHOWN) or is_visible_change(instance, update_fields):
        renew()


def row_deleted(instance, **kwargs):
    """Begin a new edition if the change is visible; receives `post_delete` of any model."""
    if isinstance(instance, (*SHOWN, Page)):
        renew()
