from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    name = "contact"
    verbose_name = _("Messages")

    def ready(self):
        from accounts.admin.person_panels import declare_person_panels
        from accounts.looking import declare_screens
        from accounts.personal_data import declare_personal_data
        from contact import looked_at
        from contact.kept_about_people import KEPT
        from contact.mails import MESSAGE_ARRIVED, RECEIPT
        from contact.person_panel import MessagesPanel
        from notices.kinds import declare_kinds

        declare_person_panels(MessagesPanel)
        declare_personal_data(self.verbose_name, *KEPT)
        declare_screens(looked_at)
        declare_kinds(RECEIPT, MESSAGE_ARRIVED)
