"""The first page and the menus of the admin."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component

from home.roles import TRANSLATE
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


@hooks.register("construct_reports_menu")
def hide_translations(request, items):
    """Translations concern those who translate; the menu would show them to everybody."""
    if not request.user.has_perm(TRANSLATE):
        url = reverse("wagtail_localize:translations_report")
        items[:] = [item for item in items if item.url != url]


@hooks.register("construct_help_menu")
def hide_news_of_wagtail(request, items):
    """What is new in Wagtail concerns those who build the portal."""
    items[:] = [item for item in items if not item.name.startswith("whats-new")]
