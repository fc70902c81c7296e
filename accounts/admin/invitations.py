"""Inviting people, in the admin: the list, the form, and one invitation."""

from django import forms
from django.conf import settings
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView
from django_filters import ChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.admin.filtering import KnowsItsFilters
from accounts.admin.forms import LABELS, MISSING, EndingRole, OrganisationField
from accounts.admin.looking import LooksAtList, LooksAtPerson
from accounts.admin.organisation_chooser import organisation_chooser
from accounts.admin.views import CountingPaginator, Searching
from accounts.giving_roles import roles_to_give
from accounts.goals import starts
from accounts.invitation import Invitation, InvitationState
from accounts.invitation_mail import goal_of
from accounts.inviting import CannotBeInvited, Fate, invite, send_again, withdraw_invitation
from accounts.limits import INVITATIONS as LIMITED
from accounts.limits import TOO_MANY_INVITATIONS as TOO_MANY
from accounts.limits import may_send
from accounts.looked_at import INVITATION
from accounts.looked_at import INVITATIONS as INVITATIONS_SEEN
from accounts.models import Organisation
from accounts.typed import AddressField, NameField, TypedField

INVITATIONS = gettext_lazy("Invitations")
INVITE = gettext_lazy("Invite a person")
INVITE_MANY = gettext_lazy("Invite many people")


class InvitingAccess:
    """For views: open to those who may invite."""

    permission_policy = ModelPermissionPolicy(Invitation)
    any_permission_required = ["add"]


class InvitationsMenuItem(MenuItem):
    """Shown to those who may invite."""

    def is_shown(self, request):
        return InvitingAccess.permission_policy.user_has_permission(request.user, "add")


class InvitationFilterSet(WagtailFilterSet):
    state = ChoiceFilter(
        label=gettext_lazy("State"), choices=InvitationState.choices, method="in_state"
    )

    class Meta:
        model = Invitation
        fields = []

    def in_state(self, queryset, name, state):
        """Those of `queryset` in this state."""
        return queryset.in_state(state)


class InvitationsView(LooksAtList, InvitingAccess, Searching, KnowsItsFilters, ReportView):
    """The invitations, the newest first."""

    looked_at = INVITATIONS_SEEN
    person_path = "accepted_by"
    page_title = INVITATIONS
    header_icon = "user"
    model = Invitation
    queryset = Invitation.objects.select_related("organisation", "role", "invited_by")
    default_ordering = ("-sent_at", "-pk")
    table_classname = "listing listing-invitations"
    filterset_class = InvitationFilterSet
    paginator_class = CountingPaginator
    is_searchable = True
    search_fields = ["searched"]
    index_url_name = "invitations"
    index_results_url_name = "invitations_results"
    results_template_name = "accounts/admin/invitations_results.html"
    columns = [
        TitleColumn(
            "name",
            label=gettext_lazy("Name"),
            get_url=lambda invitation: reverse("invitation", args=[invitation.pk]),
        ),
        Column("email", label=gettext_lazy("Email address")),
        Column(
            "organisation",
            label=gettext_lazy("Organisation"),
            accessor=lambda invitation: invitation.organisation or "",
        ),
        Column("role_name", label=gettext_lazy("Role")),
        Column("state", label=gettext_lazy("State"), accessor=lambda each: each.state.label),
        DateColumn("sent_at", label=gettext_lazy("Sent"), sort_key="sent_at", width="12%"),
    ]

    @property
    def header_buttons(self):
        return [
            HeaderButton(INVITE, reverse("invite"), icon_name="plus"),
            HeaderButton(INVITE_MANY, reverse("invite_many"), icon_name="upload"),
        ]

    def get_base_queryset(self):
        return self.queryset


class RoleField(forms.ModelChoiceField):
    """A group, in the active language."""

    def label_from_instance(self, group):
        return _(group.name)


