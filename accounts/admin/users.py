"""The list and the forms of people."""

from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import ModelChoiceFilter
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.users.views.users import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    UserFilterSet,
    UserViewSet,
)

from accounts.admin.erasing import erasing_button, may_erase
from accounts.admin.filtering import EVERYBODY, KnowsItsFilters
from accounts.admin.forms import PersonCreationForm, PersonEditForm
from accounts.admin.looking import LooksAtList, LooksAtPerson
from accounts.admin.views import (
    Adding,
    CheckingAgain,
    CountingPaginator,
    FoldedOrder,
    Searching,
)
from accounts.looked_at import ACCOUNT, ACCOUNTS
from accounts.looking_after import Refusal
from accounts.models import Organisation
from text.numbers import key_in


class PeopleFilterSet(UserFilterSet):
    """Wagtail's filters; and, for who comes from an organisation, that one."""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        if key := (data or {}).get("organisation"):
            self.filters["organisation"] = ModelChoiceFilter(
                field_name="organisation",
                label=_("Organisation"),
                queryset=Organisation.objects.filter(pk=key_in(key)),
            )


class PeopleIndexView(LooksAtList, Searching, FoldedOrder, KnowsItsFilters, IndexView):
    """People with their organisation; the address is the name they log in with."""

    looked_at = ACCOUNTS
    page_title = _("Accounts")
    whole_list = EVERYBODY
    any_permission_required = ["add", "change", "delete"]  # others look at `accounts.admin.people`
    add_item_label = _("Add a person")
    paginator_class = CountingPaginator
    search_fields = ["searched"]
    folded = {"name": "sorted_by", "organisation__name": "organisation__searched"}

    @property
    def columns(self):
        columns = [column for column in super().columns if column.name != "is_superuser"]
        for column in columns:
            if column.name == self.model.USERNAME_FIELD:
                column.label = _("Email address")
            elif column.name == "name":
                column.width = "30%"  # room for the name and the button beside it
        organisation = Column(
            "organisation", label=_("Organisation"), sort_key="organisation__name", width="20%"
        )
        return [*columns[:3], organisation, *columns[3:]]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("organisation")


class PersonCreateView(CheckingAgain, Adding, CreateView):
    page_title = generic.CreateView.page_title
    heading = _("Add a person")
    success_message = _("“%(object)s” is added.")
    error_message = _("Not saved yet: something below is missing or wrong.")


class LooksAtAccount(LooksAtPerson):
    """For Wagtail's views of one person."""

    looked_at = ACCOUNT

    @property
    def looked_at_person(self):
        return self.object


class PersonEditView(LooksAtAccount, CheckingAgain, EditView):
    """One person, with the way to have them erased."""

    success_message = _("“%(object)s” is saved.")
    error_message = PersonCreateView.error_message

    def dispatch(self, request, *args, **kwargs):
        if self.object.merged_into_id and request.user.has_perm("accounts.change_user"):
            messages.error(request, Refusal.MERGED.label)
            return redirect("person", self.object.pk)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        may = not self.object.erased_at and may_erase(self.request.user, self.object)
        return [*buttons, erasing_button(self.object)] if may else buttons


class PersonDeleteView(LooksAtAccount, DeleteView):
    page_title = generic.DeleteView.page_title
    success_message = _("“%(object)s” is deleted.")


class PeopleViewSet(UserViewSet):
    """Accounts as Wagtail shows them, for administrators; the people of the programme are
    `accounts.admin.people`."""

    index_view_class = PeopleIndexView
    filterset_class = PeopleFilterSet
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView
    index_template_name = "accounts/admin/index.html"
    index_results_template_name = "accounts/admin/index_results.html"
    create_template_name = "accounts/admin/create.html"
    edit_template_name = "accounts/admin/edit.html"
    menu_label = _("Accounts")
    menu_order = 630

    def get_form_class(self, for_update=False):
        return PersonEditForm if for_update else PersonCreationForm

    def get_search_area(self):
        area = super().get_search_area()
        area.label = self.menu_label
        return area
