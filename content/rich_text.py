"""The editor of formatted texts."""

from copy import copy

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea


class Converter(ContentstateConverter):
    """Turns a stored text into what the editor takes, and back.

    All requests of a process share it, with the blocks of the pages. Wagtail's reads their texts
    with one parser: texts that two editors open at the same moment run into each other.
    """

    def from_database_format(self, html):
        """The `html` of the database as JSON for the editor; each text is read by itself."""
        alone = copy(self)
        alone.html_to_contentstate_handler = copy(self.html_to_contentstate_handler)
        return super(Converter, alone).from_database_format(html)


class FormattedTextArea(DraftailRichTextArea):
    """Wagtail's editor, for several people at the same moment."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.converter = Converter(self.features)
