"""The screen on which a second factor that was lost is taken away."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter

from accounts.admin.looking import LooksAtPerson
from accounts.factors.changes import TAKEN, factors_of, take_factors
from accounts.giving_roles import administers
from accounts.looked_at import ACCOUNT
from accounts.models import User

TITLE = gettext_lazy("Take the second factor away")
PERMISSION = "mfa.delete_authenticator"


def may_take(by, person):
    """Whether `by` may take the factors of `person`: never their own.

    Those of whoever administers are for administrators.

    Neither keeps anybody from what they may do: whoever has lost their own asks a colleague.
    """
    if by == person or not by.has_perm(PERMISSION):
        return False
    return by.is_superuser or not administers(person)


class TakeFactorsView(
    LooksAtPerson, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView
):
    """Asks whether to take app, passkeys and codes away from the person in the address."""

    looked_at = ACCOUNT
    permission_required = PERMISSION
    template_name = "accounts/admin/take_factors.html"
    header_icon = "key"
    page_title = TITLE

    @cached_property
    def person(self):
        """The User in the address. Raises Http404, and PermissionDenied for another's business."""
        person = get_object_or_404(User, pk=self.kwargs["pk"])
        if not may_take(self.request.user, person):
            raise PermissionDenied
        return person

    @cached_property
    def page_of_person(self):
        return reverse("person", args=[self.person.pk])

    def get_page_subtitle(self):
        return str(self.person)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("people"), "label": _("People")},
            {"url": self.page_of_person, "label": str(self.person)},
            {"url": "", "label": TITLE},
        ]

    def get_context_data(self, **kwargs):
        context = {
            "person": self.person,
            "has_factors": factors_of(self.person).exists(),
            "back_url": self.page_of_person,
        }
        return super().get_context_data(**kwargs) | context

    def post(self, request, *args, **kwargs):
        names = {"person": f"\u2068{self.person}\u2069"}
        if take_factors(self.person, by=request.user):
            text = _("The second factor of %(person)s is taken away. An email tells it.")
            messages.success(request, text % names)
        else:
            messages.info(request, _("%(person)s has no second factor.") % names)
        return redirect(self.page_of_person)


@hooks.register("register_user_listing_buttons")
def take_factors_button(user, request_user):
    """The way there, beside a person in the list."""
    if may_take(request_user, user):
        url = reverse("take_factors", args=[user.pk])
        yield Button(TITLE, url=url, icon_name="key", priority=30)


class TakenFormatter(LogFormatter):
    """How the log tells of it."""

    label = TITLE
    message = gettext_lazy("The second factor was taken away, because it was lost.")


@hooks.register("register_log_actions")
def log_taken(actions):
    """Let Wagtail's log know that second factors are taken away."""
    actions.register_action(TAKEN)(TakenFormatter)
