from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Assessments")

    def ready(self):
        from assessments.comparisons import COMPARISONS
        from learning.records.drift import register

        for comparison in COMPARISONS:
            register(comparison)
