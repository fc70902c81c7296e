# ./dev format: the code into its form.

need_packages dev
.venv/bin/ruff check --fix --quiet .
.venv/bin/ruff format .
