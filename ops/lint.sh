# ./dev lint: everything that can be told without running the portal.

need_packages dev
failed=0
check() {
    local name=$1
    shift
    if output=$("$@" 2>&1); then
        say "ok      $name"
    else
        failed=1
        say "FAILED  $name" "$output"
    fi
}
# A line that names what is wrong is no clean run, whatever the exit code says.
without_warnings() {
    output=$("$@" 2>&1) && ! grep -q "WARNING\|?:" <<<"$output" || { say "$output"; return 1; }
}

export PORTAL_ENV=test DATABASE_URL="sqlite:///$VAR_DIR/lint.sqlite3"
mkdir -p "$VAR_DIR"
check "style (ruff)" .venv/bin/ruff check --quiet .
check "form (ruff)" .venv/bin/ruff format --quiet --check .
check "templates (djlint)" .venv/bin/djlint --lint --quiet templates
check "import contracts" .venv/bin/lint-imports
check "missing migrations" .venv/bin/python manage.py makemigrations --check --dry-run
! compgen -G "locale/*/LC_MESSAGES/*.po" >/dev/null ||
    check "translations" .venv/bin/python manage.py compile_catalogs --check
. ops/production-like.sh
check "deployment settings" without_warnings .venv/bin/python manage.py check --deploy --fail-level WARNING
exit "$failed"
