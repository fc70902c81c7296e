"""The list and the form of organisations."""

from django.db import transaction
from django.db.models import Count, OuterRef, ProtectedError, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    PermissionCheckedMixin,
)
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.admin.export import SafeExport
from accounts.admin.filtering import KnowsItsFilters
from accounts.admin.forms import OrganisationForm
from accounts.admin.importing_organisations import IMPORT
from accounts.admin.links import ChangeLinkView, LinkView, RemoveLinkView, read_working
from accounts.admin.merging import TITLE, FollowingMerged, MergeView
from accounts.admin.organisation_list import (
    OrganisationFilterSet,
    OrganisationState,
    link_to_people,
    organisations_of,
    say_size,
    say_state,
)
from accounts.admin.representatives import link_to_waiting, standing_for
from accounts.admin.views import (
    Adding,
    CheckingAgain,
    CountingPaginator,
    FoldedOrder,
    Searching,
    Squeezed,
    count_each,
)
from accounts.alike import find_alike
from accounts.linking import links_of
from accounts.merging import follow
from accounts.models import Organisation, Representative, User
from accounts.organisation import look_at, same_named
from accounts.profile import THEMES
from accounts.reckoned import hold_links

LINKS = ("holdings__held", "holders__holder")
# Joined, the people of all organisations would be counted for a page of them.
PEOPLE_COUNT = (
    User.objects.filter(organisation=OuterRef("pk"))
    .order_by()
    .values("organisation")
    .annotate(number=Count("pk"))
    .values("number")
)
QUEUE = f"?state={OrganisationState.TO_LOOK_AT}"


class OrganisationIndexView(
    Squeezed, SafeExport, Searching, FoldedOrder, KnowsItsFilters, IndexView
):
    """Organisations with the number of their people, and above them those that no name leads to."""

    template_name = "accounts/admin/organisations.html"
    results_template_name = "accounts/admin/organisations_results.html"
    paginator_class = CountingPaginator
    folded = {"name": "searched"}

    def get_base_queryset(self):
        found = organisations_of(self.request.GET.get("state", ""))
        found = found.annotate(people_count=Coalesce(Subquery(PEOPLE_COUNT), 0))
        return found.prefetch_related(*LINKS) if self.is_export else found

    def get_context_data(self, **kwargs):
        above = {}
        if not self.results_only:
            waiting, claims = count_each(
                Organisation.objects.to_look_at(), Representative.objects.waiting()
            )
            above = {"same_named": same_named(), "waiting": waiting, "queue": QUEUE}
            above["claims"] = link_to_waiting(claims)
        return super().get_context_data(**kwargs) | above

    def as_spreadsheet(self, queryset, spreadsheet_format):
        return super().as_spreadsheet(queryset.prefetch_related(*THEMES), spreadsheet_format)

    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if not self.permission_policy.user_has_permission(self.request.user, "add"):
            return buttons
        url = reverse("import_organisations")
        return [*buttons, Button(IMPORT, url=url, icon_name="upload", priority=5)]

    def to_row_dict(self, item):
        row = super().to_row_dict(item)
        autonomous = {True: _("Yes"), False: _("No")}.get(row["is_autonomous"], "")
        named = _("Yes") if row["is_self_named"] else ""
        return row | {"is_self_named": named, "is_autonomous": autonomous}

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if instance.merged_into_id or not self.get_edit_url(instance):
            return buttons
        return [*buttons, merging_button(instance)]


def merging_button(organisation):
    """The way to merge an Organisation into another, for menus."""
    url = reverse("organisations:merge", args=[organisation.pk])
    return Button(TITLE, url=url, icon_name="resubmit", priority=15)


class OrganisationCreateView(CheckingAgain, Adding, CreateView):
    heading = _("Add an organisation")


class OrganisationEditView(FollowingMerged, CheckingAgain, EditView):
    """One organisation, with the way to merge it, and the names of those that became it."""

    template_name = "accounts/admin/edit_organisation.html"

    @cached_property
    def header_more_buttons(self):
        return [merging_button(self.object), *super().header_more_buttons]

    def get_context_data(self, **kwargs):
        alike = ()
        if self.object.is_to_look_at:
            alike = find_alike(name=self.object.name, other_than=self.object)
        return super().get_context_data(**kwargs) | {
            "alike": alike,
            "size": say_size(self.object),
            "working": read_working(self.object),
            "links": links_of(self.object),
            "representatives": standing_for(self.object),
            "standing": say_state(self.object) if self.object.looked_at else "",
        }


