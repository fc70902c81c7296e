"""Who got the data of whom, and when."""

from django.utils import timezone

from accounts.looking import log_archive
from accounts.models import DataExport, ExportedBy


def log_export(person, exported_by):
    """Write down that the data of `person` is exported now. `exported_by`: of ExportedBy."""
    DataExport.objects.create(person=person, exported_at=timezone.now(), exported_by=exported_by)
    if exported_by == ExportedBy.OPERATOR:
        log_archive(person)
