from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Training")

    def ready(self):
        from courses import activity_checks, format_checks, receivers  # noqa: F401 -- they register
        from courses.pages.activity import activity_page_types
        from learning.activity_type import register

        for page_type in activity_page_types():
            register(page_type.activity_type)
