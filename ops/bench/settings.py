"""The portal's settings, and beside the portal a bare page below /bare/ and a clock."""

from pathlib import Path

from portal.settings import *  # noqa: F403
from portal.settings import INSTALLED_APPS, MIDDLEWARE, TEMPLATES

INSTALLED_APPS.append("ops.bench")
MIDDLEWARE.insert(0, "ops.bench.timing.timing_middleware")
ROOT_URLCONF = "ops.bench.urls"
TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
