"""The list and the form of organisations."""

from django.db.models import Count, ProtectedError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.admin.forms import OrganisationForm
from accounts.admin.views import Adding, CountingPaginator, FoldedOrder, Searching
from accounts.models import Organisation
from accounts.organisation import same_named


class OrganisationIndexView(Searching, FoldedOrder, IndexView):
    """Organisations with the number of their people, and above them those that no name leads to."""

    template_name = "accounts/admin/organisations.html"
    paginator_class = CountingPaginator
    folded = {"name": "searched"}

    def get_base_queryset(self):
        return super().get_base_queryset().annotate(people_count=Count("people"))

    def get_context_data(self, **kwargs):
        pairs = () if self.results_only else same_named()
        return super().get_context_data(**kwargs) | {"same_named": pairs}


class OrganisationCreateView(Adding, CreateView):
    heading = _("Add an organisation")


class OrganisationDeleteView(DeleteView):
    """Asks before it deletes; where people work for the organisation it says so instead."""

    template_name = "accounts/admin/delete_organisation.html"

    def get_context_data(self, **kwargs):
        people = self.object.people.count()
        return super().get_context_data(**kwargs) | {"people": people, "is_protected": people > 0}

    def form_valid(self, form):
        try:
            return super().form_valid(form)
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
    delete_view_class = OrganisationDeleteView
    list_display = [
        "name",
        Column("get_kind_display", label=_("Type"), sort_key="kind"),
        Column("get_country_display", label=_("Country"), sort_key="country"),
        Column("people_count", label=_("People"), sort_key="people_count"),
    ]
    list_filter = ["kind", "country"]
    search_fields = ["searched", "searched_city"]
    ordering = "name"
    inspect_view_enabled = False
    copy_view_enabled = False

    def get_common_view_kwargs(self, **kwargs):
        """Without Wagtail's count of uses: it knows of no people, and nothing else is a use."""
        return super().get_common_view_kwargs(usage_url_name=None, **kwargs)

    def get_form_class(self, for_update=False):
        return OrganisationForm
