"""What the admin of people hooks into Wagtail."""

from django.contrib import messages
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import ModelLogEntry

from accounts.admin.bulk import DeletePeople, GivePeopleRole, SwitchPeople
from accounts.admin.erased import ErasedView
from accounts.admin.erasing import EraseView
from accounts.admin.factors import TakeFactorsView
from accounts.admin.importing_organisations import organisations_file_urls
from accounts.admin.invitations import INVITATIONS, InvitationsMenuItem, invitation_urls
from accounts.admin.inviting_many import people_file_urls
from accounts.admin.letters import letter_urls
from accounts.admin.log import log_people
from accounts.admin.looking_after import looking_after_urls
from accounts.admin.looks import LooksView
from accounts.admin.mails import MailsView, RefusedAddressViewSet
from accounts.admin.merging_people import merging_people_urls
from accounts.admin.organisation_chooser import organisation_chooser
from accounts.admin.organisations import OrganisationViewSet
from accounts.admin.people import PeopleMenuItem, people_urls
from accounts.admin.person import PEOPLE
from accounts.admin.representatives import representative_urls
from accounts.admin.themes import ThemeViewSet
from accounts.erasure.asking import close_erasures_of
from accounts.models import User

for action in (DeletePeople, SwitchPeople, GivePeopleRole):
    hooks.register("register_bulk_action", action, order=10)  # after Wagtail's own


@hooks.register("register_admin_viewset")
def register_organisations():
    return OrganisationViewSet()


@hooks.register("register_admin_viewset")
def register_themes():
    return ThemeViewSet()


@hooks.register("register_admin_viewset")
def register_organisation_chooser():
    return organisation_chooser


@hooks.register("register_admin_viewset")
def register_refused_addresses():
    return RefusedAddressViewSet()


@hooks.register("register_admin_urls")
def mails_urls():
    """Addresses of the lists of mails, of looks and of what was erased, and of erasing a person."""
    return [
        path("users/<int:pk>/erase/", EraseView.as_view(), name="erase_person"),
        path("reports/erased/", ErasedView.as_view(), name="erased_report"),
        path(
            "reports/erased/results/",
            ErasedView.as_view(results_only=True),
            name="erased_report_results",
        ),
        path("reports/looks/", LooksView.as_view(), name="looks_report"),
        path(
            "reports/looks/results/",
            LooksView.as_view(results_only=True),
            name="looks_report_results",
        ),
        path("reports/mails/", MailsView.as_view(), name="mails_report"),
        path(
            "reports/mails/results/",
            MailsView.as_view(results_only=True),
            name="mails_report_results",
        ),
    ]


@hooks.register("register_admin_urls")
def factors_urls():
    """The address at which a second factor is taken away."""
    return [
        path("users/<int:pk>/second-factor/", TakeFactorsView.as_view(), name="take_factors"),
    ]


class MailsMenuItem(MenuItem):
    """Shown to those who may see the list of mails."""

    def is_shown(self, request):
        return request.user.has_perm(MailsView.permission_required)


hooks.register("register_admin_urls", invitation_urls)
hooks.register("register_admin_urls", letter_urls)
hooks.register("register_admin_urls", people_urls)
hooks.register("register_admin_urls", organisations_file_urls)
hooks.register("register_admin_urls", people_file_urls)
hooks.register("register_admin_urls", representative_urls)
hooks.register("register_admin_urls", looking_after_urls)
hooks.register("register_admin_urls", merging_people_urls)
hooks.register("register_log_actions", log_people)


@hooks.register("register_settings_menu_item")
def people_item():
    return PeopleMenuItem(PEOPLE, reverse("people"), icon_name="user", order=600)


@hooks.register("register_settings_menu_item")
def invitations_item():
    return InvitationsMenuItem(INVITATIONS, reverse("invitations"), icon_name="user", order=605)


@hooks.register("register_reports_menu_item")
def mails_item():
    return MailsMenuItem(_("Emails"), reverse("mails_report"), icon_name="mail", order=1200)


class ReportMenuItem(MenuItem):
    """Shown to those who may see the report `view`."""

    def __init__(self, view, order):
        url = reverse(view.index_url_name)
        super().__init__(view.page_title, url, icon_name=view.header_icon, order=order)
        self.view = view

    def is_shown(self, request):
        return self.view.permission_policy.user_has_permission(request.user, "view")


@hooks.register("register_reports_menu_item")
def erased_item():
    return ReportMenuItem(ErasedView, order=1210)


@hooks.register("register_reports_menu_item")
def looks_item():
    return ReportMenuItem(LooksView, order=1220)


@hooks.register("before_delete_user")
def keep_learners(request, user):
    """Refuse to delete a `user` with learning records: a redirect with a message, else None."""
    return _refusal(request, [user])


@hooks.register("before_bulk_action")
def keep_learners_in_bulk(request, action_type, objects, action):
    """Do the same for several people at once."""
    if action_type == "delete" and objects and isinstance(objects[0], User):
        return _refusal(request, objects)
    return None


@hooks.register("after_edit_user")
def name_as_today(request, user):
    """Give the log's entries about `user` the name of today, so that an old one is forgotten."""
    ModelLogEntry.objects.for_instance(user).update(label=str(user))


@hooks.register("after_edit_user")
def keep_who_is_on_again(request, user):
    """Erase nobody who was switched on again."""
    close_erasures_of([user])


def _refusal(request, people):
    try:
        Collector(using="default").collect(people)
    except ProtectedError:
        text = _(
            "People with learning records cannot be deleted. Switch their accounts off instead."
        )
        messages.error(request, text)
        return redirect("wagtailusers_users:index")
    return None
