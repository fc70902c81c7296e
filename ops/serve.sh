# ./dev serve: the demo with debug pages; restarts when a file changes.

need_free_port
export PORTAL_ENV=development SITE_URL=${SITE_URL:-http://localhost:$PORT}
. ops/prepare.sh
say "http://localhost:$PORT – log in as admin@demo.example, password smart-cities-demo"
exec .venv/bin/python manage.py runserver "$PORT"
