"""What waits to be done says about people."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import LegalBasis, OnExport, Period, PersonalData

KEPT = (
    PersonalData(
        what=_("Mails to you that could not be sent at once"),
        why=_("To send them as soon as it is possible"),
        basis=LegalBasis.CONTRACT,
        period=Period.FORTNIGHT,
        held_in=("django_tasks_database.DBTaskResult.args_kwargs",),
        on_export=OnExport.WITHHELD,
    ),
)

IMPERSONAL = {
    "names of processes, and what a task returns, which is nothing": (
        "django_tasks_database.DBTaskResult.return_value",
        "django_tasks_database.DBTaskResult.worker_ids",
    ),
}
