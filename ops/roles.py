"""./dev roles: make docs/roles.md from the table in home/rights/."""

from pathlib import Path

from home.rights import SECTIONS
from home.rights.columns import COLUMNS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "roles.md"
INTRODUCTION = """\
# What each role may do

<!-- Made by `./dev roles` from home/rights/. Change that. -->

One row for each thing that can be done, with the addresses at which it is done: `*` stands for
anything, `<…>` for a part that changes. Of the patterns that fit an address the longest counts. The
language in front of an address is left out. Who may not is refused; visitors are first led to the
log-in. `tests/journeys/test_roles.py` tries every address of the portal as every role, and fails
where one has no row.

Who has several roles may do what all of them allow. An administrator may widen a role under
*Settings → Roles*: the table says what the roles may that `home/roles.py` makes.
"""


def as_page():
    """The text of docs/roles.md."""
    parts = [INTRODUCTION]
    for title, rows in SECTIONS.items():
        parts += [f"## {title}\n", *_table(rows), ""]
    return "\n".join(parts)


def _table(rows):
    yield f"| what | {' | '.join(COLUMNS)} | where |"
    yield "|---|" + "---|" * len(COLUMNS) + "---|"
    for row in rows:
        within = f" (partly: {row.within})" if row.within else ""
        cells = " | ".join(row.cell(role) for role in COLUMNS)
        where = " ".join(f"`{each}`" for each in row.where)
        yield f"| {row.what}{within} | {cells} | {where} |"


if __name__ == "__main__":
    PAGE.write_text(as_page())
