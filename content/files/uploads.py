"""Documents, pictures and recordings that editors upload."""

import logging
from contextlib import contextmanager
from functools import reduce
from operator import or_

from django.db import DatabaseError, models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext_lazy
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError
from wagtail.images.models import Image as WagtailImage
from wagtailmedia.models import AbstractMedia

logger = logging.getLogger(__name__)
# What the first page and the menu of the admin say; wagtailmedia lacks the portal's languages.
TEXTS = [
    gettext_noop("Media"),
    ngettext_lazy(
        '<span>%(total)s</span> Media file <span class="visuallyhidden w-sr-only">'
        "created in %(site_name)s</span>",
        '<span>%(total)s</span> Media files <span class="visuallyhidden w-sr-only">'
        "created in %(site_name)s</span>",
    ),
]
PUBLIC_FOLDERS = ("images", "original_images", "media_thumbnails")  # served to whoever asks


def outside_public_folders(name):
    """A constraint that keeps the `file` of a model, which asks who reads it, out of them."""
    inside = (Q(file__startswith=f"{folder}/") for folder in PUBLIC_FOLDERS)
    return models.CheckConstraint(condition=~reduce(or_, inside), name=name)


class CustomDocument(AbstractDocument):
    """A file to download."""

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        constraints = [outside_public_folders("document_is_not_public")]


@contextmanager
def _page_goes_on():
    """Where a copy cannot be made or written, the page or list shows none, and is there.

    The disk may be full; a picture that came before pictures were looked at may make its reader
    raise whatever there is. Only what the database says goes on.
    """
    try:
        yield
    except DatabaseError:
        raise
    except Exception as error:
        logger.exception("A picture's copy cannot be made.")
        raise SourceImageIOError(str(error)) from error


class CustomImage(AbstractImage):
    """A picture with its credit."""

    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Who made it, under which licence.")
    )

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def create_rendition(self, *args):
        with _page_goes_on():
            return super().create_rendition(*args)

    def create_renditions(self, *args):
        with _page_goes_on():
            return super().create_renditions(*args)


class Rendition(AbstractRendition):
    """A resized copy of an image."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"
            )
        ]


class CustomMedia(AbstractMedia):
    """A video or a sound recording. Captions and transcript stand with the block that shows it."""

    class Meta(AbstractMedia.Meta):
        constraints = [outside_public_folders("media_is_not_public")]

    @property
    def url(self):
        """The address that checks who may watch; never the file's own."""
        return reverse("media_file", args=(self.pk, self.filename))
