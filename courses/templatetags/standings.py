"""Where a learner stands in a module, in words."""

from django import template
from django.utils.translation import gettext as _

from learning.access import can_complete_activity

register = template.Library()


@register.filter
def obstacle(standing):
    """Why nothing can be done in the module of a Standing, in a sentence; empty where it can.

    For modules in which the person is enrolled and which are not completed.
    """
    goal = standing.next_activity or standing.stuck_at
    access = goal and can_complete_activity(standing.user, goal, standing)
    if goal and not access:
        return access.words
    if standing.stuck_at:
        return _("All attempts at “%(title)s” are used.") % {"title": standing.stuck_at.title}
    return ""
