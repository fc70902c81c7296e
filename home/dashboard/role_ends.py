"""The first page of those who have a role that ends by itself."""

from wagtail.admin.ui.components import Component


class RoleEndsPanel(Component):
    """Shows until when, and whom to ask; `ends` are RoleEnds of its reader."""

    name = "role_ends"
    template_name = "wagtailadmin/home/role_ends.html"
    order = 90

    def __init__(self, ends):
        self.ends = ends

    def get_context_data(self, parent_context):
        return {"ends": [end.words for end in self.ends]}
