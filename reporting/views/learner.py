"""All that is kept of one learner, in Wagtail's admin."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from accounts.admin.looking import LooksAtPerson
from accounts.models import User
from courses.views.enrolments import TITLE, enrolments_url
from reporting.learner_record import read_learner_record
from reporting.looked_at import LEARNER
from reporting.permissions import ReportAccess
from reporting.printing import Printable


class LearnerRecordView(
    LooksAtPerson,
    ReportAccess,
    PermissionCheckedMixin,
    Printable,
    WagtailAdminTemplateMixin,
    TemplateView,
):
    """The learner's data, modules, answers and events."""

    looked_at = LEARNER
    template_name = "reporting/learner.html"
    header_icon = "user"

    @cached_property
    def learner(self):
        """The person in the address, who was enrolled at least once. Raises Http404."""
        learners = User.objects.filter(enrolments__isnull=False).distinct()
        return get_object_or_404(learners.select_related("organisation"), pk=self.kwargs["pk"])

    @property
    def looked_at_person(self):
        return self.learner

    def get_page_title(self):
        return str(self.learner)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("completion_report"), "label": _("Completion by module")},
            {"url": "", "label": str(self.learner)},
        ]

    @property
    def header_buttons(self):
        url = enrolments_url(self.learner, self.request.user)
        button = HeaderButton(TITLE, url=url, icon_name="edit", priority=10)
        return [self.print_button, *([button] if url else [])]

    def get_context_data(self, **kwargs):
        record = read_learner_record(self.learner, by=self.request.user)
        return super().get_context_data(
            **kwargs,
            learner=self.learner,
            record=record,
            months=record.months(is_printed=self.is_printed),
        )
