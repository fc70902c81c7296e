"""The list of what a page lacks, at the top of the editor."""

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from content.gaps.publication import all_gaps


class GapsPanel(Panel):
    """Lists what the page lacked when it was last saved; hidden if that is nothing.

    What prevents publishing stands apart from what does not.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/gaps_panel.html"

        @cached_property
        def gaps(self):
            return all_gaps(self.instance) if self.instance.pk else []

        @property
        def missing(self):
            return [gap for gap in self.gaps if not gap.is_warning]

        @property
        def warnings(self):
            return [gap for gap in self.gaps if gap.is_warning]

        def is_shown(self):
            return bool(self.gaps)
