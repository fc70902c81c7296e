from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock


class ImageBlock(blocks.StructBlock):
    """A picture, described in words or marked as decoration."""

    image = ImageChooserBlock(label=_("Picture"))
    alt_text = blocks.CharBlock(
        label=_("Description for those who cannot see it"), required=False, max_length=500
    )
    is_decorative = blocks.BooleanBlock(
        label=_("Decoration only"), required=False, help_text=_("It tells nothing new.")
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "components/blocks/image.html"

    def clean(self, value):
        cleaned = super().clean(value)
        if not cleaned["alt_text"] and not cleaned["is_decorative"]:
            raise blocks.StructBlockValidationError(
                block_errors={
                    "alt_text": ValidationError(
                        _("Describe the picture, or mark it as decoration only.")
                    )
                }
            )
        return cleaned


class DocumentBlock(blocks.StructBlock):
    """A file to download."""

    document = DocumentChooserBlock(label=_("Document"))
    label = blocks.CharBlock(label=_("Link text"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "components/blocks/document.html"


class EmbedBlock(blocks.StructBlock):
    """A video on another site, which is asked for only after a click."""

    url = blocks.URLBlock(label=_("Address"), help_text=_("Of a video on YouTube or Vimeo."))
    title = blocks.CharBlock(label=_("Title"))

    class Meta:
        icon = "media"
        label = _("External video")
        template = "components/blocks/embed.html"
