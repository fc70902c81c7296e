"""What accounts keep about people, and what Wagtail keeps about those who work on the portal."""

from django.utils.translation import gettext_lazy as _

from accounts.access_log import names_any_of
from accounts.erasure.account import forget_account, leave_small_organisation
from accounts.erasure.asking import erasures_no_longer_proof
from accounts.kept_in_words import (
    kinds_of_factors,
    names_of_kinds,
    names_of_languages,
    names_of_links,
    yes_or_nothing,
)
from accounts.letters.forgetting import forget_letters, words_of_letters
from accounts.looking import forget_looks, names_of_screens
from accounts.models import LEFT, DataAccess, Invitation, Letter, Session
from accounts.one_person.account import ON_MERGE
from accounts.personal_data import (
    ANONYMISED,
    DELETED,
    Anonymised,
    Deleted,
    LegalBasis,
    Period,
    PersonalData,
    Proof,
)
from accounts.signup import half_made_of_long_ago, signups_of_long_ago
from notices.pruning import mails_of_long_ago, refused_addresses_of_long_ago

LETS_IN = _("It would let whoever has it into your account.")

KEPT = (
    PersonalData(
        what=_("Your name, email address and password (only as a hash)"),
        why=_("To give you an account and let you back in"),
        basis=LegalBasis.CONTRACT,
        period=Period.ACCOUNT,
        held_in=("accounts.User", "account.EmailAddress", "account.EmailConfirmation"),
        names={"accounts.User.is_active": _("may log in")},
        kept_back={"accounts.User.password": LETS_IN, "account.EmailConfirmation.key": LETS_IN},
        on_erasure={
            "accounts.User": Deleted(by=forget_account),
            "account.EmailAddress": DELETED,
            "account.EmailConfirmation": DELETED,
        },
        on_merge=ON_MERGE,
    ),
    PersonalData(
        what=_("If you signed up and have not started: name, email address, language"),
        why=_("To make your account when you follow the link in our email"),
        basis=LegalBasis.CONTRACT,
        period=Period.MONTH,
        held_in=("accounts.PendingSignup",),
        found_by={"accounts.PendingSignup": ("email",)},
        on_erasure=DELETED,
        ended={
            "accounts.PendingSignup": signups_of_long_ago,
            "accounts.User": half_made_of_long_ago,
        },
    ),
    PersonalData(
        what=_("If you were invited: name, address, language, and to what you were invited"),
        why=_("To write to you, and to give you your place when you accept"),
        basis=LegalBasis.SAFETY,
        period=Period.INVITED,
        held_in=("accounts.Invitation",),
        found_by={"accounts.Invitation": ("email", "accepted_by")},
        for_programs=("wanted",),
        on_erasure=DELETED,
        ended={"accounts.Invitation": lambda now: Invitation.objects.ended_long_ago(now)},
    ),
    PersonalData(
        what=_("If you upload a list of people or organisations: the list, and what became of it"),
        why=_("To show you what would come of it before anything is done, and what did"),
        basis=LegalBasis.SAFETY,
        period=Period.MONTH,
        held_in=tuple(LEFT),
        on_erasure=DELETED,
        ended=LEFT,
        withheld=_("It tells of others."),
    ),
    PersonalData(
        what=_("Your organisation: name, type, country, city and size class"),
        why=_("To report how many SMEs and cities took part"),
        basis=LegalBasis.DUTY,
        period=Period.PROOF,
        held_in=("accounts.User.organisation",),
        tells={
            "accounts.User.organisation": (
                "organisation__name",
                "organisation__kind",
                "organisation__country",
                "organisation__city",
                "organisation__size_class",
            )
        },
        on_erasure=Anonymised(by=leave_small_organisation),
    ),
    PersonalData(
        what=_("Since when you are in your organisation, and whether you represent it"),
        why=_("To show whoever represents it who its people are, and to know who may do that"),
        basis=LegalBasis.CONTRACT,
        period=Period.ACCOUNT,
        held_in=("accounts.User.organisation_since", "accounts.Representative"),
        found_by={"accounts.Representative": ("person",)},
        names={"accounts.Representative": _("organisations that you represent or asked to")},
        on_erasure=DELETED,
    ),
    PersonalData(
        what=_("The language you prefer"),
        why=_("To show pages and send emails in it"),
        basis=LegalBasis.CONTRACT,
        period=Period.ACCOUNT,
        held_in=("accounts.User.preferred_language",),
        on_erasure=DELETED,
    ),
    PersonalData(
        what=_("If you tell it: your name on certificates, role, country and time zone"),
        why=_("To write certificates in your name, and to show you times as they are with you"),
        basis=LegalBasis.CONTRACT,
        period=Period.ACCOUNT,
        held_in=(
            "accounts.User.certificate_name",
            "accounts.User.position",
            "accounts.User.country",
            "accounts.User.time_zone",
        ),
        on_erasure=DELETED,
    ),
    PersonalData(
        what=_("If you tell it: your sex and age band, for the funder’s statistics"),
        why=_("To report how many women and men of which age took part, in totals alone"),
        basis=LegalBasis.DUTY,
        period=Period.PROOF,
        held_in=("accounts.Statistics",),
        on_erasure=ANONYMISED,
    ),
    PersonalData(
        what=_("What you agreed to beyond your training: what, when, in which words"),
        why=_("To do only what you agreed to, and to show that you did"),
        basis=LegalBasis.CONSENT,
        period=Period.ACCOUNT,
        held_in=("accounts.Consent",),
        in_words={"accounts.Consent.language": names_of_languages},
        on_erasure=DELETED,
    ),
    PersonalData(
        what=_("Date of sign-up and of the last log-in"),
        why=_("To keep your account safe and in order"),
        basis=LegalBasis.CONTRACT,
        period=Period.ACCOUNT,
        held_in=("accounts.User.date_joined", "accounts.User.last_login"),
        on_erasure={
            "accounts.User.date_joined": ANONYMISED,
            "accounts.User.last_login": DELETED,
        },
    ),
    PersonalData(
        what=_(
            "That you are logged in: since when, last seen when, with which browser and system, "
            "and half of the network address"
        ),
        why=_("To know you from page to page, and to show you where your account is open"),
        basis=LegalBasis.CONTRACT,
        period=Period.LOG_IN,
        held_in=("accounts.Session",),
        on_erasure=DELETED,
        ended={"accounts.Session": lambda now: Session.objects.filter(expire_date__lt=now)},
        withheld=_(
            "It stands under “Devices” in your account. The rest would let whoever has it into it."
        ),
    ),
    PersonalData(
        what=_("Your second factors: of which kind, since when, and when they were last used"),
        why=_("To let in nobody else who knows your password"),
        basis=LegalBasis.SAFETY,
        period=Period.ACCOUNT,
        held_in=("mfa.Authenticator",),
        names={
            "mfa.Authenticator": _("second factors"),
            "type": _("kind"),
            "created_at": _("added on"),
            "last_used_at": _("last used at"),
        },
        in_words={"mfa.Authenticator.type": kinds_of_factors},
        kept_back={"mfa.Authenticator.data": LETS_IN},
        on_erasure=DELETED,
    ),
    PersonalData(
        what=_(
            "If you log in with an account elsewhere: with which, the key by which it knows you, "
            "since when, and when it was last used"
        ),
        why=_("To let you in without a password of ours"),
        basis=LegalBasis.CONTRACT,
        period=Period.ACCOUNT,
        held_in=("socialaccount.SocialAccount", "socialaccount.SocialToken"),
        names={
            "socialaccount.SocialAccount": _("accounts elsewhere"),
            "socialaccount.SocialToken": _("keys of accounts elsewhere"),
            "provider": _("where"),
            "uid": _("key there"),
            "date_joined": _("added on"),
            "last_login": _("last used at"),
        },
        in_words={"socialaccount.SocialAccount.provider": names_of_links},
        for_programs=("extra_data", "app", "account", "expires_at"),
        kept_back={
            "socialaccount.SocialToken.token": LETS_IN,
            "socialaccount.SocialToken.token_secret": LETS_IN,
        },
        on_erasure=DELETED,
    ),
    PersonalData(
        what=_("The browsers and systems with which you logged in"),
        why=_("To write to you when your account is opened on a new one"),
        basis=LegalBasis.SAFETY,
        period=Period.ACCOUNT,
        held_in=("accounts.KnownDevice",),
        on_erasure=DELETED,
    ),
    PersonalData(
        what=_("Failed log-ins, counted for some minutes"),
        why=_("To stop people from guessing passwords"),
        basis=LegalBasis.SAFETY,
        period=Period.MINUTES,
        on_erasure=DELETED,
        held_in=(),  # in a table without a model: the cache "attempts"
        withheld=_("It is counted without your name, and gone after some minutes."),
    ),
    PersonalData(
        what=_("If you work on the portal: your roles and your settings"),
        why=_("To let you do your work and nothing beyond it"),
        basis=LegalBasis.CONTRACT,
        period=Period.ACCOUNT,
        held_in=(
            "accounts.User.is_superuser",
            "accounts.User.is_staff",
            "accounts.User.groups",
            "accounts.User.user_permissions",
            "accounts.RoleEnd",
            "wagtailusers.UserProfile",
            "wagtailcore.APIToken",
            "wagtailadmin.EditingSession",
            "wagtailadmin.FormState",
        ),
        in_words={"accounts.User.is_superuser": yes_or_nothing},
        names={
            "accounts.User.is_superuser": _("administers the portal"),
            "accounts.RoleEnd": _("until when you have a role"),
            "wagtailusers.UserProfile": _("your settings in the admin"),
            "updated_comments_notifications": _("emails about comments"),
            "current_time_zone": _("time zone"),
            "avatar": _("your picture"),
            "theme": _("light or dark"),
            "contrast": _("contrast"),
            "density": _("density"),
            "keyboard_shortcuts": _("keyboard shortcuts"),
            "wagtailcore.APIToken": _("keys for programs"),
            "revoked_at": _("withdrawn on"),
            "last_used_at": _("last used at"),
            "wagtailadmin.EditingSession": _("what you have open for editing"),
            "last_seen_at": _("last seen at"),
            "is_editing": _("being changed"),
            "wagtailadmin.FormState": _("forms that you began and did not save"),
            "last_updated_at": _("changed at"),
        },
        for_programs=(
            "accounts.User.is_staff",
            "content_type",
            "data",
            "dismissibles",
            "object_id",
            "parent_object_id",
            "prefix",
        ),
        kept_back={"wagtailcore.APIToken.key_hash": LETS_IN},
        on_erasure=DELETED,
    ),
    PersonalData(
        what=_(
            "Which emails were sent to you and when, which of them you switched off, and whether "
            "your address refuses them"
        ),
        why=_("To tell you nothing twice, and to know whether an email arrived"),
        basis=LegalBasis.CONTRACT,
        period=Period.ADDRESSED,
        held_in=("notices.Mail", "notices.Muting", "notices.RefusedAddress"),
        found_by={
            "notices.Mail": ("person", "address"),
            "notices.RefusedAddress": ("address",),
        },
        in_words={
            "notices.Mail.kind": names_of_kinds,
            "notices.Mail.language": names_of_languages,
            "notices.Muting.kind": names_of_kinds,
        },
        for_programs=("key", "data", "due_at", "claimed_at", "tries"),
        on_erasure=DELETED,
        ended={
            "notices.Mail": mails_of_long_ago,
            "notices.RefusedAddress": refused_addresses_of_long_ago,
        },
    ),
    PersonalData(
        what=_("If you write to many people at once: what you wrote, to whom (in words), and when"),
        why=_("To send it to each of them, and so that colleagues know what was written"),
        basis=LegalBasis.SAFETY,
        period=Period.TWO_YEARS,
        held_in=("accounts.Letter",),
        for_programs=("people_count", "languages", "unreached", "sent_count", "finished_at"),
        in_words={"accounts.Letter.words": words_of_letters},
        kept_back={"accounts.Letter.people": _("They are others, by numbers alone.")},
        on_erasure=Deleted(by=forget_letters),
        ended={"accounts.Letter": lambda now: Letter.objects.ended(now)},
    ),
    PersonalData(
        what=_("If you work on the portal: which organisations you looked at, and when"),
        why=_("So that colleagues know what is done"),
        basis=LegalBasis.CONTRACT,
        period=Period.ACCOUNT,
        held_in=("accounts.Organisation.looked_at_by",),
        tells={"accounts.Organisation.looked_at_by": ("name", "looked_at")},
        names={"accounts.Organisation.looked_at_by": _("organisations that you looked at")},
        on_erasure=Anonymised(stays={"names of organisations": ("name",)}),
    ),
    PersonalData(
        what=_("When your data was exported, and by whom"),
        why=_("So that you know who has got it"),
        basis=LegalBasis.SAFETY,
        period=Period.ACCOUNT,
        held_in=("accounts.DataExport",),
        on_erasure=DELETED,
    ),
    PersonalData(
        what=_(
            "Who looked at your data or took it out of the portal, by role; if you work on the "
            "portal, what you looked at"
        ),
        why=_("So that you know who has seen it, and nobody looks without a reason"),
        basis=LegalBasis.SAFETY,
        period=Period.TWO_YEARS,
        held_in=("accounts.DataAccess", "accounts.DataAccess.by"),
        found_by={"accounts.DataAccess": ("person", lambda pk: names_any_of([pk]))},
        tells={"accounts.DataAccess.by": ("happened_at", "screen", "kind", "people_count")},
        names={"accounts.DataAccess.by": _("what you looked at")},
        in_words={
            "accounts.DataAccess.screen": names_of_screens,
            "accounts.DataAccess.role": lambda rows: [row.role_words for row in rows],
        },
        kept_back={"accounts.DataAccess.filters": _("They may name other people.")},
        on_erasure={
            "accounts.DataAccess": Anonymised(
                stays={"names of roles and screens": ("role", "screen")}, by=forget_looks
            ),
            "accounts.DataAccess.by": Anonymised(stays={"names of screens": ("screen",)}),
        },
        ended={"accounts.DataAccess": lambda now: DataAccess.objects.of_long_ago(now)},
    ),
    PersonalData(
        what=_("That your account was to be erased: when, who asked, and what became of it"),
        why=_("To erase it when it is due, and to show that we did"),
        basis=LegalBasis.DUTY,
        period=Period.PROOF,
        held_in=("accounts.Erasure",),
        found_by={"accounts.Erasure": ("person",)},
        names={"asked_by": _("who asked")},
        on_erasure=Proof(Period.PROOF, _("It holds dates and a number, no name.")),
        ended={"accounts.Erasure": erasures_no_longer_proof},
    ),
)

IMPERSONAL = {
    "names of themes": ("accounts.Theme.names",),
    "how many rows were erased in a night": ("accounts.ErasureRun.counts",),
    "of providers, which stand in the environment": ("socialaccount.SocialApp.settings",),
    "part of a look at data, which is declared": ("accounts.AccessedPeople.access",),
}
