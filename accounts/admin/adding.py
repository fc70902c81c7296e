"""What stands above a form that adds something."""


class Adding:
    """For views that add something: shows `heading` where Wagtail repeats the model's name."""

    heading = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"page_subtitle": self.heading}
