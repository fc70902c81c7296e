"""How gunicorn serves the portal, in the demo and in production."""

import os
import subprocess
import sys

wsgi_app = "portal.wsgi"
bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True
timeout = 60
max_requests = 10000
max_requests_jitter = 1000
control_socket_disable = True
loglevel = "warning" if os.environ.get("PORTAL_ENV") == "demo" else "info"

LOG_INS = """
The portal is at http://localhost:{port}

  sme@demo.example          learner of an SME
  city@demo.example         learner of a city
  trainer@demo.example      sees who completed what
  editor@demo.example       writes pages
  publisher@demo.example    publishes pages
  adviser@demo.example      adviser (also assessor@, cityofficer@)
  auditor@demo.example      reads the reports, changes nothing
  manager@demo.example      programme manager
  admin@demo.example        may do everything

The password of all is smart-cities-demo. Log in at http://localhost:{port}/accounts/login/
Stop with Ctrl+C.
"""


def when_ready(server):
    """Start the demo's scheduler and tell who may log in, once the demo answers."""
    if os.environ.get("PORTAL_ENV") == "demo":
        server.scheduler = subprocess.Popen([sys.executable, "manage.py", "jobs", "forever"])
        sys.stdout.write(LOG_INS.format(port=os.environ.get("PORT", "8000")))
        sys.stdout.flush()


def on_exit(server):
    """Stop the demo's scheduler."""
    if scheduler := getattr(server, "scheduler", None):
        scheduler.terminate()