class InviteForm(EndingRole):
    """Who is invited, and to what."""

    field_order = [
        "email",
        "first_name",
        "last_name",
        "preferred_language",
        "organisation",
        "wanted",
        "role",
        "role_last_day",
        "words",
    ]
    email = AddressField(label=LABELS["email"], error_messages={"required": MISSING["email"]})
    first_name = NameField(
        label=LABELS["first_name"],
        max_length=150,
        error_messages={"required": MISSING["first_name"]},
    )
    last_name = NameField(
        label=LABELS["last_name"],
        max_length=150,
        error_messages={"required": MISSING["last_name"]},
    )
    preferred_language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("The email and the page that it leads to are in this language."),
    )
    organisation = OrganisationField(
        Organisation.objects.order_by("searched"),
        label=gettext_lazy("Organisation"),
        required=False,
        widget=organisation_chooser.widget_class,
    )
    wanted = forms.ChoiceField(
        label=gettext_lazy("Module"),
        required=False,
        help_text=gettext_lazy("Whoever accepts is enrolled in it."),
    )
    role = RoleField(
        None,
        label=gettext_lazy("Role"),
        required=False,
        help_text=gettext_lazy("Leave it empty for learners."),
    )
    words = TypedField(
        label=gettext_lazy("A few words to the person"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("In the language of the person. They stand in the email."),
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = roles_to_give(by)
        self.fields["wanted"].choices = [("", "---------"), *starts()]


class InviteView(InvitingAccess, PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Asks whom to invite, and to what."""

    template_name = "accounts/admin/invite.html"
    form_class = InviteForm
    header_icon = "user"
    page_title = INVITE

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("invitations"), "label": INVITATIONS},
            {"url": "", "label": INVITE},
        ]

    def get_initial(self):
        return {"preferred_language": get_language()}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"by": self.request.user}

    def form_valid(self, form):
        email = form.cleaned_data["email"]
        if not may_send(self.request, LIMITED, email):
            form.add_error("email", TOO_MANY)
            return self.form_invalid(form)
        try:
            invitation = invite(by=self.request.user, **form.cleaned_data)
        except CannotBeInvited as refusal:
            form.add_error("email", _say(refusal.fate, email))
            return self.form_invalid(form)
        text = _("The invitation to %(email)s leaves within a minute.")
        messages.success(self.request, text % {"email": invitation.email})
        return redirect("invitations")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs, back_url=reverse("invitations"))
        return context | {"media": context["form"].media}


def _say(fate, email):
    """Why the address cannot be invited; with the way to the invitation that it has."""
    standing = Invitation.objects.standing().filter(email=email).first()
    if fate != Fate.INVITED or standing is None:
        return fate.label
    url = reverse("invitation", args=[standing.pk])
    return format_html('{} <a href="{}">{}</a>', fate.label, url, _("See the invitation"))


class InvitationView(
    LooksAtPerson, InvitingAccess, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView
):
    """One invitation, to send again or to withdraw."""

    looked_at = INVITATION
    template_name = "accounts/admin/invitation.html"
    header_icon = "user"

    @cached_property
    def invitation(self):
        """The Invitation in the address. Raises Http404."""
        rows = Invitation.objects.select_related(
            "organisation", "role", "invited_by", "accepted_by"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def looked_at_person(self):
        return self.invitation.accepted_by

    def get_page_title(self):
        return self.invitation.name or self.invitation.email

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("invitations"), "label": INVITATIONS},
            {"url": "", "label": self.get_page_title()},
        ]

    def post(self, request, *args, **kwargs):
        """Do what the button says, as far as the invitation still stands."""
        if "again" in request.POST and not may_send(request, LIMITED, self.invitation.email):
            messages.error(request, TOO_MANY)
            return redirect("invitation", self.invitation.pk)
        if "again" in request.POST:
            act, done = send_again, _("It leaves again within a minute. The older link is void.")
        else:
            act, done = withdraw_invitation, _("The invitation is withdrawn. Its link is void.")
        if act(invitation=self.invitation, by=request.user):
            messages.success(request, done)
        else:
            messages.error(request, _("Nothing was done: it was accepted or withdrawn meanwhile."))
        return redirect("invitation", self.invitation.pk)

    def get_context_data(self, **kwargs):
        invitation = self.invitation
        return super().get_context_data(
            **kwargs,
            invitation=invitation,
            module=goal_of(invitation).title if invitation.wanted else "",
            language=dict(settings.LANGUAGES).get(invitation.preferred_language, ""),
            is_standing=not (invitation.accepted_at or invitation.withdrawn_at),
            ended_at=invitation.accepted_at or invitation.withdrawn_at,
            back_url=reverse("invitations"),
        )


def invitation_urls():
    """Addresses of the invitations below /admin/."""
    return [
        path("people/invitations/", InvitationsView.as_view(), name="invitations"),
        path(
            "people/invitations/results/",
            InvitationsView.as_view(results_only=True),
            name="invitations_results",
        ),
        path("people/invitations/new/", InviteView.as_view(), name="invite"),
        path("people/invitations/<int:pk>/", InvitationView.as_view(), name="invitation"),
    ]
