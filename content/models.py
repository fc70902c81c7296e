"""Files that editors use in pages, themes of pages, and the mark of what is published."""

from content.editions.edition import Edition
from content.files.uploads import CustomDocument, CustomImage, CustomMedia, Rendition
from content.theme_links import ThemeOfPage

__all__ = [
    "CustomDocument",
    "CustomImage",
    "CustomMedia",
    "Edition",
    "Rendition",
    "ThemeOfPage",
]
