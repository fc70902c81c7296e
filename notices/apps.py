from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = _("Emails")

    def ready(self):
        from allauth.account.signals import email_confirmed

        from notices.bouncing import ADDRESSES_REFUSED, begin_again
        from notices.framework import WRITTEN_ELSEWHERE
        from notices.kinds import declare_kinds

        declare_kinds(ADDRESSES_REFUSED, WRITTEN_ELSEWHERE)
        email_confirmed.connect(begin_again)
