from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Training")

    def ready(self):
        from content.reading.readers import Everyone, declare_readers
        from courses import (  # noqa: F401 -- they register
            activity_checks,
            format_checks,
            models,
            receivers,
        )
        from courses.pages.activity import activity_page_types
        from courses.readers import ActivityReaders, ModuleReaders
        from learning.activity_type import register

        for page_type in activity_page_types():
            register(page_type.activity_type)
        declare_readers(
            Everyone(), models.TrainingIndexPage, models.TrackPage, models.CaseStudyIndexPage
        )
        declare_readers(ModuleReaders(), models.ModulePage)
        declare_readers(ActivityReaders(), *activity_page_types())
