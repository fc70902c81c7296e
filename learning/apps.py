from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "learning"
    verbose_name = _("Learning")

    def ready(self):
        from accounts.personal_data import declare_impersonal, declare_personal_data
        from learning.kept_about_people import IMPERSONAL, KEPT
        from learning.records.comparisons import COMPARISONS
        from learning.records.drift import register_comparison

        for comparison in COMPARISONS:
            register_comparison(comparison)
        declare_personal_data(self.verbose_name, *KEPT)
        declare_impersonal(IMPERSONAL)
