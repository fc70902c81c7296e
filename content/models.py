"""Files that editors use in pages, and the mark of what is published."""

from content.editions.edition import Edition
from content.files.uploads import CustomDocument, CustomImage, CustomMedia, Rendition

__all__ = ["CustomDocument", "CustomImage", "CustomMedia", "Edition", "Rendition"]
