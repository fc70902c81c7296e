"""Which accounts elsewhere a person logs in with."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.mail import ACCOUNT_MAILS
from accounts.models import User
from accounts.single_sign_on.failures import Failed, Failure
from notices.outbox import new_mail, queue_mails


@dataclass(frozen=True)
class Link:
    """An account elsewhere for its owner. `is_offered`: one can still log in with it."""

    pk: int
    name: str
    is_offered: bool
    linked_at: datetime
    last_used_at: datetime


class LastWayIn(Exception):
    """Nothing was unlinked: the person has no other way to log in."""


def names_of_providers():
    """{id: name} of the providers that people may log in with. No query."""
    return {each["id"]: each["name"] for each in settings.OIDC_PROVIDERS}


def find_link(provider, identity):
    """The SocialAccount of an Identity at a Provider, with its user; None where there is none."""
    rows = SocialAccount.objects.select_related("user")
    return rows.filter(provider=provider.sub_id, uid=identity.subject).first()


def links_of(person):
    """The Links of `person`, as a list. One query, and none where no provider is set up."""
    names = names_of_providers()
    rows = SocialAccount.objects.filter(user=person).order_by("date_joined", "pk") if names else ()
    return [
        Link(
            pk=row.pk,
            name=names.get(row.provider, row.provider),
            is_offered=row.provider in names,
            linked_at=row.date_joined,
            last_used_at=row.last_login,
        )
        for row in rows
    ]


def link(person, provider_id, subject):
    """Let `person` log in with the provider's `subject`; a mail tells of it. Raises Failed."""
    try:
        with transaction.atomic():
            row, is_new = SocialAccount.objects.get_or_create(
                provider=provider_id, uid=subject, defaults={"user": person}
            )
    except IntegrityError:  # somebody was quicker
        raise Failed(Failure.TAKEN) from None
    if row.user_id != person.pk:
        raise Failed(Failure.TAKEN)
    if is_new:
        _mail("account_connected", person, row)


def note_used(row):
    """Note that somebody logs in with the SocialAccount `row`."""
    SocialAccount.objects.filter(pk=row.pk).update(last_login=timezone.now())


def unlink(person, pk):
    """Take the link `pk` from `person`; return whether it was there. Raises LastWayIn."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)  # one after the other
        row = SocialAccount.objects.filter(user=person, pk=pk).first()
        if row is None:
            return False
        if not has_other_way(person, pk):
            raise LastWayIn
        row.delete()
        _mail("account_disconnected", person, row)
    return True


def has_other_way(person, pk):
    """Whether `person` can log in without the link `pk`: by password, passkey or another link."""
    others = SocialAccount.objects.filter(user=person, provider__in=names_of_providers())
    passkeys = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN)
    return person.has_usable_password() or passkeys.exists() or others.exclude(pk=pk).exists()


def _mail(kind, person, row):
    name = names_of_providers().get(row.provider, row.provider)
    cause = f"{row.provider} {row.date_joined.isoformat()}"
    queue_mails(
        [new_mail(ACCOUNT_MAILS[kind], cause=cause, person=person, data={"provider": name})]
    )
