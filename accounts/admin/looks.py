"""Who looked at whose data, for those who manage the programme."""

from urllib.parse import parse_qsl

import django_filters
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.access_log import AccessKind
from accounts.admin.filtering import KnowsItsFilters
from accounts.admin.views import CountingPaginator
from accounts.looking import SCREENS, names_of_screens
from accounts.models import DataAccess, User
from accounts.searched import matches_words

MOST_NAMED = 50


def people_called(text):
    """The ids of the people whose name or address has the words of `text`, at most fifty."""
    found = User.objects.filter(matches_words(text, "searched")).order_by("pk")
    return list(found.values_list("pk", flat=True)[:MOST_NAMED])


def say_whom(row):
    """Whom a DataAccess is about: the person, or how many people a list or file has."""
    if row.person_id:
        return row.person
    count = row.people_count
    words = ngettext("%(number)s person", "%(number)s people", count)
    return words % {"number": intcomma(count)}


def say_who(row):
    """Who looked, and in which role."""
    who = format_html("<bdi>{}</bdi>", row.by) if row.by_id else ""
    return format_html("{}<br>{}", who, row.role_words) if who else row.role_words


def say_filters(row):
    """The filters of a list as they stood in the address."""
    return "; ".join(f"{key}: {value}" for key, value in parse_qsl(row.filters))


class LooksFilterSet(WagtailFilterSet):
    """What leaves some rows out. People are found by words: a list would have all of them."""

    person = django_filters.CharFilter(
        label=_("Person"),
        method=lambda rows, _name, text: rows.about(people_called(text)),
        help_text=_("Name or email address. Pages of the person, and files that hold them."),
    )
    who = django_filters.CharFilter(
        label=_("Who looked"),
        method=lambda rows, _name, text: rows.filter(by__in=people_called(text)),
        help_text=_("Name or email address."),
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=AccessKind.choices)
    screen = django_filters.ChoiceFilter(
        label=_("What was looked at"),
        choices=lambda: sorted((each.key, str(each.name)) for each in SCREENS.values()),
    )
    day = django_filters.DateFromToRangeFilter(
        label=_("Date"), field_name="happened_at", widget=DateRangePickerWidget
    )

    class Meta:
        model = DataAccess
        fields = []


class LooksView(KnowsItsFilters, ReportView):
    """The looks, the newest first."""

    page_title = _("Who looked")
    header_icon = "view"
    table_classname = "listing listing-stacked"
    model = DataAccess
    queryset = DataAccess.objects.select_related("by", "person")
    default_ordering = ("-pk",)
    filterset_class = LooksFilterSet
    paginator_class = CountingPaginator
    permission_policy = ModelPermissionPolicy(DataAccess)
    any_permission_required = ["view"]
    index_url_name = "looks_report"
    index_results_url_name = "looks_report_results"
    results_template_name = "accounts/admin/looks_results.html"
    columns = [
        DateColumn("happened_at", label=_("Date"), width="12%"),
        Column("by", label=_("Who looked"), accessor=say_who, width="20%"),
        Column(
            "screen",
            label=_("What was looked at"),
            accessor=lambda row: names_of_screens([row])[0],
        ),
        Column("get_kind_display", label=_("Kind"), width="12%"),
        Column("person", label=_("Whom"), accessor=say_whom, width="18%"),
        Column("filters", label=_("Filters"), accessor=say_filters),
    ]

    def get_base_queryset(self):
        return self.queryset
