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
    if quiz := used_up(standing):
        return _("All attempts at “%(title)s” are used.") % {"title": quiz.title}
    return ""


@register.filter
def used_up(standing):
    """What is used up where nothing else stands in the way of the person of a Standing, or None."""
    quiz = standing.stuck_at
    return quiz if quiz and can_complete_activity(standing.user, quiz, standing) else None
