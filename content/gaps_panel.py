"""The list of what is missing, at the top of the editor."""

from wagtail.admin.panels import Panel


class GapsPanel(Panel):
    """Shows the gaps of the page as it was last saved; nothing where there are none."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/gaps_panel.html"

        @property
        def gaps(self):
            return self.instance.gaps() if self.instance.pk else []

        def is_shown(self):
            return bool(self.gaps)
