"""Signing up: somebody names an address, and only its owner gets the link that opens the account.

Until then there is no account and no password, so that nobody can choose either for somebody else.
"""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, models, transaction
from django.db.models import PROTECT, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import PendingSignup, User

LINK_WORKS = timedelta(days=3)
SIGNUP_IS_KEPT = timedelta(days=30)
SALT = "accounts.signup"


class Refusal(models.TextChoices):
    """Why a link opens no account, and what to do."""

    OLDER = "older", _("A newer link was sent to you after this one. Only the newest works.")
    EXPIRED = "expired", _("It is older than three days.")
    USED = (
        "used",
        _("It was used already, or a part of it is missing. If your account is open, just log in."),
    )


class LinkRefused(Exception):
    """The link opens no account: `reason` is a Refusal.

    `email` is the address that it was sent to; empty where that is not known any more.
    """

    def __init__(self, reason, email=""):
        super().__init__(reason.label)
        self.reason = reason
        self.email = email


def sign_up(*, email, first_name, last_name, language, wanted):
    """Keep who wants an account, and mail the owner of `email` the way to it.

    An address that has an account is told so by mail. What is done here is the same for both, so
    that nobody learns from outside which it is.
    """
    pending = PendingSignup(
        email=email.lower(),
        first_name=first_name,
        last_name=last_name,
        preferred_language=language,
        wanted=wanted,
        sent_at=timezone.now(),
    )
    _write(pending)
    _mail_the_way(pending)


def send_link_again(email):
    """Mail the owner of `email` a new link, or what else there is to know about the address."""
    email = email.lower()
    if pending := PendingSignup.objects.filter(email=email).first():
        pending.sent_at = timezone.now()
        pending.save(update_fields=["sent_at"])
        _mail_the_way(pending)
    elif person := User.objects.filter(email=email).first():
        send_link_to(person)
    else:
        _mail("unknown_account", email)


def send_link_to(person, wanted=""):
    """Mail `person` the way in: the log-in, or a link where no address was ever confirmed."""
    sign_up(
        email=person.email,
        first_name=person.first_name,
        last_name=person.last_name,
        language=person.preferred_language,
        wanted=wanted,
    )


def _write(pending):
    """Save `pending`, or write it over the row of the same address. One statement: no race."""
    named = ("first_name", "last_name", "preferred_language", "wanted", "sent_at")
    PendingSignup.objects.bulk_create(
        [pending], update_conflicts=True, unique_fields=["email"], update_fields=named
    )


def _mail_the_way(pending):
    person = _accounts().filter(email=pending.email).first()
    if person and not person.may_be_opened:
        # To a person who is switched off nothing would leave, and the page would tell.
        reader = person if person.is_active else pending
        _mail("account_already_exists", pending.email, user=reader)
    else:
        _mail("signup", pending.email, user=pending)


def _mail(kind, email, **context):
    get_adapter().send_mail(f"account/email/{kind}", email, context)


def _accounts():
    """Users, each with `may_be_opened`: whether no address of it was ever confirmed.

    Such accounts stem from the time when signing up made them at once, with a password that
    anybody may have chosen.
    """
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    return User.objects.annotate(may_be_opened=~Exists(confirmed) & Q(is_active=True))


def token_of(sent, salt=SALT):
    """What the newest link of the row `sent` holds: its key and the moment of sending, signed."""
    return Signer(salt=salt).sign_object([sent.pk, sent.sent_at.isoformat()])


def read_token(token, rows, salt=SALT):
    """The one of `rows` whose newest link holds `token`. Raises LinkRefused."""
    try:
        pk, sent_at = Signer(salt=salt).unsign_object(token)
    except (BadSignature, ValueError):
        raise LinkRefused(Refusal.USED) from None
    sent = rows.filter(pk=pk).first()
    if sent is None:
        raise LinkRefused(Refusal.USED)
    if sent.sent_at.isoformat() != sent_at:
        raise LinkRefused(Refusal.OLDER, sent.email)
    return sent


def read_link(token):
    """The PendingSignup whose newest link holds `token`. Raises LinkRefused."""
    return _read(token, PendingSignup.objects.all())


def _read(token, rows):
    pending = read_token(token, rows)
    if timezone.now() - pending.sent_at > LINK_WORKS:
        raise LinkRefused(Refusal.EXPIRED, pending.email)
    return pending


def open_account(*, token, password=""):
    """Make the account of the link that holds `token`; return the User, whose address is confirmed.

    Without a `password` the account has none. Raises LinkRefused, also where the address has got an
    account in the meantime.
    """
    try:
        with transaction.atomic():
            return make_account(_read(token, PendingSignup.objects.select_for_update()), password)
    except IntegrityError:  # an administrator made it at the same moment
        raise LinkRefused(Refusal.USED) from None


def make_account(owner, password):
    """The User of the row `owner`, whose link was followed; what waits for that address is gone.

    Raises LinkRefused where the address has an account already.
    """
    person = _accounts().filter(email=owner.email).first() or User(email=owner.email)
    if person.pk and not person.may_be_opened:
        raise LinkRefused(Refusal.USED, owner.email)
    person.first_name, person.last_name = owner.first_name, owner.last_name
    person.preferred_language = owner.preferred_language
    person.set_password(password or None)
    person.save()
    confirm_address(person)
    PendingSignup.objects.filter(email=owner.email).delete()
    return person


def accounts_at(emails):
    """{address: {is_active, may_be_opened}} of those of `emails` that have an account."""
    found = _accounts().filter(email__in=emails).values("email", "is_active", "may_be_opened")
    return {each["email"]: each for each in found}


def account_of(email):
    """The User who can log in with `email`, or could if not switched off; None if there is none."""
    person = _accounts().filter(email=email).first()
    return None if person is None or person.may_be_opened else person


def confirm_address(person):
    """Confirm the address of `person`, who has shown to read its mail; it is the only one then."""
    person.emailaddress_set.all().delete()
    address = person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    email_confirmed.send(EmailAddress, request=None, email_address=address)


def signups_of_long_ago(now):
    """The PendingSignups that have waited for thirty days."""
    return PendingSignup.objects.filter(sent_at__lt=now - SIGNUP_IS_KEPT)


def half_made_of_long_ago(now):
    """The accounts of before that nobody confirmed, entered or gave a duty to in thirty days.

    What waits for its confirmation today are PendingSignups. Whom an administrator enrolled stays.
    """
    never_used = _accounts().filter(
        may_be_opened=True,
        date_joined__lt=now - SIGNUP_IS_KEPT,
        last_login=None,
        is_staff=False,
        is_superuser=False,
        groups=None,
        user_permissions=None,
    )
    for relation in User._meta.get_fields(include_hidden=True):
        if getattr(relation, "on_delete", None) is PROTECT:
            rows = relation.related_model._base_manager.all()
            never_used = never_used.exclude(
                Exists(rows.filter(**{relation.field.name: OuterRef("pk")}))
            )
    return never_used
