from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Site")

    def ready(self):
        from accounts.giving_roles import declare_given_roles
        from accounts.role_end import declare_ending_roles
        from content.reading.readers import Everyone, declare_readers
        from home.address import keep_address
        from home.models import HomePage, StandardPage
        from home.roles import ENDING, ROLES, make_roles

        declare_readers(Everyone(), HomePage, StandardPage)
        declare_given_roles(*ROLES)
        declare_ending_roles(*ENDING)
        post_migrate.connect(make_roles, sender=self)
        post_migrate.connect(keep_address, sender=self)
