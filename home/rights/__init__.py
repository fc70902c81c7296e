"""What each role may do, at which addresses: one table. `./dev roles` makes docs/roles.md of it.

Nothing asks this table while the portal runs: views and policies ask for permissions. The table
says what comes of them, and tests/journeys/test_roles.py tries every address as every role.
"""

from fnmatch import fnmatchcase

from home.rights.learners import LEARNING, SITE
from home.rights.staff import PEOPLE, PORTAL, RECORDS
from home.rights.writers import FILES, PAGES, READING

SECTIONS = {
    "The site": SITE,
    "Learning": LEARNING,
    "Records of learners": RECORDS,
    "Pages": PAGES,
    "Files": FILES,
    "People and organisations": PEOPLE,
    "The portal": PORTAL,
    "What is published": READING,
}


def rights_at(where):
    """The rows for an address or the label of a model: one, unless the table says too little."""
    fitting = {
        row: max((_length(each) for each in row.where if fnmatchcase(where, each)), default=None)
        for rows in SECTIONS.values()
        for row in rows
    }
    longest = max(filter(None, fitting.values()), default=None)
    return [row for row, length in fitting.items() if longest and length == longest]


def _length(pattern):
    """How much of an address `pattern` names."""
    return len(pattern.replace("*", "")), "*" not in pattern
