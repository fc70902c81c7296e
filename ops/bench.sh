# ./dev bench: what pages, quiz, report and export cost, on PostgreSQL where it is installed.
# BENCH_LEARNERS chooses how many fictional learners there are.

need_packages runtime
folder=$(mktemp -d)
clean_up() {
    if [ -n "${server:-}" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    [ -z "${cluster:-}" ] || stop_postgresql
    rm -rf "$folder"
}
. ops/postgresql.sh
if start_postgresql; then
    export DATABASE_URL=$postgresql_url BENCH_LEARNERS=${BENCH_LEARNERS:-50000}
else
    say "There is no PostgreSQL (apt-get install postgresql): measuring on SQLite."
    export DATABASE_URL=sqlite:///$folder/bench.sqlite3 BENCH_LEARNERS=${BENCH_LEARNERS:-5000}
fi
trap clean_up EXIT
export PORTAL_ENV=demo VAR_DIR=$folder PYTHONPATH=$PWD DJANGO_SETTINGS_MODULE=ops.bench.settings
PORT=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("", 0)); print(s.getsockname()[1])')
export PORT SITE_URL=http://localhost:$PORT

say "Preparing the demo and $BENCH_LEARNERS fictional learners (some minutes) …"
manage compile_catalogs
manage migrate --verbosity 0
manage load_demo >/dev/null
start=$(date +%s)
manage seed_load --learners "$BENCH_LEARNERS"
seeded=$(($(date +%s) - start))
.venv/bin/gunicorn --max-requests 0 >"$folder/server.log" 2>&1 &
server=$!
for _ in $(seq 120); do
    .venv/bin/python ops/healthcheck.py && break
    sleep 0.5
done
timeout 300 .venv/bin/python -m ops.bench.run "$server" "$seeded"
