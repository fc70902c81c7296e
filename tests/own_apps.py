"""Which of the installed apps are the portal's own."""

from pathlib import Path

from django.apps import apps
from django.conf import settings

OURS = sorted(
    config.name
    for config in apps.get_app_configs()
    if Path(config.path).parent == Path(settings.BASE_DIR)
)
