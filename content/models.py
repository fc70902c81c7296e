"""Files that editors use in pages."""

from content.documents import CustomDocument
from content.images import CustomImage, Rendition
from content.media import CustomMedia

__all__ = ["CustomDocument", "CustomImage", "CustomMedia", "Rendition"]
