"""Adding many organisations by a file."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.admin.taken_in import TakenInView
from accounts.admin.uploading import CheckedTableView, ExampleView, UploadView
from accounts.models import Organisation, OrganisationsFile
from accounts.organisations_file import COLUMNS

IMPORT = _("Add many organisations")


class OfOrganisations:
    """For the views of lists of organisations: open to those who may add and change them."""

    permission_policy = ModelPermissionPolicy(Organisation)
    permission_required = "add"
    model = OrganisationsFile
    columns = COLUMNS
    page_title = IMPORT
    parent, parent_title = "organisations:index", _("Organisations")
    upload_name, checked_name = "import_organisations", "organisations_file"
    taken_name, example_name = "organisations_file_taken_in", "organisations_example"


class ImportOrganisationsView(OfOrganisations, UploadView):
    explanation = _(
        "The first row names the columns, in any of the five languages. Name and type are needed; "
        "the others may be empty or missing. Of an organisation that is in the list already only "
        "what is empty there is filled:"
    )


class OrganisationsFileView(OfOrganisations, CheckedTableView):
    """Lets one decide, too, whether those that are named nearly alike are added."""

    template_name = "accounts/admin/organisations_file.html"
    confirm = _("Take these rows in")

    def decided(self):
        return {"takes_alike": "alike" in self.request.GET}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs,
            alike=sum(bool(row.alike and not row.known) for row in self.checked.rows),
            **self.decided(),
        )


class OrganisationsTakenInView(OfOrganisations, TakenInView):
    under_way = _("The organisations are taken in within a few minutes.")


class OrganisationsExampleView(OfOrganisations, ExampleView):
    filename = "organisations.csv"


def organisations_file_urls():
    """Addresses of adding organisations by a file, below /admin/."""
    return [
        path("organisations/file/", ImportOrganisationsView.as_view(), name="import_organisations"),
        path(
            "organisations/file/example/",
            OrganisationsExampleView.as_view(),
            name="organisations_example",
        ),
        path(
            "organisations/file/<int:pk>/",
            OrganisationsFileView.as_view(),
            name="organisations_file",
        ),
        path(
            "organisations/file/<int:pk>/taken-in/",
            OrganisationsTakenInView.as_view(),
            name="organisations_file_taken_in",
        ),
    ]
