# ./dev mutate PATH [--sample N] [--seed S]: which changes of a module its tests do not notice.
# By hand before a release: each mutant is a start of pytest. Which tests belong to which module
# stands in ops/mutants.toml.

need_packages dev
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
# In a copy, for the mutants are written into the files.
git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents --target-directory "$copy" 2>/dev/null || true
ln -s "$(readlink -f .venv)" "$copy/.venv"
export PORTAL_ENV=test VAR_DIR=$copy/var DATABASE_URL=sqlite:///$copy/var/test.sqlite3
mkdir -p "$VAR_DIR"
(cd "$copy" && .venv/bin/python manage.py compile_catalogs && .venv/bin/python -m ops.mutate "$@")
