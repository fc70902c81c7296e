"""Files that editors use in pages, and the mark of what is published."""

from content.documents import CustomDocument
from content.edition import Edition
from content.images import CustomImage, Rendition
from content.media import CustomMedia

__all__ = ["CustomDocument", "CustomImage", "CustomMedia", "Edition", "Rendition"]
