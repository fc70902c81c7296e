"""What accounts keep about people, and what Wagtail keeps about those who work on the portal."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data import LegalBasis, OnErasure, OnExport, Period, PersonalData

KEPT = (
    PersonalData(
        what=_("Your name, email address and password (only as a hash)"),
        why=_("To give you an account and let you back in"),
        basis=LegalBasis.CONTRACT,
        period=Period.ACCOUNT,
        held_in=("accounts.User", "account.EmailAddress", "account.EmailConfirmation"),
    ),
    PersonalData(
        what=_("If you signed up and have not started: name, email address, language"),
        why=_("To make your account when you follow the link in our email"),
        basis=LegalBasis.CONTRACT,
        period=Period.MONTH,
        held_in=("accounts.PendingSignup",),
    ),
    PersonalData(
        what=_("Your organisation: name, type, country and city"),
        why=_("To report how many SMEs and cities took part"),
        basis=LegalBasis.DUTY,
        period=Period.PROOF,
        held_in=("accounts.User.organisation",),
        on_erasure=OnErasure.ANONYMISED,
    ),
    PersonalData(
        what=_("The language you prefer"),
        why=_("To show pages and send emails in it"),
        basis=LegalBasis.CONTRACT,
        period=Period.ACCOUNT,
        held_in=("accounts.User.preferred_language",),
    ),
    PersonalData(
        what=_("Date of sign-up and of the last log-in"),
        why=_("To keep your account safe and in order"),
        basis=LegalBasis.CONTRACT,
        period=Period.ACCOUNT,
        held_in=("accounts.User.date_joined", "accounts.User.last_login"),
    ),
    PersonalData(
        what=_("That you are logged in"),
        why=_("To know you from page to page"),
        basis=LegalBasis.CONTRACT,
        period=Period.LOG_IN,
        held_in=("sessions.Session",),
        on_export=OnExport.WITHHELD,
    ),
    PersonalData(
        what=_("Failed log-ins, counted for some minutes"),
        why=_("To stop people from guessing passwords"),
        basis=LegalBasis.SAFETY,
        period=Period.MINUTES,
        held_in=(),  # in a table without a model: the cache "attempts"
        on_export=OnExport.WITHHELD,
    ),
    PersonalData(
        what=_("If you work on the portal: your roles and your settings"),
        why=_("To let you do your work and nothing beyond it"),
        basis=LegalBasis.CONTRACT,
        period=Period.ACCOUNT,
        held_in=(
            "accounts.User.groups",
            "accounts.User.user_permissions",
            "wagtailusers.UserProfile",
            "wagtailcore.APIToken",
            "wagtailadmin.EditingSession",
            "wagtailadmin.FormState",
        ),
    ),
    PersonalData(
        what=_(
            "Which emails were sent to you and when, which of them you switched off, and whether "
            "your address refuses them"
        ),
        why=_("To tell you nothing twice, and to know whether an email arrived"),
        basis=LegalBasis.CONTRACT,
        period=Period.ACCOUNT,
        held_in=("notices.Mail", "notices.Muting", "notices.RefusedAddress"),
    ),
)
