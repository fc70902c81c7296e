from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and organisations")

    def ready(self):
        from allauth.account.signals import authentication_step_completed
        from allauth.mfa import signals as factors
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import m2m_changed

        from accounts import looked_at
        from accounts.admin.person import PANELS
        from accounts.admin.person_panels import declare_person_panels
        from accounts.admin.role_changes import note_roles
        from accounts.devices import note_device
        from accounts.ending_roles import forget_last_days
        from accounts.erasure.mails import ERASURE_MAILS
        from accounts.factors import changes
        from accounts.invitation_mail import INVITATION
        from accounts.kept_about_people import IMPERSONAL, KEPT
        from accounts.known_devices import remember_device
        from accounts.letters.mail import LETTER
        from accounts.looking import declare_screens
        from accounts.mail import ACCOUNT_MAILS
        from accounts.merging import check_relations
        from accounts.models import User
        from accounts.one_person.mails import ACCOUNTS_MERGED
        from accounts.personal_data import declare_impersonal, declare_personal_data
        from accounts.personal_data_checks import check_personal_data
        from accounts.representing_mails import REPRESENTING_MAILS
        from accounts.sessions import keep_no_address
        from accounts.single_sign_on.arrival import link_arrival
        from notices.kinds import declare_kinds

        declare_personal_data(_("Your account"), *KEPT)
        declare_impersonal(IMPERSONAL)
        declare_person_panels(*PANELS)
        declare_screens(looked_at)
        register(check_personal_data)
        register(check_relations)
        declare_kinds(ACCOUNTS_MERGED)
        declare_kinds(
            *ACCOUNT_MAILS.values(), *ERASURE_MAILS, INVITATION, *REPRESENTING_MAILS, LETTER
        )
        authentication_step_completed.connect(keep_no_address)
        user_logged_in.connect(note_device)
        user_logged_in.connect(remember_device)  # reads what was noted
        user_logged_in.connect(link_arrival)
        factors.authenticator_added.connect(changes.follow_added)
        factors.authenticator_removed.connect(changes.follow_removed)
        factors.authenticator_used.connect(changes.follow_used)
        m2m_changed.connect(note_roles, sender=User.groups.through)
        m2m_changed.connect(forget_last_days, sender=User.groups.through)
