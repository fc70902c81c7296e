"""Inviting many people by a file."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts.admin.invitations import INVITATIONS, INVITE_MANY, InvitingAccess
from accounts.admin.taken_in import TakenInView
from accounts.admin.uploading import CheckedTableView, ExampleView, UploadView
from accounts.models import PeopleFile
from accounts.people_file import COLUMNS


class OfPeople(InvitingAccess):
    """For the views of lists of people to invite."""

    model = PeopleFile
    columns = COLUMNS
    page_title = INVITE_MANY
    parent, parent_title = "invitations", INVITATIONS
    upload_name, checked_name = "invite_many", "people_file"
    taken_name, example_name = "people_file_taken_in", "people_example"


class InviteManyView(OfPeople, UploadView):
    explanation = _(
        "The first row names the columns, in any of the five languages. Address, first and last "
        "name are needed; the others may be empty or missing:"
    )


class PeopleFileView(OfPeople, CheckedTableView):
    template_name = "accounts/admin/people_file.html"
    still_wrong = _("Nothing is sent yet: put these rows right in your file, and upload it again.")
    confirm = _("Invite these people")


class PeopleTakenInView(OfPeople, TakenInView):
    under_way = _("The invitations are made and leave within a few minutes.")


class PeopleExampleView(OfPeople, ExampleView):
    filename = "people.csv"


def people_file_urls():
    """Addresses of inviting by a file, below /admin/."""
    return [
        path("people/invitations/file/", InviteManyView.as_view(), name="invite_many"),
        path(
            "people/invitations/file/example/", PeopleExampleView.as_view(), name="people_example"
        ),
        path("people/invitations/file/<int:pk>/", PeopleFileView.as_view(), name="people_file"),
        path(
            "people/invitations/file/<int:pk>/taken-in/",
            PeopleTakenInView.as_view(),
            name="people_file_taken_in",
        ),
    ]
