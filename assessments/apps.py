from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = _("Assessments")

    def ready(self):
        from accounts.one_person.following import Following, declare_following
        from accounts.personal_data import declare_impersonal, declare_personal_data
        from assessments.comparisons import COMPARISONS
        from assessments.kept_about_people import IMPERSONAL, KEPT
        from assessments.merging import attempts_in_words, prepare_attempts
        from assessments.passing import Pass, passed_at
        from assessments.standing import used_up_by
        from learning.choices import CompletionRule
        from learning.derived.limits import limited_by
        from learning.records.drift import register_comparison
        from learning.records.earning import Earning, earned_by

        earned_by(CompletionRule.PASS, Earning(Pass.objects.all, passed_at))
        limited_by(used_up_by)
        for comparison in COMPARISONS:
            register_comparison(comparison)
        declare_personal_data(self.verbose_name, *KEPT)
        declare_impersonal(IMPERSONAL)
        declare_following(Following(under_way=attempts_in_words, prepare=prepare_attempts))
