# ./dev roles: docs/roles.md from home/rights/.

need_packages dev
.venv/bin/python -m ops.roles
