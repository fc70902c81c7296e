"""Where a learner worked on the day of a record: see docs/decisions/as-it-was-that-day.md."""

from django.db import models
from django.db.models import F
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from accounts.models import Country, Organisation, OrganisationKind
from accounts.size_class import SizeClass

# {column of a record: that of the organisation which it keeps}
KEPT = {
    "organisation_id": "id",
    "organisation_kind": "kind",
    "country": "country",
    "size_class": "size_class",
}

# {column of a record: SQL for it}, and where that is found: for the learner with a given id.
FOUND = {
    column: f"COALESCE(accounts_organisation.{theirs}, '')" if theirs != "id" else "organisation_id"
    for column, theirs in KEPT.items()
}
FOUND_IN = """
    FROM accounts_user
    LEFT JOIN accounts_organisation ON accounts_organisation.id = organisation_id
    WHERE accounts_user.id = %s
"""

LEARNERS = tuple(f"learner__organisation__{theirs}" for theirs in KEPT.values())


class WorkedAt(models.Model):
    """Base of records that keep where their learner worked on that day.

    Nothing changes them but a merge of organisations, which `organisation` follows. Type, country
    and size class stay what they were; all four are empty for who had no organisation.
    """

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("organisation on that day"),
    )
    organisation_kind = models.CharField(
        _("type of organisation on that day"),
        max_length=20,
        choices=OrganisationKind.choices,
        default="",
        db_default="",
        editable=False,
    )
    country = models.CharField(
        _("country of the organisation on that day"),
        max_length=2,
        choices=Country.choices,
        default="",
        db_default="",
        editable=False,
    )
    size_class = models.CharField(
        _("size class of the organisation on that day"),
        max_length=10,
        choices=SizeClass.choices,
        default="",
        db_default="",
        editable=False,
    )

    class Meta:
        abstract = True


def workplace_of(learner_id):
    """{column: an expression for where that learner works now}, for a new WorkedAt. No query."""
    return {
        column: RawSQL(f"SELECT {asked} {FOUND_IN}", [learner_id])  # noqa: S611
        for column, asked in FOUND.items()
    }


def workplace_kept():
    """{column: an expression for what an Enrolment keeps}, for rows that are copied from it."""
    return {column: F(column) for column in KEPT}


def workplace_in(values):
    """{column: value} from the `values` that a query found at LEARNERS, which may be None."""
    return {
        column: value if column == "organisation_id" else value or ""
        for column, value in zip(KEPT, values, strict=True)
    }
