"""The columns of the completion reports: what a cell shows, and what a file holds."""

from wagtail.admin.ui.tables import Column

from learning.outline import in_language
from reporting.rows import Status


class LearnerColumn(Column):
    """The learner's name over the email address."""

    cell_template_name = "reporting/cells/learner.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        context["mailbox"], _at, context["domain"] = instance.learner.email.rpartition("@")
        return context


class OrganisationColumn(Column):
    """The organisation's name over its country."""

    cell_template_name = "reporting/cells/organisation.html"


class SubjectColumn(Column):
    """The title of the module or track in the reader's language."""

    cell_template_name = "reporting/cells/subject.html"

    def get_value(self, instance):
        return in_language(instance.subject_titles)


class ProgressColumn(Column):
    """A bar, with its number in words."""

    cell_template_name = "reporting/cells/progress.html"


class MomentColumn(Column):
    """A date; if `has_age` is set, also how long ago it was."""

    cell_template_name = "reporting/cells/moment.html"

    def __init__(self, *args, has_age=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_age = has_age

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        context["has_age"] = self.has_age
        return context


class StatusColumn(Column):
    """The status in words, marked by a dot."""

    cell_template_name = "reporting/cells/status.html"

    def get_value(self, instance):
        return Status(instance.status)


class ScoreColumn(Column):
    """A score in per cent, rounded down like everywhere: 69.9 must not look like 70."""

    cell_template_name = "reporting/cells/score.html"

    def get_value(self, instance):
        score = super().get_value(instance)
        return None if score is None else int(score)


class MatrixLearnerColumn(Column):
    """The learner's name over the organisation, as the head of a row."""

    cell_template_name = "reporting/cells/matrix_learner.html"


class ActivityColumn(Column):
    """What the learner did in the activity at `place`: a symbol, its words and the date."""

    cell_template_name = "reporting/cells/activity.html"

    def __init__(self, *args, place, **kwargs):
        super().__init__(*args, **kwargs)
        self.place = place

    def get_value(self, instance):
        return instance.cells[self.place]
