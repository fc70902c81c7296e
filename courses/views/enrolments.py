"""In which modules a person is enrolled, and could be by a trainer. In the admin."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from courses.views.decision import (
    DecidesForLearner,
    Decision,
    Offer,
    decisions_about,
    offers_of,
)
from learning.access import ALLOWED, Access, can_enrol_each
from learning.derived.standing import Standing, read_standings
from learning.models import Module, Track

TITLE = gettext_lazy("Enrol or withdraw")


def enrolments_url(learner, by):
    """Where `by` enrols and withdraws `learner`; empty where that is not for `by` to do."""
    is_closed = by == learner or learner.erased_at or learner.merged_into_id
    if is_closed or not by.has_perm(Decision.ENROL.permission):
        return ""
    return reverse("enrolments_by_hand", args=[learner.pk])


@dataclass(frozen=True)
class ModuleRow:
    """A module with the learner's Standing, and the Offers about it. `access`: may it be begun?"""

    standing: Standing
    access: Access
    offers: list[Offer]

    @property
    def words(self):
        """How the learner stands there, or why nobody enrols now; empty where there is nothing."""
        enrolment = self.standing.enrolment
        if enrolment and enrolment.completed_at:
            return _("Completed on %(date)s.") % {"date": _date(enrolment.completed_at)}
        if self.standing.is_enrolled:
            return _("Enrolled on %(date)s.") % {"date": _date(enrolment.enrolled_at)}
        if not self.access:
            missing = ", ".join(f"“{each.title}”" for each in self.access.missing)
            return " ".join(filter(None, (self.access.words, missing)))
        if enrolment:
            return _("Withdrawn on %(date)s.") % {"date": _date(enrolment.withdrawn_at)}
        return ""


@dataclass(frozen=True)
class TrackRow:
    """A track with its ModuleRows, and the Offers about all of it."""

    track: Track
    modules: list[ModuleRow]
    offers: list[Offer]


class EnrolmentsView(DecidesForLearner, TemplateView):
    """All that is offered, by track: where the learner is enrolled, and what can be changed."""

    template_name = "courses/enrolments.html"

    def get_page_title(self):
        return TITLE

    @property
    def back(self):
        """(address, words) of the page that tells of the learner."""
        if self.learner.enrolments.exists():
            return reverse("learner_record", args=[self.learner.pk]), str(self.learner)
        return reverse("person", args=[self.learner.pk]), str(self.learner)

    def get_breadcrumbs_items(self):
        url, label = self.back
        return [*self.breadcrumbs_items, {"url": url, "label": label}, {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs):
        tracks = read_tracks(self.learner, by=self.request.user)
        return super().get_context_data(**kwargs, learner=self.learner, tracks=tracks)


def read_tracks(learner, by):
    """A TrackRow for each offered track, for `learner`, with what `by` may decide. 5 queries."""
    modules = Module.objects.active().filter(track__retired_at=None).select_related("track")
    modules = modules.order_by("track__position", "track", "position", "pk")
    standings = read_standings(learner, modules)
    missing = [standing for standing in standings.values() if not standing.is_enrolled]
    doors = can_enrol_each(learner, missing) if learner.is_active else {}
    by_track = {}
    for standing in standings.values():
        access = doors.get(standing.module, ALLOWED)
        is_possible = standing.is_enrolled or (learner.is_active and access)
        decisions = decisions_about(standing) if is_possible else []
        offers = offers_of(decisions, about=standing.module, learner=learner, by=by)
        row = ModuleRow(standing, access, offers)
        by_track.setdefault(standing.module.track, []).append(row)
    return [
        TrackRow(track, rows, _offers_about(track, rows, learner, by))
        for track, rows in by_track.items()
    ]


def _offers_about(track, rows, learner, by):
    """The Offers about all of `track`: what more than one of its modules offers."""
    offered = [offer.decision for row in rows for offer in row.offers]
    decisions = [each for each in (Decision.ENROL, Decision.WITHDRAW) if offered.count(each) > 1]
    return offers_of(decisions, about=track, learner=learner, by=by)


def _date(moment):
    return date_format(localtime(moment))
