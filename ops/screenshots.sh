# ./dev screenshots [NAME …]: the screens of ops/screens.json, from a copy of the demo.
# ./dev screenshots --guides: the pictures of the guides, into docs/pictures.

export PORTAL_ENV=demo
. ops/prepare.sh
need_packages dev
. ops/browser.sh
find_browser
[ -z "$browser_missing" ] || fail "Pictures need a browser: $browser_missing."
folder=$VAR_DIR/screenshots
[ "${1:-}" != --guides ] || folder=docs/pictures
mkdir -p "$folder"
copy=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$copy"' EXIT
.venv/bin/python - "$VAR_DIR/portal.sqlite3" "$copy/portal.sqlite3" <<'PYTHON'
import sqlite3, sys
sqlite3.connect(sys.argv[1]).backup(sqlite3.connect(sys.argv[2]))
PYTHON
PORT=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("", 0)); print(s.getsockname()[1])')
export PORT SITE_URL=http://localhost:$PORT STYLEGUIDE=true
OIDC_PROVIDERS=$(.venv/bin/python -c 'import json; print(json.dumps(json.load(open("ops/screens.json"))["providers"]))')
export OIDC_PROVIDERS
MEDIA_ROOT=$VAR_DIR/media VAR_DIR=$copy .venv/bin/gunicorn >"$copy/server.log" 2>&1 &
server=$!
for _ in $(seq 120); do
    .venv/bin/python ops/healthcheck.py && break
    sleep 0.5
done
.venv/bin/python ops/screenshots.py "http://localhost:$PORT" "$folder" "$@" ||
    fail "Some screens are not as they should be (see above). The pictures are in $folder."
say "The pictures are in $folder."
