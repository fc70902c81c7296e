from django.urls import reverse
from django.utils.translation import gettext_noop, ngettext_lazy
from wagtailmedia.models import AbstractMedia

# What the first page and the menu of the admin say; wagtailmedia lacks the portal's languages.
TEXTS = [
    gettext_noop("Media"),
    ngettext_lazy(
        '<span>%(total)s</span> Media file <span class="visuallyhidden w-sr-only">'
        "created in %(site_name)s</span>",
        '<span>%(total)s</span> Media files <span class="visuallyhidden w-sr-only">'
        "created in %(site_name)s</span>",
    ),
]


class CustomMedia(AbstractMedia):
    """A video or a sound recording. Captions and transcript stand with the block that shows it."""

    @property
    def url(self):
        """The address that checks who may watch; never the file's own."""
        return reverse("media_file", args=(self.pk, self.filename))
