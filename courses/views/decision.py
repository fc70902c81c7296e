"""What a trainer decides for one learner, such as an excuse or an enrolment. In the admin."""

from collections.abc import Callable
from dataclasses import dataclass

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
from learning.models import Activity, Excuse, Module, Track
from learning.records.by_hand import (
    complete_by_hand,
    end_by_hand,
    enrol_by_hand,
    withdraw_by_hand,
)
from learning.records.decision import DecisionRefused
from learning.records.enrolment import EnrolmentClosed
from learning.records.excuse import end_excuse, excuse_activity


class Decision(models.TextChoices):
    """What can be decided; the value stands in the address, the label on the button."""

    ATTEMPT = "attempt", gettext_lazy("Give a further attempt")
    ATTEMPT_BACK = "attempt-back", gettext_lazy("Take back the further attempt")
    TIME = "time", gettext_lazy("Give more time")
    TIME_BACK = "time-back", gettext_lazy("Take back the extra minutes")
    EXCUSE = "excuse", gettext_lazy("Excuse")
    EXCUSE_BACK = "excuse-back", gettext_lazy("Take back the excuse")
    COMPLETION = "completion", gettext_lazy("Complete by hand")
    COMPLETION_BACK = "completion-back", gettext_lazy("Take back the completion by hand")
    ENROL = "enrol", gettext_lazy("Enrol the learner")
    WITHDRAW = "withdraw", gettext_lazy("Withdraw the learner")

    def effect_on(self, about):
        """What it does, in a sentence or two. `about`: an Activity, a Module or a Track."""
        return (EFFECTS_ON_TRACKS if isinstance(about, Track) else EFFECTS)[self]

    @property
    def permission(self):
        """The permission that it takes."""
        return PERMISSIONS[self]

    @property
    def is_of_activity(self):
        """Whether it is about an activity; else it is about a module or a track."""
        return self not in (Decision.ENROL, Decision.WITHDRAW)


PERMISSIONS = {
    Decision.ATTEMPT: "assessments.add_allowance",
    Decision.ATTEMPT_BACK: "assessments.add_allowance",
    Decision.TIME: "assessments.add_allowance",
    Decision.TIME_BACK: "assessments.add_allowance",
    Decision.EXCUSE: "learning.add_excuse",
    Decision.EXCUSE_BACK: "learning.add_excuse",
    Decision.COMPLETION: "learning.add_completion",
    Decision.COMPLETION_BACK: "learning.add_completion",
    Decision.ENROL: "learning.add_enrolment",
    Decision.WITHDRAW: "learning.add_enrolment",
}


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
    Decision.COMPLETION: gettext_lazy(
        "For what was done on paper or in a live session. It counts as completed from today on, "
        "and stands as “completed by hand”, without a score and not as passed. It can be taken "
        "back until something is completed by it."
    ),
    Decision.COMPLETION_BACK: gettext_lazy(
        "It must be completed again to complete the module. What the learner has earned meanwhile, "
        "as by passing the quiz, counts by itself."
    ),
    Decision.ENROL: gettext_lazy(
        "The rules are those for everyone. Whoever was enrolled before goes on where they stopped."
    ),
    Decision.WITHDRAW: gettext_lazy(
        "Everything done is kept, and both the learner and you can take the module up again."
    ),
}
EFFECTS_ON_TRACKS = {
    Decision.ENROL: gettext_lazy(
        "In each module of the track that can be begun now. The rules are those for everyone. "
        "Whoever was enrolled before goes on where they stopped."
    ),
    Decision.WITHDRAW: gettext_lazy(
        "From each module of the track that is not completed yet. Everything done is kept, and "
        "both the learner and you can take it up again."
    ),
}


@dataclass(frozen=True)
class Offer:
    """A Decision that can be taken, and the address at which it is."""

    decision: Decision
    url: str


def offers_of(decisions, *, about, learner, by):
    """The Offers of those of `decisions` about `about` for `learner` that `by` may take, a list."""
    return [
        Offer(each, reverse("decide", args=[learner.pk, about.key, each.value]))
        for each in decisions
        if by.has_perm(each.permission)
    ]


def decisions_about(standing):
    """What can be decided about the module of `standing`, as a list; it may still be refused."""
    if not standing.module.is_offered or (standing.is_enrolled and standing.finished_at):
        return []
    return [Decision.WITHDRAW if standing.is_enrolled else Decision.ENROL]


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


class DecidesForLearner(LooksAtPerson, WagtailAdminTemplateMixin):
    """For views that decide for the learner in the address: open to others who have the right."""

    looked_at = DECISION
    decision = Decision.ENROL
    header_icon = "user"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.decision.permission) or request.user == self.learner:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def learner(self):
        """The person in the address. Raises Http404.

        Who may not see people finds those alone who were enrolled at least once.
        """
        people = User.objects.all()
        if not self.request.user.has_perm("accounts.view_user"):
            people = people.filter(enrolments__isnull=False).distinct()
        return get_object_or_404(people, pk=self.kwargs["pk"])

    @property
    def looked_at_person(self):
        return self.learner

    def get_page_subtitle(self):
        return str(self.learner)


class DecisionView(DecidesForLearner, FormView):
    """One decision for one learner: what it does, why, and then doing it."""

    template_name = "courses/decision.html"

    @cached_property
    def decision(self):
        """The Decision in the address. Raises Http404."""
        try:
            return Decision(self.kwargs["decision"])
        except ValueError:
            raise Http404 from None

    @cached_property
    def about(self):
        """The Activity in the address, or the Module or Track. Raises Http404."""
        key = self.kwargs["key"]
        if self.decision.is_of_activity:
            activities = Activity.objects.select_related("module__track")
            return get_object_or_404(activities, key=key)
        module = Module.objects.select_related("track").filter(key=key).first()
        return module or get_object_or_404(Track, key=key)

    def get_form_class(self):
        return MinutesForm if self.decision == Decision.TIME else DecisionForm

    def get_page_title(self):
        return self.decision.label

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.get_success_url(), "label": str(self.learner)},
            {"url": "", "label": self.decision.label},
        ]

    def get_success_url(self):
        is_learner = self.learner.enrolments.exists()
        name = "learner_record" if is_learner else "enrolments_by_hand"
        return reverse(name, args=[self.learner.pk])

    def form_valid(self, form):
        act = {"actor": Actor.person(self.request.user), **form.cleaned_data}
        try:
            ACTS[self.decision](self.learner, self.about, act)
        except DecisionRefused as refusal:
            messages.error(self.request, refusal.reason.label)
        except EnrolmentClosed as refusal:
            messages.error(self.request, refusal.access.words)
        else:
            messages.success(self.request, _("Done. The learner gets an email with your reason."))
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs,
            decision=self.decision,
            effect=self.decision.effect_on(self.about),
            about=self.about,
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


def _complete(learner, activity, act):
    complete_by_hand(learner=learner, activity=activity, **act)


def _end_completion(learner, activity, act):
    end_by_hand(learner=learner, activity=activity, **act)


def _enrol(learner, about, act):
    enrol_by_hand(learner=learner, about=about, **act)


def _withdraw(learner, about, act):
    withdraw_by_hand(learner=learner, about=about, **act)


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
    Decision.COMPLETION: _complete,
    Decision.COMPLETION_BACK: _end_completion,
    Decision.ENROL: _enrol,
    Decision.WITHDRAW: _withdraw,
}
