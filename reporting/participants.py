"""The report of participants: how many people took part in a period, for those who fund it.

It is made once for each period and kept, so that the same table is given again.
"""

from collections import Counter
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Country, OrganisationKind
from accounts.size_class import SizeClass
from accounts.statistics import AgeBand, Sex
from learning.models import Enrolment
from reporting.disclosure import hide

A_DAY = timedelta(days=1)
UNSAID = Sex.UNSAID.value  # also where nothing was said at all
TOTAL = "total"
AT_ONCE = 5000
READ = (
    "learner_id",
    "module_id",
    "organisation_id",
    "organisation_kind",
    "country",
    "size_class",
    "learner__statistics__sex",
    "learner__statistics__age_band",
)


class Measure(models.TextChoices):
    """What makes somebody count; also the field of an Enrolment that says when."""

    ENROLLED = "enrolled_at", _("People who enrolled in a module")
    COMPLETED = "completed_at", _("People who completed a module")


class Breakdown(models.TextChoices):
    """By what people are told apart. Who is in several modules counts in each."""

    MODULE = "module", _("Module")
    KIND = "kind", _("Organisation type")
    COUNTRY = "country", _("Country")
    SIZE = "size", _("Size class")
    AGE = "age", _("Age")


CHOICES = {
    Breakdown.KIND: OrganisationKind,
    Breakdown.COUNTRY: Country,
    Breakdown.SIZE: SizeClass,
    Breakdown.AGE: AgeBand,
}


class ParticipantsReport(models.Model):
    """The figures of the days from `begins_on` to `ends_on`, as they stood when it was made.

    `figures` is {measure: {"total", "organisations", "sexes": {sex: count}, "breakdowns":
    {breakdown: {row: {sex or "total": count}}}}}; a count that is hidden is None.
    """

    begins_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    figures = models.JSONField(_("figures"))

    class Meta:
        verbose_name = _("report of participants")
        verbose_name_plural = _("reports of participants")
        default_permissions = ["add", "view"]
        ordering = ["-ends_on", "-begins_on"]
        constraints = [
            models.UniqueConstraint(fields=["begins_on", "ends_on"], name="period_reported_once"),
            models.CheckConstraint(
                condition=models.Q(begins_on__lte=models.F("ends_on")), name="period_is_forward"
            ),
        ]

    def __str__(self):
        return f"{self.begins_on:%Y-%m-%d} – {self.ends_on:%Y-%m-%d}"


def make_report(begins_on, ends_on, *, by):
    """(the ParticipantsReport of these days, whether it is new); one that was made is given again.

    Two queries for the people, one for the report. The people are read piece by piece.
    """
    kept = ParticipantsReport.objects.filter(begins_on=begins_on, ends_on=ends_on).first()
    if kept:
        return kept, False
    figures = {
        measure.value: _published(*_count(measure, begins_on, ends_on)) for measure in Measure
    }
    return ParticipantsReport.objects.get_or_create(
        begins_on=begins_on, ends_on=ends_on, defaults={"figures": figures, "made_by": by}
    )


def _count(measure, begins_on, ends_on):
    """(Counter of (breakdown or None, row, sex or TOTAL), how many organisations took part).

    Each person counts once in a row: with the last record of the period, which keeps where the
    person worked on the day of enrolling.
    """
    zone = timezone.get_default_timezone()
    start, end = (
        datetime.combine(day, time.min, tzinfo=zone) for day in (begins_on, ends_on + A_DAY)
    )
    records = (
        Enrolment.objects.filter(**{f"{measure}__gte": start, f"{measure}__lt": end})
        .order_by(measure, "pk")
        .values_list(*READ)
    )
    people, modules, organisations = {}, set(), set()
    for learner, module, organisation, kind, country, size, sex, age in records.iterator(AT_ONCE):
        said = sex or UNSAID
        people[learner] = said, kind, country, size, age or UNSAID
        modules.add((learner, module, said))
        organisations.add(organisation)
    counts = Counter()
    for _learner, module, sex in modules:
        counts.update((Breakdown.MODULE, str(module), each) for each in (sex, TOTAL))
    for sex, *rows in people.values():
        counts.update((None, TOTAL, each) for each in (sex, TOTAL))
        for breakdown, row in zip(CHOICES, rows, strict=True):
            counts.update((breakdown, row, each) for each in (sex, TOTAL))
    return counts, len(organisations - {None})


def _published(counts, organisations):
    """The figures of one measure of `counts`, small ones hidden."""
    rows = {}
    for breakdown, row, _sex in counts:
        if breakdown:
            rows.setdefault(breakdown, set()).add(row)
    cells = {
        (breakdown, row, sex): counts[breakdown, row, sex]
        for breakdown, found in {None: {TOTAL}, **rows}.items()
        for row in found
        for sex in (*Sex.values, TOTAL)
    }
    across = [
        ((breakdown, row, TOTAL), [(breakdown, row, sex) for sex in Sex.values])
        for breakdown, row, sex in cells
        if sex == TOTAL
    ]
    down = [
        ((None, TOTAL, sex), [(breakdown, row, sex) for row in found])
        for breakdown, found in rows.items()
        if breakdown != Breakdown.MODULE
        for sex in (*Sex.values, TOTAL)
    ]
    hidden = hide(cells, across + down, exact=[(None, TOTAL, TOTAL)])
    shown = {key: None if key in hidden else count for key, count in cells.items()}
    return {
        "total": shown[None, TOTAL, TOTAL],
        "organisations": organisations,
        "sexes": {sex: shown[None, TOTAL, sex] for sex in Sex.values},
        "breakdowns": {
            breakdown.value: {
                row: {sex: shown[breakdown, row, sex] for sex in (*Sex.values, TOTAL)}
                for row in sorted(rows.get(breakdown, ()))
            }
            for breakdown in Breakdown
        },
    }
