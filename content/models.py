"""Files that editors use in pages, and the mark of what is published."""

from content.editions.edition import Edition
from content.files.documents import CustomDocument
from content.files.images import CustomImage, Rendition
from content.files.media import CustomMedia

__all__ = ["CustomDocument", "CustomImage", "CustomMedia", "Edition", "Rendition"]
