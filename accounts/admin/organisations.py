"""The list and the form of organisations."""

from django.db import transaction
from django.db.models import Count, ProtectedError
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from accounts.admin.forms import OrganisationForm
from accounts.admin.merging import TITLE, FollowingMerged, MergeView
from accounts.admin.views import Adding, CountingPaginator, FoldedOrder, Searching
from accounts.models import Organisation
from accounts.organisation import same_named


class OrganisationIndexView(Searching, FoldedOrder, IndexView):
    """Organisations with the number of their people, and above them those that no name leads to."""

    template_name = "accounts/admin/organisations.html"
    paginator_class = CountingPaginator
    folded = {"name": "searched"}

    def get_base_queryset(self):
        return super().get_base_queryset().unmerged().annotate(people_count=Count("people"))

    def get_context_data(self, **kwargs):
        pairs = () if self.results_only else same_named()
        return super().get_context_data(**kwargs) | {"same_named": pairs}

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        return [*buttons, merging_button(instance)] if self.get_edit_url(instance) else buttons


def merging_button(organisation):
    """The way to merge an Organisation into another, for menus."""
    url = reverse("organisations:merge", args=[organisation.pk])
    return Button(TITLE, url=url, icon_name="resubmit", priority=15)


class OrganisationCreateView(Adding, CreateView):
    heading = _("Add an organisation")


class OrganisationEditView(FollowingMerged, EditView):
    """One organisation, with the way to merge it, and the names of those that became it."""

    template_name = "accounts/admin/edit_organisation.html"

    @cached_property
    def header_more_buttons(self):
        return [merging_button(self.object), *super().header_more_buttons]


class OrganisationDeleteView(FollowingMerged, DeleteView):
    """Asks before it deletes; where people work for the organisation it says so instead."""

    template_name = "accounts/admin/delete_organisation.html"

    def get_context_data(self, **kwargs):
        people = self.object.people.count()
        return super().get_context_data(**kwargs) | {"people": people, "is_protected": people > 0}

    def form_valid(self, form):
        try:
            with transaction.atomic():
                # Held, nobody joins it, and it is merged with no other before it is gone.
                list(Organisation.objects.select_for_update().filter(pk=self.object.pk))
                return self._lead_on() or super().form_valid(form)
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
        Column("people_count", label=_("People"), sort_key="people_count"),
    ]
    list_filter = ["kind", "country"]
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
        ]

    def get_form_class(self, for_update=False):
        return OrganisationForm
