from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = _("Reports")

    def ready(self):
        from accounts.admin.person_panels import declare_person_panels
        from accounts.looking import declare_screens
        from accounts.personal_data import declare_impersonal, declare_personal_data
        from reporting import looked_at
        from reporting.kept_about_people import IMPERSONAL, KEPT
        from reporting.person_panel import TrainingPanel

        declare_person_panels(TrainingPanel)
        declare_screens(looked_at)
        declare_personal_data(self.verbose_name, *KEPT)
        declare_impersonal(IMPERSONAL)
