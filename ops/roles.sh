# ./dev roles: docs/roles.md from home/rights.py.

need_packages dev
.venv/bin/python -m ops.roles
