from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "learning"
    verbose_name = _("Learning")

    def ready(self):
        from accounts.one_person.following import Following, declare_following
        from accounts.personal_data import declare_impersonal, declare_personal_data
        from learning.kept_about_people import IMPERSONAL, KEPT
        from learning.records.comparisons import COMPARISONS
        from learning.records.drift import register_comparison
        from learning.records.merging import finish_merge, hold_enrolments

        for comparison in COMPARISONS:
            register_comparison(comparison)
        declare_personal_data(self.verbose_name, *KEPT)
        declare_impersonal(IMPERSONAL)
        declare_following(Following(prepare=hold_enrolments, finish=finish_merge))
