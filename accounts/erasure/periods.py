"""Erasing what was kept as long as its declaration says."""

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from accounts.erasure.erase import forget_files
from accounts.models import ErasureRun
from accounts.personal_data import declared_personal_data


def erase_expired(*, is_dry=False):
    """Delete every row whose period is over; return how many: {"app.Model": number}.

    What was erased is written down for managers. `is_dry`: nothing is changed, only counted.
    """
    now, counts = timezone.now(), {}
    with transaction.atomic():
        for label, ended in _ended():
            rows = ended(now)
            if number := rows.count():
                counts[label] = number
                if not is_dry:
                    forget_files(rows, apps.get_model(label)._meta.concrete_fields)
                    rows.delete()
        if counts and not is_dry:
            ErasureRun.objects.create(ran_at=now, counts=counts)
    return counts


def _ended():
    return [pair for kind in declared_personal_data() for pair in kind.ended.items()]
