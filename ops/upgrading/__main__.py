"""./dev upgrading [--seen]: make docs/upgrading.md; with --seen, take over what is installed."""

import sys

import django

django.setup()

from ops.upgrading.table import PAGE, TABLE, as_page, as_toml, installed, read_table  # noqa: E402

overrides = read_table()
if "--seen" in sys.argv[1:]:
    for row in overrides:
        row.theirs = {path: installed(path) for path in row.theirs}
TABLE.write_text(as_toml(overrides))
PAGE.write_text(as_page(overrides))
