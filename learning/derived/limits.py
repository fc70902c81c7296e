"""What a learner has used up: activities that are not completed, and in which nothing can be done.

The app whose activities have such limits tells of them (`limited_by`, in `AppConfig.ready`).
"""

from functools import cached_property

_limits = []


def limited_by(used_up):
    """Let `used_up(learners)` tell what was used up by `learners` (ids): pairs with an activity."""
    _limits.append(used_up)


def used_up_by(learners):
    """{(learner id, activity id)} of what each of `learners` (ids) has used up. One query."""
    return {pair for used_up in _limits for pair in used_up(learners)}


class Limits:
    """What one person has used up, for all modules at once; asked when it is first needed."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def used_up(self):
        """The ids of the activities (1 query, none for a visitor)."""
        if not self.user.is_authenticated:
            return frozenset()
        return frozenset(activity for _learner, activity in used_up_by([self.user.pk]))
