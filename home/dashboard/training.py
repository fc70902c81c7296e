"""The first page of those who follow learners."""

from wagtail.admin.ui.components import Component

from accounts.looking import log_list
from reporting.looked_at import QUIETEST
from reporting.reach import read_reach
from reporting.recent import read_recent_training


class TrainingPanel(Component):
    """Shows the last seven days in numbers, who has gone quiet, and links to the reports."""

    name = "training"
    template_name = "wagtailadmin/home/training.html"
    order = 50

    def get_context_data(self, parent_context):
        recent = read_recent_training()
        log_list(QUIETEST, by=parent_context["request"].user, count=len(recent.quietest))
        return {"recent": recent}


class ReachPanel(Component):
    """Shows whom the training reaches, with links to people and organisations."""

    name = "reach"
    template_name = "wagtailadmin/home/reach.html"
    order = 60

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        return {
            "reach": read_reach(),
            "may_see_people": self.user.has_perm("accounts.view_user"),
        }
