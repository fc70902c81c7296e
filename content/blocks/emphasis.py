from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.base import LineBlock, LinesBlock, NamedOnceBlock, ProseBlock
from content.blocks.text import SHORT_RICH_TEXT


class QuoteBlock(NamedOnceBlock):
    """Someone's words, with their source."""

    text = LinesBlock(label=_("Quotation"), rows=3)
    attribution = LineBlock(label=_("Who said it"), required=False)
    source_url = blocks.URLBlock(label=_("Address of the source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        group = _("Text")
        template = "components/blocks/quote.html"


class CalloutKind(models.TextChoices):
    """What a callout is, as editors choose it. `words` and `icon` mark it for readers."""

    TASK = "task", _("Task")
    NOTE = "note", _("Note")
    EXAMPLE = "example", _("Example")
    WARNING = "warning", _("Warning")

    @property
    def words(self):
        return _("Take care") if self == CalloutKind.WARNING else self.label

    @property
    def icon(self):
        return ICONS[self]


ICONS = {
    CalloutKind.TASK: "pencil",
    CalloutKind.NOTE: "info",
    CalloutKind.EXAMPLE: "lightbulb",
    CalloutKind.WARNING: "triangle-alert",
}


class CalloutValue(blocks.StructValue):
    """The value of a callout block, as its template reads it."""

    @property
    def mark(self):
        """Its CalloutKind; `note` where none was chosen yet."""
        return CalloutKind(self["kind"] or CalloutKind.NOTE)


class CalloutBlock(blocks.StructBlock):
    """A task, note, example or warning that stands out."""

    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=CalloutKind.choices,
        default=CalloutKind.NOTE,
    )
    title = LineBlock(label=_("Title"), required=False)
    text = ProseBlock(label=_("Text"), features=SHORT_RICH_TEXT)

    class Meta:
        icon = "warning"
        label = _("Callout")
        group = _("Text")
        help_text = _("A task to do, a note, an example or a warning that stands out.")
        template = "components/blocks/callout.html"
        value_class = CalloutValue


class KeyFigureBlock(blocks.StructBlock):
    """A figure, with what it counts and its source."""

    figure = LineBlock(label=_("Figure"), max_length=40, help_text=_("With its unit."))
    label = LineBlock(label=_("What it counts"))
    source = LineBlock(label=_("Source"), help_text=_("A figure needs a source."))
    source_url = blocks.URLBlock(label=_("Address of the source"), required=False)

    class Meta:
        icon = "order"
        label = _("Key figure")
        group = _("Text")
        template = "components/blocks/key_figure.html"
