from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Assessments")

    def ready(self):
        from assessments.comparisons import COMPARISONS
        from assessments.passing import earned_passes
        from learning.choices import CompletionRule
        from learning.records.drift import register_comparison
        from learning.records.earning import earned_by

        earned_by(CompletionRule.PASS, earned_passes)
        for comparison in COMPARISONS:
            register_comparison(comparison)
