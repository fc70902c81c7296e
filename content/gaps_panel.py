"""The list of what is missing, at the top of the editor."""

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from content.missing import missing_from


class GapsPanel(Panel):
    """Shows what the page lacks as it was last saved; nothing where it lacks nothing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/gaps_panel.html"

        @cached_property
        def gaps(self):
            return missing_from(self.instance) if self.instance.pk else []

        def is_shown(self):
            return bool(self.gaps)
