"""Erasing what was kept as long as its declaration says."""

import logging

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from accounts.erasure.erase import forget_files
from accounts.models import ErasureRun
from accounts.personal_data import declared_personal_data

logger = logging.getLogger(__name__)


def erase_expired(*, is_dry=False):
    """Delete every row whose period is over; return how many: {"app.Model": number}.

    What was erased is written down for managers. `is_dry`: nothing is changed, only counted. Rows
    of a model that cannot be erased now are tried again the next time.
    """
    now, counts = timezone.now(), {}
    for label, ended in _ended():
        try:
            with transaction.atomic():
                number = _erase(label, ended(now), is_dry)
        except Exception:  # whatever it is, those of the others are erased
            logger.exception("%s cannot be erased", label)
        else:
            counts |= {label: number} if number else {}
    if counts and not is_dry:
        ErasureRun.objects.create(ran_at=now, counts=counts)
    return counts


def _erase(label, rows, is_dry):
    """Delete `rows` of the model `label` unless it `is_dry`; return how many they are."""
    number = rows.count()
    if number and not is_dry:
        forget_files(rows, apps.get_model(label)._meta.concrete_fields)
        rows.delete()
    return number


def _ended():
    return [pair for kind in declared_personal_data() for pair in kind.ended.items()]
