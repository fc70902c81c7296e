"""A clock that can be set, for histories that happened before today.

It patches Django, in the process that loads the demo and nowhere else; so it stands here, and not
in `portal.patches`, which patches whatever the portal runs.
"""

import logging
from contextlib import contextmanager
from functools import cache

import django
from django.utils import timezone

logger = logging.getLogger(__name__)


@contextmanager
def clock_at(moment):
    """While it lasts, `timezone.now()` says `moment`. The first use in a process is logged."""
    _log_patch()
    real = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = real


@cache
def _log_patch():
    logger.info("Patched Django %s: the clock is that of the demo's histories", django.__version__)
