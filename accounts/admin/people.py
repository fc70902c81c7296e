"""The list of people, for those who manage the programme."""

import django_filters
from django.conf import settings
from django.contrib.auth.models import Group
from django.db.models import F
from django.db.models.lookups import IsNull
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton

from accounts.admin.export import SafeExport
from accounts.admin.filtering import EVERYBODY, KnowsItsFilters
from accounts.admin.invitations import INVITE, InvitingAccess
from accounts.admin.looking import LooksAtList
from accounts.admin.paging import in_batches
from accounts.admin.person import PEOPLE, PeopleAccess, PersonView
from accounts.admin.views import CountingPaginator, FoldedOrder, Searching, Squeezed
from accounts.admin.writing import ListToWriteTo, writing_path
from accounts.consent import Purpose, agreeing
from accounts.giving_roles import ADMINISTRATOR, DATED_ROLES, roles_in_words
from accounts.looked_at import PEOPLE as PEOPLE_SEEN
from accounts.models import Country, Organisation, OrganisationKind, User
from accounts.person_state import PersonState, in_state, state_of, with_state
from accounts.searched import matches_words
from accounts.templatetags.addresses import breakable
from text.numbers import key_in

NAMES = (Organisation, "searched_names")
MERGED_LAST = IsNull(F("merged_into"), False)
NO_ROLE, ADMINISTRATORS = "none", "administrators"


class PeopleMenuItem(MenuItem):
    """Shown to those who may see people."""

    def is_shown(self, request):
        return PeopleAccess.permission_policy.user_has_permission(request.user, "view")


def role_choices():
    """The roles that a list may be narrowed to, each as (value in the address, words)."""
    roles = sorted((gettext(name), str(pk)) for pk, name in Group.objects.values_list("pk", "name"))
    return [
        (NO_ROLE, gettext("No role")),
        *((pk, name) for name, pk in roles),
        (ADMINISTRATORS, ADMINISTRATOR),
    ]


class PeopleFilterSet(WagtailFilterSet):
    """What leaves some people out. `at` in the address is the key of one organisation."""

    role = django_filters.ChoiceFilter(label=gettext_lazy("Role"), method="with_role")
    # A list to choose from would grow with the organisations.
    organisation = django_filters.CharFilter(
        label=gettext_lazy("Organisation"),
        method="of_organisation",
        help_text=gettext_lazy("Its name, or a part of it."),
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Organisation type"),
        field_name="organisation__kind",
        choices=OrganisationKind.choices,
    )
    country = django_filters.ChoiceFilter(
        label=gettext_lazy("Country"), field_name="organisation__country", choices=Country.choices
    )
    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Language"), field_name="preferred_language", choices=settings.LANGUAGES
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=PersonState.choices,
        method=lambda people, _name, state: in_state(people, state),
    )
    consent = django_filters.ChoiceFilter(
        label=gettext_lazy("Consents"),
        choices=Purpose.choices,
        method=lambda people, _name, purpose: people.filter(pk__in=agreeing(purpose)),
    )
    signed_up = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Signed up"), field_name="date_joined", widget=DateRangePickerWidget
    )

    class Meta:
        model = User
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.filters["role"].extra["choices"] = role_choices()
        if at := (data or {}).get("at"):
            self.filters["at"] = django_filters.ChoiceFilter(
                field_name="organisation",
                label=gettext_lazy("Organisation"),
                choices=[
                    (each.pk, str(each)) for each in Organisation.objects.filter(pk=key_in(at))
                ],
            )
            del self.filters["organisation"]

    def with_role(self, people, name, role):
        """The `people` who have this role: the key of a group, or one of the other choices."""
        members = User.groups.through.objects
        if role == ADMINISTRATORS:
            return people.filter(is_superuser=True)
        if role == NO_ROLE:
            return people.filter(is_superuser=False).exclude(pk__in=members.values("user"))
        return people.filter(pk__in=members.filter(group=role).values("user"))

    def of_organisation(self, people, name, text):
        """The `people` whose organisation has names that hold each word of `text`."""
        return people.filter(matches_words(text, organisation_id=NAMES))


