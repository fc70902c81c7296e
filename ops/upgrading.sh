# ./dev upgrading [--seen]: docs/upgrading.md from ops/upgrading/overrides.toml.
# --seen first takes over the versions and hashes of what is installed.

need_packages dev
export PORTAL_ENV=test DJANGO_SETTINGS_MODULE=portal.settings PYTHONPATH=$PWD
.venv/bin/python -m ops.upgrading "$@"
