"""What a trainer decides for one learner: a further attempt, more time, an excuse. In the admin."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.admin.looking import LooksAtPerson
from accounts.models import User
from accounts.typed import TypedField
from assessments.giving import MOST_MINUTES, give_attempt, give_time, take_back
from assessments.models import Allowance
from courses.looked_at import DECISION
from learning.actor import Actor
from learning.models import Activity, Excuse
from learning.records.decision import DecisionRefused
from learning.records.excuse import end_excuse, excuse_activity


class Decision(models.TextChoices):
    """What can be decided; the value stands in the address, the label on the button."""

    ATTEMPT = "attempt", gettext_lazy("Give a further attempt")
    ATTEMPT_BACK = "attempt-back", gettext_lazy("Take back the further attempt")
    TIME = "time", gettext_lazy("Give more time")
    TIME_BACK = "time-back", gettext_lazy("Take back the extra minutes")
    EXCUSE = "excuse", gettext_lazy("Excuse")
    EXCUSE_BACK = "excuse-back", gettext_lazy("Take back the excuse")

    @property
    def effect(self):
        """What it does, in a sentence or two."""
        return EFFECTS[self]

    @property
    def permission(self):
        """The permission that it takes."""
        is_excuse = self in (Decision.EXCUSE, Decision.EXCUSE_BACK)
        return "learning.add_excuse" if is_excuse else "assessments.add_allowance"


EFFECTS = {
    Decision.ATTEMPT: gettext_lazy(
        "The learner may begin one attempt more. The rules stay as they are for everyone else."
    ),
    Decision.ATTEMPT_BACK: gettext_lazy("The learner may not begin the further attempt any more."),
    Decision.TIME: gettext_lazy(
        "Each attempt of the learner may take that much longer, including one that is under way."
    ),
    Decision.TIME_BACK: gettext_lazy(
        "Attempts that are begun from now on take as long as for everyone else."
    ),
    Decision.EXCUSE: gettext_lazy(
        "It counts as done for completing the module, and stands as “excused”, not as completed or "
        "passed. It can be taken back until something is completed by it."
    ),
    Decision.EXCUSE_BACK: gettext_lazy("It must be completed again to complete the module."),
}


class DecisionForm(forms.Form):
    """Why, which the learner reads."""

    reason = TypedField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Write in a sentence why.")},
        help_text=gettext_lazy(
            "In a sentence of your own. The learner gets it by email, and it stays in the history."
        ),
    )


class MinutesForm(DecisionForm):
    """How many minutes more, and why."""

    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes more"),
        error_messages={"required": gettext_lazy("Write how many minutes.")},
        min_value=1,
        max_value=MOST_MINUTES,
    )
    field_order = ["minutes", "reason"]


class DecisionView(LooksAtPerson, WagtailAdminTemplateMixin, FormView):
    """One decision about one activity of one learner: what it does, why, and then doing it."""

    looked_at = DECISION
    template_name = "courses/decision.html"
    header_icon = "user"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.decision.permission) or request.user == self.learner:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def decision(self):
        """The Decision in the address. Raises Http404."""
        try:
            return Decision(self.kwargs["decision"])
        except ValueError:
            raise Http404 from None

    @cached_property
    def learner(self):
        """The person in the address, who was enrolled at least once. Raises Http404."""
        learners = User.objects.filter(enrolments__isnull=False).distinct()
        return get_object_or_404(learners, pk=self.kwargs["pk"])

    @property
    def looked_at_person(self):
        return self.learner

    @cached_property
    def activity(self):
        """The Activity in the address. Raises Http404."""
        activities = Activity.objects.select_related("module__track")
        return get_object_or_404(activities, key=self.kwargs["key"])

    def get_form_class(self):
        return MinutesForm if self.decision == Decision.TIME else DecisionForm

    def get_page_title(self):
        return self.decision.label

    def get_page_subtitle(self):
        return str(self.learner)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.get_success_url(), "label": str(self.learner)},
            {"url": "", "label": self.decision.label},
        ]

    def get_success_url(self):
        return reverse("learner_record", args=[self.learner.pk])

    def form_valid(self, form):
        act = {"actor": Actor.person(self.request.user), **form.cleaned_data}
        try:
            ACTS[self.decision](self.learner, self.activity, act)
        except DecisionRefused as refusal:
            messages.error(self.request, refusal.reason.label)
        else:
            messages.success(self.request, _("Done. The learner gets an email with your reason."))
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs,
            decision=self.decision,
            activity=self.activity,
            learner=self.learner,
            back_url=self.get_success_url(),
        )


def _give_attempt(learner, activity, act):
    give_attempt(learner=learner, activity=activity, **act)


def _give_time(learner, activity, act):
    give_time(learner=learner, activity=activity, **act)


def _excuse(learner, activity, act):
    excuse_activity(learner=learner, activity=activity, **act)


def _end_excuse(learner, activity, act):
    excuses = Excuse.objects.select_related("learner", "activity__module__track")
    end_excuse(excuse=_last(excuses, learner, activity), **act)


def _take_attempt_back(learner, activity, act):
    attempts = Allowance.objects.attempts().select_related("learner", "activity__module__track")
    take_back(allowance=_last(attempts, learner, activity), **act)


def _take_time_back(learner, activity, act):
    times = Allowance.objects.times().select_related("learner", "activity__module__track")
    take_back(allowance=_last(times, learner, activity), **act)


def _last(rows, learner, activity):
    """The last of `rows` about the learner and the activity, or Http404."""
    own = rows.filter(learner=learner, activity=activity).order_by("pk")
    if (last := own.last()) is None:
        raise Http404
    return last


ACTS: dict[Decision, Callable] = {
    Decision.ATTEMPT: _give_attempt,
    Decision.ATTEMPT_BACK: _take_attempt_back,
    Decision.TIME: _give_time,
    Decision.TIME_BACK: _take_time_back,
    Decision.EXCUSE: _excuse,
    Decision.EXCUSE_BACK: _end_excuse,
}
