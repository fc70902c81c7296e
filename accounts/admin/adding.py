"""The head of a form that adds something."""


class Adding:
    """For views: says above the form what it does, where Wagtail repeats what is made."""

    heading = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"page_subtitle": self.heading}