class LookView(PermissionCheckedMixin, View):
    """Marks an organisation that people named themselves as looked at, and leads to the next."""

    http_method_names = ["post"]
    permission_policy = ModelPermissionPolicy(Organisation)
    permission_required = "change"

    def post(self, request, pk):
        organisation = get_object_or_404(Organisation, pk=pk)
        look_at(pk=pk, by=request.user, now=timezone.now())
        text = _("“%(name)s” is looked at.") % {"name": f"\u2068{organisation}\u2069"}
        messages.success(request, text)
        index = reverse("organisations:index")
        is_more = Organisation.objects.to_look_at().exists()
        return redirect(f"{index}{QUEUE}" if is_more else index)


class OrganisationDeleteView(FollowingMerged, DeleteView):
    """Asks before it deletes; where people work for the organisation it says so instead."""

    template_name = "accounts/admin/delete_organisation.html"

    def get_context_data(self, **kwargs):
        people, following = self.object.people.count(), follow(self.object)
        return super().get_context_data(**kwargs) | {
            "people": people,
            "following": following,
            "is_protected": bool(following),
        }

    def form_valid(self, form):
        try:
            with transaction.atomic():
                hold_links()
                # Held, nobody joins it, and it is merged with no other before it is gone.
                list(Organisation.objects.select_for_update().filter(pk=self.object.pk))
                return self.lead_on() or super().form_valid(form)
        except ProtectedError:
            return self.get(self.request)


class OrganisationViewSet(ModelViewSet):
    """Organisations, for those who manage the programme."""

    model = Organisation
    name = "organisations"
    icon = "group"
    menu_label = _("Organisations")
    menu_order = 610
    add_to_settings_menu = True
    index_view_class = OrganisationIndexView
    add_view_class = OrganisationCreateView
    edit_view_class = OrganisationEditView
    delete_view_class = OrganisationDeleteView
    list_display = [
        "name",
        Column("get_kind_display", label=_("Type"), sort_key="kind"),
        Column("get_country_display", label=_("Country"), sort_key="country"),
        Column(
            "people_count",
            label=_("People"),
            accessor=link_to_people,
            sort_key="people_count",
        ),
        Column("state", label=_("State"), accessor=say_state, sort_key="looked_at"),
    ]
    list_export = [
        "name",
        "get_kind_display",
        "get_country_display",
        "city",
        "people_count",
        "former_names",
        "merged_into",
        "is_self_named",
        "looked_at",
        "looked_at_by",
        "website",
        "get_languages_display",
        "about",
        "founded_in",
        "get_nace_section_display",
        "get_offers_display",
        "get_looks_for_display",
        "figures_of",
        "headcount",
        "turnover",
        "balance_sheet",
        "is_autonomous",
        "get_size_class_display",
        "holdings_in_words",
        "holders_in_words",
    ]
    export_headings = {
        "get_languages_display": _("Languages"),
        "get_nace_section_display": _("Industry (NACE Rev. 2.1)"),
        "get_size_class_display": _("Size class"),
        "holdings_in_words": _("What it holds of others"),
        "holders_in_words": _("What others hold of it"),
        "get_offers_display": capfirst(_("themes it offers")),
        "get_looks_for_display": capfirst(_("themes it looks for")),
        "get_kind_display": _("Type"),
        "get_country_display": _("Country"),
        "people_count": _("People"),
    }
    export_filename = "organisations"
    filterset_class = OrganisationFilterSet
    search_fields = ["searched_names", "searched_city"]
    ordering = "name"
    inspect_view_enabled = False
    copy_view_enabled = False

    def get_common_view_kwargs(self, **kwargs):
        """Without Wagtail's count of uses: it knows of no people, and nothing else is a use."""
        return super().get_common_view_kwargs(usage_url_name=None, **kwargs)

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("merge/<int:pk>/", MergeView.as_view(), name="merge"),
            path("link/<int:pk>/", LinkView.as_view(), name="link"),
            path("link/<int:pk>/<int:link>/", ChangeLinkView.as_view(), name="change_link"),
            path("link/<int:pk>/<int:link>/remove/", RemoveLinkView.as_view(), name="remove_link"),
            path("look/<int:pk>/", LookView.as_view(), name="look"),
        ]

    def get_form_class(self, for_update=False):
        return OrganisationForm
