from django.urls import reverse
from wagtailmedia.models import AbstractMedia


class CustomMedia(AbstractMedia):
    """A video or a sound recording. Captions and transcript stand with the block that shows it."""

    @property
    def url(self):
        """The address that checks who may watch, never the file's own."""
        return reverse("media_file", args=(self.pk, self.filename))
