"""What becomes of the rows of `accounts` and of frameworks when two accounts become one."""

from wagtail.models import APIToken, PageSubscription
from wagtail.users.models import UserProfile

from accounts.letters.mail import LETTER
from accounts.models import Consent, Erasure, Representative, RoleEnd, Session, Statistics
from accounts.one_person.rows import keep_one, lead_over, pairs_of
from accounts.personal_data import Otherwise
from notices.models import Muting
from notices.outbox import lead_mails_over

STAYS = Otherwise("It stays with the account that is given up, which nobody can log in to.")
ENDS = Otherwise("Roles do not follow, so that nobody may do more than before: they end.")
FIXED = Otherwise(
    "The database lets nobody change it. It is found through the account that is given up."
)


def end_sessions(merge):
    """Log the account that is given up out everywhere."""
    Session.objects.filter(user=merge.merged).delete()


def end_roles(merge):
    """Forget when the roles of the account that is given up would have ended: they end now."""
    RoleEnd.objects.filter(person=merge.merged).delete()


def end_tokens(merge):
    """Let no program in any more with a key of the account that is given up."""
    APIToken.objects.filter(user=merge.merged).delete()


def merge_statistics(merge):
    """What the account that stays says counts; what it leaves unsaid is taken from the other."""
    for own, other in pairs_of(merge, Statistics, "person"):
        own.sex, own.age_band = own.sex or other.sex, own.age_band or other.age_band
        own.save(update_fields=["sex", "age_band"])
    keep_one(merge, Statistics, "person")


def merge_consents(merge):
    """What was decided in the account that stays holds; of other purposes the decisions follow.

    They are written anew, as they were: the database lets nobody change one.
    """
    decided = Consent.objects.filter(person=merge.into).values("purpose")
    lacking = Consent.objects.filter(person=merge.merged).exclude(purpose__in=decided)
    rows = list(lacking.order_by("pk"))
    lacking.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        row.pk, row.person, row._state.adding = None, merge.into, True
    Consent.objects.bulk_create(rows)


def merge_representatives(merge):
    """What the person represented follows as what was: no right is taken over."""
    Representative.objects.open().filter(person=merge.merged).update(until=merge.at)
    lead_over(merge, Representative, "person")


def merge_erasures(merge):
    """What was asked and taken back follows; nothing is open, else nobody would be merged."""
    lead_over(merge, Erasure, "person")


def merge_mutings(merge):
    """Kinds of email that are switched off in either account stay so."""
    keep_one(merge, Muting, "person", "kind")


def merge_mails(merge):
    """Emails follow, and are not sent once more; of those that have not left, letters follow.

    The others stay, held back.
    """
    lead_mails_over(former=merge.merged, to=merge.into, waiting=[LETTER])


def merge_subscriptions(merge):
    """Whoever follows the comments of a page in either account follows them."""
    keep_one(merge, PageSubscription, "user", "page")


def merge_settings(merge):
    """The settings in the admin of the account that stays hold."""
    keep_one(merge, UserProfile, "user")


ON_MERGE = {
    "accounts.User_groups.user": ENDS,
    "accounts.User_user_permissions.user": ENDS,
    "accounts.Consent.person": merge_consents,
    "accounts.DataAccess.by": FIXED,
    "accounts.DataAccess.person": FIXED,
    "accounts.DataExport.person": FIXED,
    "accounts.Erasure.person": merge_erasures,
    "accounts.KnownDevice.user": STAYS,
    "accounts.Representative.person": merge_representatives,
    "accounts.RoleEnd.person": end_roles,
    "accounts.Session.user": end_sessions,
    "accounts.Statistics.person": merge_statistics,
    "account.EmailAddress.user": STAYS,
    "mfa.Authenticator.user": STAYS,
    "notices.Mail.person": merge_mails,
    "notices.Muting.person": merge_mutings,
    "socialaccount.SocialAccount.user": STAYS,
    "wagtailcore.APIToken.user": end_tokens,
    "wagtailcore.PageSubscription.user": merge_subscriptions,
    "wagtailusers.UserProfile.user": merge_settings,
}
