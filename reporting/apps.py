from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = _("Reports")

    def ready(self):
        from accounts.personal_data import declare_personal_data
        from reporting.kept_about_people import KEPT

        declare_personal_data(self.verbose_name, *KEPT)
