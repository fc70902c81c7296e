"""What the fields of what is kept about people say in words."""

from django.conf import settings
from django.utils.translation import gettext

from accounts.single_sign_on.links import names_of_providers
from notices.kinds import KINDS


def names_of_kinds(rows):
    """The kinds of mail that `rows` are of; of one that is no longer declared its key."""
    return [KINDS[row.kind].name if row.kind in KINDS else row.kind for row in rows]


def names_of_languages(rows):
    """The language of each of `rows`, by its own name; its code where it is none of the portal."""
    return [dict(settings.LANGUAGES).get(row.language, row.language) for row in rows]


def yes_or_nothing(people):
    """That somebody is an administrator; nothing of the others."""
    return [gettext("Yes") if person.is_superuser else "" for person in people]


def kinds_of_factors(rows):
    """What each second factor is, in the words of the page on them."""
    words = {
        "totp": gettext("Authenticator app"),
        "webauthn": gettext("Passkey"),
        "recovery_codes": gettext("Recovery codes"),
    }
    return [words.get(row.type, row.type) for row in rows]


def names_of_links(rows):
    """The provider of each link by its name; by its key where it is not set up any more."""
    names = names_of_providers()
    return [names.get(row.provider, row.provider) for row in rows]
