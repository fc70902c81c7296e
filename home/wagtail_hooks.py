"""The first page and the menus of the admin, for each role."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import DismissibleMenuItem, MenuItem
from wagtail.models import Page
from wagtail.permissions import policy_registry

from contact.desk import may_answer
from home.dashboard.drafts import DraftsPanel
from home.dashboard.messages import MessagesPanel
from home.dashboard.people import RolesPanel
from home.dashboard.review import ReviewPanel
from home.dashboard.role_ends import RoleEndsPanel
from home.dashboard.schedule import SchedulePanel
from home.dashboard.training import ReachPanel, TrainingPanel
from home.roles import TRANSLATE
from reporting.permissions import may_see_reports


def may_write(user):
    """Whether `user` may change pages anywhere."""
    return policy_registry.get_by_type(Page).user_has_any_permission(user, ["add", "change"])


def may_publish(user):
    """Whether `user` may publish pages anywhere."""
    return policy_registry.get_by_type(Page).user_has_permission(user, "publish")


@hooks.register("construct_homepage_panels")
def choose_panels(request, panels):
    """Put on the admin's first page what each role needs; drop what it cannot open."""
    user = request.user
    if may_write(user):
        panels[:] = [panel for panel in panels if panel.name != ReviewPanel.name]
        panels += [ReviewPanel(), DraftsPanel(user)]
    else:
        panels.clear()  # all of Wagtail's own are about pages
    if may_publish(user):
        panels.append(SchedulePanel())
    if may_answer(user):
        panels.append(MessagesPanel())
    if may_see_reports(user):
        panels.append(TrainingPanel())
        if user.has_perm("accounts.view_organisation"):
            panels.append(ReachPanel(user))
    if user.is_superuser:
        panels.append(RolesPanel())
    if user.has_role_ends and (ends := list(user.role_ends.recent().select_related("role"))):
        panels.append(RoleEndsPanel(ends))


@hooks.register("construct_reports_menu")
def hide_translations(request, items):
    """Take “Translations” out of the menu for those who do not translate."""
    if not request.user.has_perm(TRANSLATE):
        url = reverse("wagtail_localize:translations_report")
        items[:] = [item for item in items if item.url != url]


@hooks.register("construct_help_menu")
def keep_help_for_those_it_helps(request, items):
    """Show Wagtail's guide, without its badge, to those who write; hide “What's new in Wagtail”.

    The latter concerns only those who build the portal.
    """
    guides = (
        [item for item in items if item.name == "editor-guide"] if may_write(request.user) else []
    )
    items[:] = [item for item in items if not isinstance(item, DismissibleMenuItem)]
    items += [
        MenuItem(guide.label, guide.url, name="guide", icon_name="help", order=guide.order)
        for guide in guides
    ]