class PeopleView(
    LooksAtList,
    ListToWriteTo,
    PeopleAccess,
    Squeezed,
    SafeExport,
    Searching,
    FoldedOrder,
    KnowsItsFilters,
    ReportView,
):
    """People with their organisation, roles and state; each name leads to their page."""

    looked_at = PEOPLE_SEEN
    page_title = PEOPLE
    header_icon = "user"
    model = User
    default_ordering = "name"
    table_classname = "listing listing-people"
    results_template_name = "accounts/admin/people_results.html"
    index_url_name = "people"
    index_results_url_name = "people_results"
    writing_url_name = "write_to_people"
    whole_list = EVERYBODY
    filterset_class = PeopleFilterSet
    paginator_class = CountingPaginator
    paginate_by = 20
    is_searchable = True
    search_fields = ["searched"]
    folded = {"name": "sorted_by", "organisation": "organisation__searched"}
    columns = [
        TitleColumn(
            "name",
            label=gettext_lazy("Name"),
            accessor=str,
            sort_key="name",
            width="20%",
            get_url=lambda person: reverse("person", args=[person.pk]),
        ),
        Column(
            "email",
            label=gettext_lazy("Email address"),
            accessor=lambda person: breakable(person.email),
            sort_key="email",
            classname="address",
        ),
        Column(
            "organisation",
            label=gettext_lazy("Organisation"),
            accessor=lambda person: person.organisation or "",
            sort_key="organisation",
        ),
        Column("roles", label=gettext_lazy("Roles"), accessor=roles_in_words),
        Column("state", label=gettext_lazy("State"), accessor=lambda each: state_of(each).label),
        DateColumn("date_joined", label=gettext_lazy("Signed up"), sort_key="date_joined"),
        DateColumn("last_login", label=gettext_lazy("Last login"), sort_key="last_login"),
    ]
    written = {  # in a file, by the heading
        "first_name": (gettext_lazy("First name"), lambda each: each.first_name),
        "last_name": (gettext_lazy("Last name"), lambda each: each.last_name),
        "email": (gettext_lazy("Email address"), lambda each: each.email),
        "organisation": (gettext_lazy("Organisation"), lambda each: each.organisation),
        "kind": (
            gettext_lazy("Organisation type"),
            lambda each: each.organisation and each.organisation.get_kind_display(),
        ),
        "country": (
            gettext_lazy("Country"),
            lambda each: each.organisation and each.organisation.get_country_display(),
        ),
        "roles": (gettext_lazy("Roles"), roles_in_words),
        "language": (
            gettext_lazy("Language"),
            lambda each: dict(settings.LANGUAGES).get(each.preferred_language, ""),
        ),
        "state": (gettext_lazy("State"), lambda each: state_of(each).label),
        "date_joined": (gettext_lazy("Signed up"), lambda each: each.date_joined),
        "last_login": (gettext_lazy("Last login"), lambda each: each.last_login),
    }
    list_export = list(written)
    export_headings = {name: heading for name, (heading, _value) in written.items()}
    export_filename = "people"

    @property
    def header_buttons(self):
        if not InvitingAccess.permission_policy.user_has_permission(self.request.user, "add"):
            return self.writing_buttons
        return [*self.writing_buttons, HeaderButton(INVITE, reverse("invite"), icon_name="plus")]

    def get_base_queryset(self):
        people = User.objects.select_related("organisation")
        return with_state(people).prefetch_related(DATED_ROLES)

    @property
    def sorted_before(self):
        """Whoever searches finds the account that stayed before those that were merged into it."""
        return [MERGED_LAST] if self.is_searching else []

    def get_filtered_queryset(self):
        return self.get_queryset()  # which is filtered already

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        words = matches_words(self.search_query, *self.search_fields, organisation_id=NAMES)
        return queryset.filter(words)

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        if self.has_unknown_filter or self.filters.form.cleaned_data["state"]:
            return queryset
        return queryset.filter(erased_at=None)

    def get(self, request, *args, **kwargs):
        if not self.is_export or self.has_unknown_filter:
            return super().get(request, *args, **kwargs)
        people = self.get_queryset()
        self.log_file(people)
        return self.as_spreadsheet(in_batches(people), request.GET["export"])

    def to_row_dict(self, item):
        return {name: value(item) for name, (_heading, value) in self.written.items()}


def people_urls():
    """Addresses of the people below /admin/."""
    return [
        path("people/", PeopleView.as_view(), name="people"),
        path("people/results/", PeopleView.as_view(results_only=True), name="people_results"),
        writing_path("people/write/", PeopleView),
        path("people/<int:pk>/", PersonView.as_view(), name="person"),
    ]
