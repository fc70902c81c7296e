"""The first page of administrators: who may do what."""

from django.contrib.auth.models import Group
from django.db.models import Count
from wagtail.admin.ui.components import Component


class RolesPanel(Component):
    """Shows how many people have which role, with links to them."""

    name = "roles"
    template_name = "wagtailadmin/home/roles.html"
    order = 70

    def get_context_data(self, parent_context):
        return {"groups": Group.objects.annotate(people=Count("user")).order_by("name")}
