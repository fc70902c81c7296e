"""Who represents which organisation, and who asks to: the queue of managers."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django_filters import ChoiceFilter
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.log_actions import LogFormatter
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.admin.filtering import KnowsItsFilters
from accounts.admin.looking import LooksAtList, LooksAtPerson
from accounts.admin.views import CountingPaginator
from accounts.looked_at import REPRESENTATIVE, REPRESENTATIVES
from accounts.models import Organisation, Representative
from accounts.representative import RepresentativeState
from accounts.representing import (
    BEGUN,
    ENDED,
    REFUSED,
    REMOVED,
    confirm,
    end,
    has_own_address,
    refuse,
)

TITLE = gettext_lazy("Representatives")
WAITING = f"?state={RepresentativeState.WAITING}"


class LookingAfterOrganisations:
    """For views: open to those who may change organisations."""

    permission_policy = ModelPermissionPolicy(Organisation)
    any_permission_required = ["change"]


class RepresentativeFilterSet(WagtailFilterSet):
    state = ChoiceFilter(
        label=gettext_lazy("State"), choices=RepresentativeState.choices, method="in_state"
    )

    class Meta:
        model = Representative
        fields = []

    def in_state(self, queryset, name, state):
        """Those of `queryset` in this state."""
        return queryset.in_state(state)


class RepresentativesView(LooksAtList, LookingAfterOrganisations, KnowsItsFilters, ReportView):
    """Those who represent organisations, or did, or asked to: the newest first."""

    looked_at = REPRESENTATIVES
    person_path = "person"
    page_title = TITLE
    header_icon = "group"
    model = Representative
    queryset = Representative.objects.select_related("organisation", "person", "by")
    default_ordering = ("-asked_at", "-pk")
    filterset_class = RepresentativeFilterSet
    paginator_class = CountingPaginator
    index_url_name = "representatives"
    index_results_url_name = "representatives_results"
    results_template_name = "accounts/admin/representatives_results.html"
    columns = [
        TitleColumn(
            "person",
            label=gettext_lazy("Person"),
            get_url=lambda row: reverse("representative", args=[row.pk]),
        ),
        Column("organisation", label=gettext_lazy("Organisation")),
        Column("state", label=gettext_lazy("State"), accessor=lambda row: row.state.label),
        DateColumn("asked_at", label=gettext_lazy("Asked"), sort_key="asked_at", width="12%"),
        DateColumn("since", label=gettext_lazy("Since"), sort_key="since", width="12%"),
        DateColumn("until", label=gettext_lazy("Until"), sort_key="until", width="12%"),
    ]

    def get_base_queryset(self):
        return self.queryset


class RepresentativeView(
    LooksAtPerson,
    LookingAfterOrganisations,
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
    TemplateView,
):
    """Somebody who represents an organisation or asks to: to be confirmed, refused or ended."""

    looked_at = REPRESENTATIVE
    template_name = "accounts/admin/representative.html"
    header_icon = "group"

    @cached_property
    def row(self):
        """The Representative in the address. Raises Http404."""
        rows = Representative.objects.select_related("organisation", "person", "by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def looked_at_person(self):
        return self.row.person

    def get_page_title(self):
        return str(self.row.person)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("organisations:index"), "label": _("Organisations")},
            {"url": reverse("representatives"), "label": TITLE},
            {"url": "", "label": self.get_page_title()},
        ]

    def post(self, request, pk):
        names = {
            "person": f"\u2068{self.row.person}\u2069",
            "organisation": f"\u2068{self.row.organisation}\u2069",
        }
        if "confirm" in request.POST:
            is_done = confirm(representative=self.row, by=request.user)
            text = _("%(person)s represents %(organisation)s, and is told by email.")
        elif "refuse" in request.POST:
            is_done = refuse(representative=self.row, by=request.user)
            text = _("%(person)s does not represent %(organisation)s, and is told by email.")
        else:
            is_done = end(representative=self.row, by=request.user)
            text = _("%(person)s no longer represents %(organisation)s, and is told by email.")
        if is_done:
            messages.success(request, text % names)
        else:
            messages.error(request, _("Nothing was done: it was decided or ended meanwhile."))
        is_more = "end" not in request.POST and Representative.objects.waiting().exists()
        return redirect(f"{reverse('representatives')}{WAITING if is_more else ''}")

    def get_context_data(self, **kwargs):
        row = self.row
        others = row.organisation.representatives.standing().exclude(pk=row.pk)
        return super().get_context_data(
            **kwargs,
            row=row,
            works_there=row.person.organisation_id == row.organisation_id,
            has_own_address=has_own_address(row.person, row.organisation),
            others=[each.person for each in others.select_related("person")],
            is_waiting=row.state == RepresentativeState.WAITING,
            is_standing=row.state == RepresentativeState.STANDING,
            back_url=reverse("representatives"),
        )


def standing_for(organisation):
    """The Representatives of an organisation who stand or wait, for its page."""
    rows = organisation.representatives.open().select_related("person")
    return rows.order_by("since", "asked_at")


def link_to_waiting(number):
    """The way to those who wait for a decision, with their `number`; empty where nobody does."""
    if not number:
        return ""
    text = _("Ask to represent an organisation")
    return format_html(
        '<a href="{}{}">{}: {}</a>', reverse("representatives"), WAITING, text, intcomma(number)
    )


def representative_urls():
    """Addresses of the representatives below /admin/."""
    folder = "organisations/representatives"
    return [
        path(f"{folder}/", RepresentativesView.as_view(), name="representatives"),
        path(
            f"{folder}/results/",
            RepresentativesView.as_view(results_only=True),
            name="representatives_results",
        ),
        path(f"{folder}/<int:pk>/", RepresentativeView.as_view(), name="representative"),
    ]


class _OrganisationFormatter(LogFormatter):
    """How the log tells what somebody has to do with an organisation: `message` says it."""

    def format_message(self, log_entry):
        return self.message % {"organisation": log_entry.data.get("organisation", "")}


class BegunFormatter(_OrganisationFormatter):
    label = gettext_lazy("Confirm a representative")
    message = gettext_lazy("Represents %(organisation)s")


class RefusedFormatter(_OrganisationFormatter):
    label = gettext_lazy("Refuse a representative")
    message = gettext_lazy("Not confirmed as representative of %(organisation)s")


class EndedFormatter(_OrganisationFormatter):
    label = gettext_lazy("End a representative")
    message = gettext_lazy("No longer represents %(organisation)s")


class RemovedFormatter(_OrganisationFormatter):
    label = gettext_lazy("Remove a colleague")
    message = gettext_lazy("Taken out of %(organisation)s")


@hooks.register("register_log_actions")
def log_representatives(actions):
    """Let Wagtail's log know what becomes of representatives."""
    formatters = (BegunFormatter, RefusedFormatter, EndedFormatter, RemovedFormatter)
    for action, formatter in zip((BEGUN, REFUSED, ENDED, REMOVED), formatters, strict=True):
        actions.register_action(action)(formatter)
