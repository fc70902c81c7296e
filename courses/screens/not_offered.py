"""What learners are told where a module, or a part of it, went offline."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from learning.models import Activity, Enrolment, Module


@dataclass(frozen=True)
class NotOffered:
    """A module of which a learner has a record. It is offline, or only one of its activities."""

    module: Module
    enrolment: Enrolment
    required: int  # how many activities counted for completing the module

    @property
    def tile(self):
        """What the module's tile draws: as at the last progress."""
        done = self.required if self.enrolment.completed_at else self.enrolment.done
        return [number < done for number in range(self.required)]

    @property
    def title(self):
        """What happened, as the title of the page."""
        if self.module.is_offered:
            return _("This part of the module is not offered at the moment")
        return _("This module is not offered at the moment")

    @property
    def words(self):
        """What becomes of the record, in a sentence or two."""
        if self.module.is_offered:
            return _("What you did here is kept. You can go on with the rest of the module.")
        if done := self.enrolment.completed_at:
            return _("You completed it on %(date)s, and that stays on your record.") % {
                "date": date_format(localdate(done))
            }
        if not self.enrolment.is_active:
            return _(
                "What you did here is kept. If the module is offered again, you can come back and "
                "go on where you were."
            )
        return _(
            "What you did here is kept. If the module is offered again, you go on where you were."
        )


def read_not_offered(user, key):
    """What to tell `user` of the module or activity of `key`, a NotOffered (at most 4 queries).

    None where it is offered or was never there, and for who was never enrolled in the module.
    """
    activity = Activity.objects.select_related("module__track").filter(key=key).first()
    modules = Module.objects.select_related("track").filter(key=key)
    module = activity.module if activity else modules.first()
    if module is None or (module.is_offered and (activity or module).is_active):
        return None
    enrolment = user.enrolments.filter(module=module).first()
    if enrolment is None:
        return None
    required = module.activities.on_record().required().count()
    return NotOffered(module, enrolment, required)
