# ./dev test [ARGS]: pytest on SQLite, then on PostgreSQL. ARGS go to pytest.
# TEST_DATABASES="sqlite" or "postgresql" runs only one. With CI=true nothing may be left out.

need_packages dev
export PORTAL_ENV=test
mkdir -p "$VAR_DIR"
manage compile_catalogs
left_out=()
pytest=(.venv/bin/python -m pytest)
# Two processes pay only when there is enough to share. They keep to the order of tests/conftest.py.
# Of a whole run the slowest tests are named.
[ $# -gt 0 ] || pytest+=(--numprocesses 2 --dist loadfile --no-loadscope-reorder --durations 20)
. ops/browser.sh
find_browser
if [ -n "$browser_missing" ]; then
    left_out+=("browser tests: $browser_missing")
    pytest+=(-m "not browser")
fi

. ops/postgresql.sh
run() {
    say "Tests on $1 …"
    local code=0
    DATABASE_URL=$2 "${pytest[@]}" "${@:3}" || code=$?
    # 5: nothing was left to be run on this database.
    [ "$code" = 0 ] || { [ "$code" = 5 ] && [ -n "${OTHER_DATABASE_WAS_TESTED:-}" ]; } || failed=1
}
failed=0
case ${TEST_DATABASES:-all} in
    *all* | *sqlite*)
        run SQLite "sqlite:///$VAR_DIR/test.sqlite3" "$@"
        export OTHER_DATABASE_WAS_TESTED=true # what needs no database is not run again
        ;;
esac
case ${TEST_DATABASES:-all} in
    *all* | *postgresql*)
        if start_postgresql; then
            run PostgreSQL "$postgresql_url" "$@"
        else
            left_out+=("tests on PostgreSQL: there is no server (apt-get install postgresql)")
        fi
        ;;
esac

for part in "${left_out[@]}"; do
    say "Left out: $part"
    [ "${CI:-}" != true ] || failed=1
done
exit "$failed"
