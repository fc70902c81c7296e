#!/usr/bin/env python
"""Run Django's management commands."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        settings.INSTALLED_APPS  # noqa: B018 -- reads the settings, so that a fault shows here
    except ImproperlyConfigured as error:
        sys.exit(f"The portal does not start: {error}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
