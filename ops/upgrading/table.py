"""The table of what the portal does otherwise than its frameworks: read, written, compared."""

import importlib
import inspect
import json
import tomllib
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import packages_distributions, version
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = Path(__file__).with_name("overrides.toml")
PAGE = ROOT / "docs" / "upgrading.md"
HEAD = """\
# What the portal does otherwise than its frameworks. ./dev upgrading makes docs/upgrading.md of it.
# ours: a class, function or module, or a template. why: for what reason. test: what proves it.
# theirs: what stands behind it, with the version and the hash seen when ours was last compared.
"""
INTRODUCTION = """\
# Upgrading

<!-- Made by `./dev upgrading` from ops/upgrading/overrides.toml. Change that. -->

Everything in which the portal departs from Wagtail, Django and the other packages, one row each:
what of ours takes the place of what of theirs, why, the version in which theirs was last looked
at, and the test that proves ours. `tests/portal/test_upgrading.py` fails where something of ours
is missing here, or where theirs is no longer what was seen. Who may ask for which of their
addresses stands in [What each role may do](roles.md).

Not all rows are a subclass or a template. `portal.patches` changes Wagtail while it runs, and logs
that at the start; `demo.clock` changes Django's clock while the demo is loaded, and logs that. What
every page or act asks for (session, person, standing, enrolments) is read in SQL of our own instead
of by the ORM: these rows hang on the tables of the models, and patch nothing.

## When a package gets a new version

1. Lock and install it, and run `./dev test tests/portal/test_upgrading.py`.
2. For each row that it names, compare the two versions of theirs, carry over to ours what we want,
   and run the test of the row. Ask each time whether ours is still needed; the best row is none.
3. `./dev upgrading --seen` writes down the versions and hashes of what is installed now.
4. `./dev test tests/journeys/test_roles.py` names new addresses that have no row in
   `home/rights/`, and those that answer otherwise than their row says. Look what they do first.
"""


@dataclass
class Override:
    """One row. `theirs`: "version hash" by the path of what stands behind `ours`."""

    ours: str
    why: str
    test: str
    theirs: dict[str, str] = field(default_factory=dict)

    @property
    def is_template(self):
        return "/" in self.ours


def read_table(path=TABLE):
    """The list of Overrides in the file."""
    return [Override(**row) for row in tomllib.loads(path.read_text())["override"]]


def as_toml(overrides):
    """The text of the file that holds `overrides`."""
    parts = [HEAD]
    for row in overrides:
        lines = [f"{name} = {_quoted(getattr(row, name))}" for name in ("ours", "why", "test")]
        seen = [f"{_quoted(path)} = {_quoted(each)}" for path, each in row.theirs.items()]
        parts.append("\n".join(["[[override]]", *lines, "[override.theirs]", *seen, ""]))
    return "\n".join(parts)


def _quoted(text):
    return json.dumps(text, ensure_ascii=False)


def installed(path):
    """The version and the hash of what is installed at `path`, as the table has them.

    `path`: of a class, function or module with dots, or of a template below the packages' folder.
    Raises LookupError where it is not there.
    """
    package = path.replace("/", ".").partition(".")[0]
    return f"{_version(package)} {sha256(source_of(path).encode()).hexdigest()[:12]}"


@cache
def _version(package):
    return version(packages_distributions()[package][0])


def source_of(path):
    """The source of what stands at `path`. Raises LookupError."""
    if "/" in path:
        package, _slash, rest = path.partition("/")
        file = Path(find_spec(package).origin).parent / rest
        if not file.is_file():
            raise LookupError(path)
        return file.read_text()
    theirs = _plain_function(find(path))
    file = Path(inspect.getsourcefile(theirs))
    if file.is_relative_to(ROOT) and "site-packages" not in file.parts:
        raise LookupError(f"{path} is a patch of ours that does not wrap theirs")
    return inspect.getsource(theirs)


def find(path):
    """The module, class, function or property with the dotted `path`. Raises LookupError."""
    parts = path.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        try:
            for name in parts[end:]:
                found = inspect.getattr_static(found, name)
        except AttributeError as error:
            raise LookupError(path) from error
        return found
    raise LookupError(path)


def _plain_function(found):
    for name in ("__func__", "fget", "func"):
        found = getattr(found, name, found)
    return inspect.unwrap(found) if inspect.isfunction(found) else found


def as_page(overrides):
    """docs/upgrading.md for these `overrides`."""
    code = [row for row in overrides if not row.is_template]
    templates = [row for row in overrides if row.is_template]
    return "\n".join(
        [
            INTRODUCTION,
            f"## Code ({len(code)})\n",
            *_rows(code),
            "",
            f"## Templates ({len(templates)})\n",
            *_rows(templates),
            "",
        ]
    )


def _rows(overrides):
    yield "| ours | theirs | why | seen | test |"
    yield "|---|---|---|---|---|"
    for row in overrides:
        theirs = "<br>".join(f"`{path}`" for path in row.theirs)
        versions = ", ".join(sorted({_seen(*each) for each in row.theirs.items()}))
        yield f"| `{row.ours}` | {theirs} | {row.why} | {versions} | `{row.test}` |"


def _seen(path, seen):
    return f"{path.replace('/', '.').partition('.')[0]} {seen.partition(' ')[0]}"
