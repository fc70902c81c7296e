"""The columns of the table of rights, in home/rights/, and what a row of it is."""

from dataclasses import dataclass

# Role: the group, of home.roles.ROLES, of those who have it; None where none makes it.
COLUMNS = {
    "visitor": None,
    "learner": None,
    "representative": None,
    "trainer": "Trainers",
    "editor": "Editors",
    "publisher": "Publishers",
    "adviser": "Advisers",
    "assessor": "Assessors",
    "city officer": "City officers",
    "auditor": "Auditors",
    "programme manager": "Programme managers",
    "administrator": None,
}
EVERYONE = frozenset(COLUMNS)
SIGNED_IN = EVERYONE - {"visitor"}
ON_THE_SITE = frozenset({"learner", "representative", "adviser", "assessor", "city officer"})
STAFF = SIGNED_IN - ON_THE_SITE
WRITERS = frozenset({"editor", "publisher", "administrator"})
PUBLISHERS = WRITERS - {"editor"}
REPORT_READERS = STAFF - {"editor", "publisher"}
DECIDERS = REPORT_READERS - {"auditor"}
MANAGERS = frozenset({"programme manager", "administrator"})
ADMINISTRATORS = frozenset({"administrator"})
REPRESENTATIVES = frozenset({"representative"})
NOBODY = frozenset()


@dataclass(frozen=True)
class Right:
    """A row: `may` do `what` `where`; who may do it `partly` may do it `within` limits.

    `where`: patterns of addresses, without the language in front, in which `*` stands for anything
    and `<…>` for a part that changes; or labels of models. Of all that fit, the longest counts.
    """

    what: str
    where: tuple
    may: frozenset
    partly: frozenset = NOBODY
    within: str = ""

    def cell(self, role):
        """What stands in the table below `role`."""
        return "yes" if role in self.may else "partly" if role in self.partly else "–"
