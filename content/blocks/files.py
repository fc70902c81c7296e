from copy import copy

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from content.blocks.base import LineBlock, NamedOnceBlock
from content.files.embed import UnknownVideo, video_at

RENDITIONS = ("width-480", "width-800", "width-1216")


class PictureChooserBlock(ImageChooserBlock):
    """Chooses a picture; all pictures of a body are read with their sizes in one go."""

    def bulk_to_python(self, values):
        pictures = self.model_class.objects.prefetch_renditions(*RENDITIONS).in_bulk(values)
        return [copy(pictures.get(pk)) for pk in values]

    def deconstruct(self):
        # For migrations it is the plain chooser: how pictures are read is not part of the data.
        _path, args, kwargs = super().deconstruct()
        return ("wagtail.images.blocks.ImageChooserBlock", args, kwargs)


class ImageValue(blocks.StructValue):
    """The value of an image block, as its template reads it."""

    @property
    def alternative(self):
        """The text for `alt`; empty where the picture is decoration only."""
        return "" if self["is_decorative"] else self["alt_text"]


class ImageBlock(NamedOnceBlock):
    """A picture, described in words or marked as decoration."""

    image = PictureChooserBlock(label=_("Picture"))
    alt_text = LineBlock(
        label=_("Description for those who cannot see it"), required=False, max_length=500
    )
    is_decorative = blocks.BooleanBlock(
        label=_("Decoration only"), required=False, help_text=_("It tells nothing new.")
    )
    caption = LineBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        group = _("Pictures and recordings")
        help_text = _("Say in words what it shows, or mark it as decoration.")
        template = "components/blocks/image.html"
        value_class = ImageValue

    def clean(self, value):
        cleaned = super().clean(value)
        is_silent = not cleaned["alt_text"] and not cleaned["is_decorative"]
        if is_silent and not self.is_deferred_validation:  # a draft may lack it
            raise blocks.StructBlockValidationError(
                block_errors={
                    "alt_text": ValidationError(
                        _("Describe the picture, or mark it as decoration only.")
                    )
                }
            )
        return cleaned


class DocumentBlock(NamedOnceBlock):
    """A file to download."""

    document = DocumentChooserBlock(label=_("Document"))
    label = LineBlock(label=_("Link text"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Document")
        group = _("Pictures and recordings")
        help_text = _("A file to download, for those who may read this page.")
        template = "components/blocks/document.html"


class EmbedValue(blocks.StructValue):
    """The value of an embed block, as its template reads it."""

    @cached_property
    def video(self):
        """The `Video` at its address; None where an old address is no longer known."""
        try:
            return video_at(self["url"] or "")
        except UnknownVideo:
            return None


class EmbedBlock(blocks.StructBlock):
    """A video on another site, which is contacted only after a click."""

    url = blocks.URLBlock(label=_("Address"), help_text=_("Of a video on YouTube or Vimeo."))
    title = LineBlock(label=_("Title"))

    class Meta:
        icon = "media"
        label = _("External video")
        group = _("Pictures and recordings")
        help_text = _("Nothing is loaded from the other site before a click.")
        template = "components/blocks/embed.html"
        value_class = EmbedValue

    def clean(self, value):
        cleaned = super().clean(value)
        if not cleaned["url"]:  # a draft may lack it
            return cleaned
        try:
            cleaned["url"] = video_at(cleaned["url"]).url
        except UnknownVideo:
            message = _("Use the address of a video on YouTube or Vimeo; others are not let in.")
            raise blocks.StructBlockValidationError(
                block_errors={"url": ValidationError(message)}
            ) from None
        return cleaned
