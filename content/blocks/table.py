from itertools import islice

from django.utils.translation import gettext_lazy as _
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail_localize.segments import OverridableSegmentValue
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

from content.blocks.base import LineBlock, ProseBlock
from content.blocks.text import SHORT_RICH_TEXT


class TableBlock(TypedTableBlock):
    """A table with a caption and column headings; the first cell of a row is its heading."""

    text = LineBlock(label=_("Text"), required=False)
    rich_text = ProseBlock(label=_("Formatted text"), required=False, features=SHORT_RICH_TEXT)

    class Meta:
        icon = "table"
        label = _("Table")
        group = _("Text")
        help_text = _("Add the columns first. The first cell of a row is its heading.")
        template = "components/blocks/table.html"

    def get_translatable_segments(self, table):
        """What wagtail-localize offers for translation: caption, headings and cells, in order.

        All have the same path, as the sentences of a formatted text have: a row that is added
        or moved takes no translation away from the others.
        """
        return [segment for block, text in self._texts(table) for segment in _segments(block, text)]

    def restore_translated_segments(self, table, segments):
        """`table`, which holds the texts of its source, with the translated `segments` in it."""
        translated = iter(sorted(segments, key=lambda segment: segment.order))
        texts = iter([_restored(block, text, translated) for block, text in self._texts(table)])
        table.caption = next(texts)
        for column in table.columns:
            column["heading"] = next(texts)
        for row in table.row_data:
            row["values"] = [next(texts) for _value in row["values"]]
        return table

    def _texts(self, table):
        """Each text of `table` with the block that it is a value of."""
        plain = self.child_blocks["text"]
        yield plain, table.caption
        for column in table.columns:
            yield plain, column["heading"]
        for row in table.rows:
            for cell in row:
                yield cell.block, cell.value


def _segments(block, text):
    found = StreamFieldSegmentExtractor(None).handle_block(block, text)
    kept = [s for s in found if not isinstance(s, OverridableSegmentValue)]
    return [segment for segment in kept if not segment.is_empty()]


def _restored(block, text, translated):
    """`text` as the next of the `translated` segments say it."""
    segments = list(islice(translated, len(_segments(block, text))))
    writer = StreamFieldSegmentsWriter(None, None, None)
    return writer.handle_block(block, text, segments) if segments else text
