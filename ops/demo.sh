# ./dev demo: the portal as in production, with the demo's content and people.

need_free_port
export PORTAL_ENV=demo SITE_URL=${SITE_URL:-http://localhost:$PORT}
. ops/prepare.sh
say "Starting the portal …"
exec .venv/bin/gunicorn
