"""What somebody has to log in with."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator


@dataclass(frozen=True)
class Passkey:
    """A passkey for its owner."""

    pk: int
    name: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """Second factors of a person. `app`: the Authenticator of an app, or None.

    `codes_left`: how many recovery codes were not used, None where there are none.
    """

    passkeys: tuple[Passkey, ...] = ()
    app: Authenticator | None = None
    codes_left: int | None = None

    @property
    def has_any(self):
        """Whether the log-in asks for one."""
        return bool(self.passkeys or self.app)


def read_factors(person):
    """The Factors of `person`. One query."""
    kinds = Authenticator.Type
    rows = list(Authenticator.objects.filter(user=person).order_by("created_at", "pk"))
    by_kind = {row.type: row for row in rows}
    codes = by_kind.get(kinds.RECOVERY_CODES)
    return Factors(
        passkeys=tuple(
            Passkey(row.pk, row.data["name"], row.created_at, row.last_used_at)
            for row in rows
            if row.type == kinds.WEBAUTHN
        ),
        app=by_kind.get(kinds.TOTP),
        codes_left=codes and app_settings.RECOVERY_CODE_COUNT - codes.data["used_mask"].bit_count(),
    )
