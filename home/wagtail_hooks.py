"""The first page of the admin."""

from wagtail import hooks
from wagtail.admin.ui.components import Component

from reporting.permissions import may_see_reports


class TrainingPanel(Component):
    """Leads those who follow learners to their reports."""

    name = "training"
    template_name = "wagtailadmin/home/training.html"
    order = 50


@hooks.register("construct_homepage_panels")
def add_training_panel(request, panels):
    """Show the way to the reports to those who may see them."""
    if may_see_reports(request.user):
        panels.append(TrainingPanel())
