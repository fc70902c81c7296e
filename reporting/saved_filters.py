"""Filters of a report that a person keeps under a name of their own."""

from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from text.typed import alike

MOST_PER_REPORT = 20
MAX_QUERY_LENGTH = 2000
# What belongs to one look at a report and not to its filters.
PASSING = {"p", "export", "print", "_w_filter_fragment"}


class NameTaken(Exception):
    """The person already has filters of that name in this report."""


class TooManyFilters(Exception):
    """The person has `MOST_PER_REPORT` saved filters in this report."""


class Report(models.TextChoices):
    """The reports that have filters."""

    MODULES = "modules", _("Completion by module")
    TRACKS = "tracks", _("Completion by track")
    MATRIX = "matrix", _("Learners by activity")


class SavedFilter(models.Model):
    """The part of a report's address after the question mark, named by its owner."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="saved_filters",
        verbose_name=_("owner"),
    )
    report = models.CharField(_("report"), max_length=10, choices=Report.choices)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filters"), max_length=MAX_QUERY_LENGTH)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "report", "name"], name="saved_filter_named_once"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="saved_filter_has_a_name"),
        ]

    def __str__(self):
        return self.name


@dataclass(frozen=True)
class FilterBar:
    """Saved filters above a report: `query` is what is set now, `saving_url` where it is saved."""

    saved: list[SavedFilter]
    query: str
    index_url: str
    saving_url: str

    @property
    def opened(self):
        """Those that are set."""
        return [each for each in self.saved if each.query == self.query]

    @property
    def report_url(self):
        """The address of the report as it is filtered now."""
        return f"{self.index_url}?{self.query}"


def filters_of(query):
    """The filters, search and order in `query` (a QueryDict), as the text of an address.

    The same filters always give the same text.
    """
    kept = QueryDict(mutable=True)
    for key in sorted(query):
        values = [value for value in query.getlist(key) if value]
        if values and key not in PASSING:
            kept.setlist(key, values)
    return kept.urlencode()


def _called(name, filters):
    """The one of `filters` that has this name, in whatever capitals and blanks; None without one.

    Older ones may differ in those alone: the very name goes first.
    """
    same = [each for each in filters.iterator() if alike(each.name) == alike(name)]
    return min(same, key=lambda each: each.name != name, default=None)


@transaction.atomic
def save_filter(*, owner, report, name, query):
    """Keep `query` (a text from `filters_of`) under `name`, replacing what had that name.

    Returns the SavedFilter and whether it is new. Raises TooManyFilters.
    """
    own = SavedFilter.objects.filter(owner=owner, report=report)
    older = _called(name, own)
    saved, is_new = own.update_or_create(
        owner=owner,
        report=report,
        name=older.name if older else name,
        defaults={"name": name, "query": query},
    )
    if is_new and own.count() > MOST_PER_REPORT:
        raise TooManyFilters
    return saved, is_new


def rename_filter(*, saved, name):
    """Give `saved` another name. Raises NameTaken."""
    others = SavedFilter.objects.filter(owner=saved.owner, report=saved.report)
    if _called(name, others.exclude(pk=saved.pk)):
        raise NameTaken
    saved.name = name
    try:
        with transaction.atomic():
            saved.save(update_fields=["name"])
    except IntegrityError as error:
        raise NameTaken from error
