"""From the blocks of a page file to those that Wagtail stores.

Every block and every list item gets an id made from the page's key and its place, so that
answers, translations and a second load find it again.
"""

import re
import uuid

from wagtail import blocks
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.models import Page

from content.models import CustomImage

PAGE_LINK = re.compile(r'<a href="page:([^"]*)"')
TAG = re.compile(r"</?([a-zA-Z0-9]+)")
TAGS = frozenset(["p", "ul", "ol", "li", "b", "i", "a", "sup", "sub", "h3", "h4", "br"])


class Blocks:
    """Converts the blocks of one page file.

    `pages` maps the keys of all page files to pages, or to None while a page is not there;
    `files` is the loaded `demo.files.Files`.
    """

    def __init__(self, page_file, pages, files):
        self.page_file = page_file
        self.pages = pages
        self.files = files

    def stream(self, block, items, place):
        """`items` ({"type", "key", "value"} each) as the stored form of the stream `block`."""
        return [self._stream_child(block, item, place) for item in items]

    def repeated(self, block, values, place):
        """`values` as the stored form of a stream `block` with a single kind of child."""
        ((kind, child),) = block.child_blocks.items()
        return [
            {"type": kind, "id": self._id(f"{place}/{n}"), "value": self.value(child, value, place)}
            for n, value in enumerate(values)
        ]

    def rich_text(self, html, place):
        """`html` with its links to `page:KEY` turned into Wagtail's.

        What the editor could not open, such as a tag that is not closed, is refused.
        """
        for tag in TAG.findall(html):
            if tag not in TAGS:
                raise self.page_file.refuse(place, f"the tag <{tag}> is not allowed.")
        try:
            get_rich_text_editor_widget().format_value(html)
        except AssertionError as error:
            raise self.page_file.refuse(
                place, f"the editor cannot open this text. {error} (write <br/> for <br>)."
            ) from error
        return PAGE_LINK.sub(lambda match: self._link(match[1], place), html)

    def page_pk(self, key, place):
        """The primary key of the page that the files call `key`, or None while it is not there."""
        if key not in self.pages:
            raise self.page_file.refuse(place, f"no page has the key “{key}”.")
        return self.pages[key].pk if self.pages[key] else None

    def value(self, block, value, place):
        """`value` as `block` stores it."""
        match block:
            case TypedTableBlock():
                return self._table(value, place)
            case blocks.StructBlock():
                return self._struct(block, value, place)
            case blocks.ListBlock():
                return self._list(block, value, place)
            case blocks.RichTextBlock():
                return self.rich_text(value, place)
            case blocks.ChooserBlock() if value:
                return self._chosen(block, value, place)
        return value

    def _stream_child(self, block, item, place):
        try:
            kind, key, value = item["type"], item["key"], item["value"]
        except (KeyError, TypeError) as error:
            raise self.page_file.refuse(place, f"a block needs {error}.") from error
        if kind == "question":  # a knowledge check
            kind, value = value["question"]["type"], value["question"]["value"]
        if kind not in block.child_blocks:
            raise self.page_file.refuse(key, f"“{kind}” is no block that may stand here.")
        place = f"{place}/{key}"
        if kind in ("image", "video"):
            value = self._with_files(kind, value, key)
        return {
            "type": kind,
            "id": self._id(place),
            "value": self.value(block.child_blocks[kind], value, place),
        }

    def _with_files(self, kind, value, key):
        if kind == "video":
            captions = self.files.captions(value.get("media", ""))
            return value | {"captions": [{"language": c, "document": pk} for c, pk in captions]}
        value = dict(value)
        if credit := value.pop("credit", ""):
            self._file(CustomImage, value["image"], key)
            self.files.credit(value["image"], credit)
        return value

    def _struct(self, block, value, place):
        if not isinstance(value, dict):
            raise self.page_file.refuse(place, "a value in curly brackets is expected.")
        if unknown := value.keys() - block.child_blocks.keys():
            raise self.page_file.refuse(place, f"“{min(unknown)}” is unknown.")
        # A text that is left out is stored as empty: translating a page stumbles over None.
        texts = (blocks.CharBlock, blocks.TextBlock)
        empty = {name: "" for name, inner in block.child_blocks.items() if isinstance(inner, texts)}
        return empty | {
            name: self.value(block.child_blocks[name], inner, f"{place}/{name}")
            for name, inner in value.items()
        }

    def _list(self, block, values, place):
        return [
            {
                "type": "item",
                "id": self._id(f"{place}/{n}"),
                "value": self.value(block.child_block, value, f"{place}/{n}"),
            }
            for n, value in enumerate(values)
        ]

    def _table(self, value, place):
        width = len(value["columns"])
        for row in value["rows"]:
            if len(row) != width:
                raise self.page_file.refuse(place, f"a row has {len(row)} cells, not {width}.")
        return {
            "caption": value["caption"],
            "columns": [{"type": "text", "heading": heading} for heading in value["columns"]],
            "rows": [{"values": row} for row in value["rows"]],
        }

    def _chosen(self, block, value, place):
        if isinstance(value, int):
            return value
        if issubclass(block.model_class, Page):
            return self.page_pk(value, place)
        return self._file(block.model_class, value, place)

    def _file(self, model, name, place):
        try:
            return self.files.pk(model, name)
        except KeyError as error:
            raise self.page_file.refuse(place, f"there is no file “{name}”.") from error

    def _link(self, key, place):
        pk = self.page_pk(key, place)
        return f'<a linktype="page" id="{pk}"' if pk else "<a"

    def _id(self, place):
        return str(uuid.uuid5(self.page_file.uuid, place))
