from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from content.blocks.base import ItemsBlock, LineBlock, NamedOnceBlock, ProseBlock
from content.blocks.text import SHORT_RICH_TEXT


class LanguageBlock(blocks.ChoiceBlock):
    """Chooses one of the portal's languages."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs | {"choices": settings.LANGUAGES})

    def deconstruct(self):
        # For migrations it names no languages: which there are is a setting, not part of the data.
        _path, args, kwargs = super().deconstruct()
        return (
            "wagtail.blocks.ChoiceBlock",
            args,
            {name: value for name, value in kwargs.items() if name != "choices"},
        )


class CaptionsBlock(blocks.StructBlock):
    """Captions of a video in one language."""

    language = LanguageBlock(label=_("Language"), default="en")
    document = DocumentChooserBlock(label=_("WebVTT file"))


class VideoValue(blocks.StructValue):
    """The value of a video block, as its template reads it."""

    @property
    def tracks(self):
        """Its captions as dicts: address, language, name of the language in itself, is_default."""
        active = get_language()
        return [
            {
                "url": captions["document"].url,
                "language": captions["language"],
                "name": dict(settings.LANGUAGES)[captions["language"]],
                "is_default": captions["language"] == active,
            }
            for captions in self["captions"]
            if captions["document"]
        ]


class VideoBlock(NamedOnceBlock):
    """A video with captions and transcript."""

    media = VideoChooserBlock(label=_("Video"))
    caption = LineBlock(label=_("Title"))
    captions = ItemsBlock(CaptionsBlock(), label=_("Captions"), min_num=1)
    transcript = ProseBlock(label=_("Transcript"), features=SHORT_RICH_TEXT)

    class Meta:
        icon = "media"
        label = _("Video")
        group = _("Pictures and recordings")
        help_text = _("Captions are for those who cannot hear; the transcript is for all who read.")
        template = "components/blocks/video.html"
        value_class = VideoValue


class AudioBlock(blocks.StructBlock):
    """A sound recording with transcript."""

    media = AudioChooserBlock(label=_("Recording"))
    caption = LineBlock(label=_("Title"))
    transcript = ProseBlock(label=_("Transcript"), features=SHORT_RICH_TEXT)

    class Meta:
        icon = "media"
        label = _("Audio")
        group = _("Pictures and recordings")
        help_text = _("The transcript is for those who cannot hear and for all who read.")
        template = "components/blocks/audio.html"
