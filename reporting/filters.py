"""The filters of the completion reports."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from accounts.models import Country, Organisation, OrganisationKind
from accounts.searched import matches_words
from content.editions.edition import remembered
from learning.models import Enrolment
from reporting.matrix import modules_by_track
from reporting.rows import Status

ALL = _("All")
NOT_COMPLETED = "not_completed"
NAMES = (Organisation, "searched_names")
STATUS_CHOICES = [*Status.choices, (NOT_COMPLETED, _("Not completed"))]


def search_rows(rows, text):
    """Those of the completion `rows` in which each word of `text` is found.

    It is looked for in the names of the learner and of the organisation on that day.
    """
    return rows.filter(matches_words(text, "learner__searched", organisation_id=NAMES))


class CompletionFilterSet(WagtailFilterSet):
    """The filters that all reports have. `first` is the name of the one to show first."""

    first = ""

    status = django_filters.ChoiceFilter(
        label=_("Status"), method="of_status", choices=STATUS_CHOICES, empty_label=ALL
    )
    kind = django_filters.ChoiceFilter(
        label=_("Organisation type"),
        field_name="organisation_kind",
        choices=OrganisationKind.choices,
        empty_label=ALL,
    )
    # A list to choose from would grow with the organisations.
    organisation = django_filters.CharFilter(
        label=_("Organisation"),
        method="of_organisation",
        help_text=_("Its name, or a part of it."),
    )
    country = django_filters.ChoiceFilter(
        label=_("Country"),
        field_name="country",
        choices=Country.choices,
        empty_label=ALL,
    )
    enrolled = django_filters.DateFromToRangeFilter(
        label=_("Enrolled"), field_name="enrolled_on", widget=DateRangePickerWidget
    )
    completed = django_filters.DateFromToRangeFilter(
        label=_("Completed"), field_name="finished_at", widget=DateRangePickerWidget
    )

    class Meta:
        model = Enrolment
        fields = []

    def of_status(self, rows, name, status):
        """The `rows` of this status; NOT_COMPLETED stands for not started and in progress."""
        if status == NOT_COMPLETED:
            return rows.filter(status__in=[Status.NOT_STARTED, Status.IN_PROGRESS])
        return rows.filter(status=status)

    def of_organisation(self, rows, name, text):
        """The `rows` whose organisation on that day has names that hold each word of `text`."""
        return rows.filter(matches_words(text, organisation_id=NAMES))

    @classmethod
    def get_filters(cls):
        """The filters by their names, in the order in which they are shown."""
        filters = super().get_filters()
        if cls.first in filters:
            filters.move_to_end(cls.first, last=False)
        return filters


def module_choices():
    """The choices of a form's field for a module: pairs of id and title, grouped by track."""
    return [
        (track.title, [(module.pk, module.title) for module in modules])
        for track, modules in remembered("modules-by-track", modules_by_track)
    ]


def track_choices():
    """The choices of a form's field for a track: pairs of id and title."""
    tracks = remembered("modules-by-track", modules_by_track)
    return [(track.pk, track.title) for track, _modules in tracks]


class ModuleCompletionFilterSet(CompletionFilterSet):
    """The filters of the report by module."""

    first = "module"

    module = django_filters.ChoiceFilter(label=_("Module"), choices=module_choices, empty_label=ALL)


class TrackCompletionFilterSet(CompletionFilterSet):
    """The filters of the report by track."""

    first = "track"

    track = django_filters.ChoiceFilter(label=_("Track"), choices=track_choices, empty_label=ALL)
