"""The columns of the reports with rows: what a cell shows, and what a file holds of it."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from accounts.languages import in_language
from accounts.models import Country, OrganisationKind
from reporting.rows import Status
from text.cells import as_text


@dataclass(frozen=True)
class FileField:
    """A column of a file. `name` is its own within the report, `value` reads it from a row."""

    name: str
    heading: str
    value: Callable


class ReportColumn(Column):
    """A column of a report. A file holds the value of its row, below `heading` or else its label.

    One that holds more than one value in a file, or another than it shows, has `file_fields` or
    `file_value` of its own.
    """

    def __init__(self, *args, heading="", **kwargs):
        super().__init__(*args, **kwargs)
        self.heading = heading or self.label

    @property
    def file_fields(self):
        """The FileFields of it, in their order."""
        return [FileField(self.name, self.heading, self.file_value)]

    def file_value(self, row):
        """What a file holds of `row`."""
        return getattr(row, self.name)


class LearnerColumn(ReportColumn):
    """The learner's name over the email address."""

    cell_template_name = "reporting/cells/learner.html"
    file_fields = (
        FileField("name", _("Learner"), lambda row: row.learner.get_full_name()),
        FileField("email", _("Email"), lambda row: row.learner.email),
    )


class OrganisationColumn(ReportColumn):
    """The name of the organisation over its country, as they were when the learner enrolled."""

    cell_template_name = "reporting/cells/organisation.html"
    countries = dict(Country.choices)

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"country": self.countries.get(instance.country)}

    @property
    def file_fields(self):
        return (
            FileField("organisation", _("Organisation"), _name_of_organisation),
            FileField(
                "kind",
                _("Organisation type"),
                _in_words(OrganisationKind, attrgetter("organisation_kind")),
            ),
            FileField("country", _("Country"), _in_words(Country, attrgetter("country"))),
        )


class SubjectColumn(ReportColumn):
    """The title of the module or track in the reader's language."""

    cell_template_name = "reporting/cells/subject.html"

    def get_value(self, instance):
        return in_language(instance.subject_titles)

    def file_value(self, row):
        return self.get_value(row)


class StatusColumn(ReportColumn):
    """The status in words, marked by a dot."""

    cell_template_name = "reporting/cells/status.html"

    def get_value(self, instance):
        return Status(instance.status)

    @property
    def file_fields(self):
        return (FileField("status", _("Status"), _in_words(Status, attrgetter("status"))),)


class ProgressColumn(ReportColumn):
    """A bar, with its number in words."""

    cell_template_name = "reporting/cells/progress.html"
    file_fields = (
        FileField("done", _("Activities completed"), lambda row: row.done),
        FileField("by_hand", _("Activities completed by hand"), lambda row: row.by_hand),
        FileField("excused", _("Activities excused"), lambda row: row.excused),
        FileField("required", _("Activities required"), lambda row: row.required),
        FileField(
            "progress",
            _("Progress (%)"),
            lambda row: None if row.share is None else round(row.share),
        ),
    )


class MomentColumn(ReportColumn):
    """A date; if `has_age` is set, also how long ago it was."""

    cell_template_name = "reporting/cells/moment.html"

    def __init__(self, *args, has_age=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_age = has_age

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        context["has_age"] = self.has_age
        return context


class ScoreColumn(ReportColumn):
    """A score in per cent, rounded down like everywhere: 69.9 must not look like 70."""

    cell_template_name = "reporting/cells/score.html"

    def get_value(self, instance):
        score = super().get_value(instance)
        return None if score is None else int(score)

    def file_value(self, row):
        return in_file(super().file_value(row))


class MatrixLearnerColumn(ReportColumn):
    """The learner's name over the organisation, as the head of a row."""

    cell_template_name = "reporting/cells/matrix_learner.html"

    @property
    def file_fields(self):
        told = (
            LearnerColumn("learner"),
            OrganisationColumn("organisation"),
            StatusColumn("status"),
        )
        return [field for column in told for field in column.file_fields]


class ActivityColumn(ReportColumn):
    """What the learner did in `activity`, the one at `place`: a symbol, its words and the date.

    A file has the date, in a column of its own too where it was by hand, apart from it that of an
    excuse, and the best score of what gives scores.
    """

    cell_template_name = "reporting/cells/activity.html"

    def __init__(self, *args, activity, place, **kwargs):
        super().__init__(*args, **kwargs)
        self.activity = activity
        self.place = place

    def get_value(self, instance):
        return instance.cells[self.place]

    @property
    def file_fields(self):
        number = self.place + 1
        # It begins with a number, so that no title can be taken for a formula.
        yield FileField(
            f"completed_{number}",
            as_text(f"{number}. {self.activity.title}"),
            lambda row: self.get_value(row).completed_at,
        )
        yield FileField(
            f"by_hand_{number}",
            _("%(number)d. Completed by hand on") % {"number": number},
            lambda row: self.get_value(row).by_hand_at,
        )
        yield FileField(
            f"excused_{number}",
            _("%(number)d. Excused on") % {"number": number},
            lambda row: self.get_value(row).excused_at,
        )
        if self.activity.type.is_scored:
            yield FileField(
                f"score_{number}",
                _("%(number)d. Best score (%%)") % {"number": number},
                lambda row: in_file(self.get_value(row).best_score),
            )


def in_file(score):
    """A score as a file holds it, with one decimal; None where there is none."""
    return None if score is None else round(float(score), 1)


def _name_of_organisation(row):
    return getattr(row.organisation, "name", "")


def _in_words(choices, read):
    """What says, in the language that is active now, the label of what `read` reads from a row.

    The labels are put together once: `get_…_display` would translate all of them for each row.
    """
    labels = {choice.value: str(choice.label) for choice in choices}
    return lambda row: labels.get(read(row), "")
