"""The list and the forms of people."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.views.users import IndexView, UserViewSet

from accounts.admin.forms import PersonCreationForm, PersonEditForm
from accounts.admin.paging import CountingPaginator


class PeopleIndexView(IndexView):
    """People with their organisation; the address is the name they log in with."""

    page_title = _("People")
    paginator_class = CountingPaginator

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


class PeopleViewSet(UserViewSet):
    index_view_class = PeopleIndexView
    create_template_name = "accounts/admin/create.html"
    edit_template_name = "accounts/admin/edit.html"
    menu_label = _("People")

    def get_form_class(self, for_update=False):
        return PersonEditForm if for_update else PersonCreationForm
