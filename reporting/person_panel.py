"""What somebody learned, on the page of that person."""

from django.utils.translation import gettext_lazy as _

from accounts.admin.person_panels import PersonPanel
from assessments.models import Pass
from courses.views.enrolments import enrolments_url
from learning.derived.standing import read_standings
from learning.models import Activity, Enrolment
from reporting.events import last_entries
from reporting.permissions import may_see_reports
from reporting.rows import Status, with_status

MOST_SHOWN = 8


class TrainingPanel(PersonPanel):
    """The modules with their progress, what was passed, and what happened last."""

    name = "training"
    heading = _("Training")
    icon = "group"
    order = 20
    template_name = "reporting/person_training.html"

    @property
    def is_shown(self):
        return super().is_shown and may_see_reports(self.by)

    def read(self):
        enrolments = list(
            with_status(Enrolment.objects.for_learner(self.person))
            .select_related("module", "last_activity")
            .order_by("-enrolled_at")
        )
        url = enrolments_url(self.person, self.by)
        if not enrolments:
            return {"modules": [], "enrolments_url": url}
        modules = [each.module for each in enrolments]
        activities = Activity.objects.on_record()
        standings = read_standings(self.person, modules, enrolments, activities)
        passes = Pass.objects.filter(learner=self.person).select_related("activity")
        return {
            "modules": [(standings[e.module_id], Status(e.status)) for e in enrolments],
            "enrolments_url": url,
            "passes": passes.order_by("-passed_at"),
            "events": last_entries(self.person, MOST_SHOWN),
        }
