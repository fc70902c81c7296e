"""A server that knows people: the way to it, and what it says of who comes back."""

import logging
from contextlib import contextmanager

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.utils.crypto import get_random_string
from requests import RequestException

from accounts.single_sign_on.failures import Failed, Failure
from accounts.single_sign_on.identity import read_identity

logger = logging.getLogger(__name__)

CALLBACK = "/accounts/oidc/{}/login/callback/"  # known to the provider: the same in each language
LOG_IN, LINK = "login", "connect"  # what somebody went to a provider for
KEYS_SIGN_WITH = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
CLOCKS_DIFFER = 60  # seconds
UNREADABLE = (AttributeError, LookupError, TypeError, ValueError, SuspiciousOperation)


class Provider(OpenIDConnectProvider):
    """A provider of settings.OIDC_PROVIDERS, whose addresses are fetched when they are needed."""

    def __init__(self, request, entry):
        app = SocialApp(
            provider=self.id,
            provider_id=entry["id"],
            name=entry["name"],
            client_id=entry["client_id"],
            secret=entry["client_secret"],
            settings={"server_url": entry["server"], "oauth_pkce_enabled": True},
        )
        super().__init__(request, app=app)
        self.confirmed_by = entry["confirmed_by"]

    def get_oauth2_adapter(self, request):
        return Exchange(request, self)


class Exchange(OpenIDConnectOAuth2Adapter):
    """What the portal and a Provider say to each other while one person logs in."""

    def __init__(self, request, provider):
        super().__init__(request, provider.sub_id)
        self.provider = provider

    def get_provider(self):
        return self.provider

    def get_callback_url(self, request, app):
        return request.build_absolute_uri(CALLBACK.format(self.provider_id))

    def fetch(self, address, **headers):
        """What stands at `address`, as JSON."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(address, headers=headers)
            answer.raise_for_status()
            return answer.json()

    def read_token(self, token, nonce):
        """The claims of the ID token, which this provider signed for us, now, and for this log-in.

        Raises PyJWTError, or ValueError.
        """
        client = self.provider.app.client_id
        claims = jwt.decode(
            token,
            self._key_of(token),
            algorithms=KEYS_SIGN_WITH,
            audience=client,
            issuer=self.openid_config["issuer"],
            leeway=CLOCKS_DIFFER,
            options={"require": ["aud", "exp", "iat", "iss", "sub"]},
        )
        if claims.get("nonce") != nonce or claims.get("azp", client) != client:
            raise ValueError("nonce or azp")
        return claims

    def _key_of(self, token):
        keys = jwt.PyJWKSet.from_dict(self.fetch(self.openid_config["jwks_uri"])).keys
        wanted = jwt.get_unverified_header(token).get("kid")
        fitting = [key for key in keys if wanted is None or key.key_id == wanted]
        if len(fitting) != 1:
            raise ValueError("kid")
        return fitting[0]

    def read_more(self, claims, access_token):
        """`claims` with those that the provider tells only when asked.

        Raises ValueError where these are of another person, or confirm another address.
        """
        asked = self.openid_config.get("userinfo_endpoint")
        if not asked or {"email", self.provider.confirmed_by} <= claims.keys():
            return claims
        more = self.fetch(asked, Authorization=f"Bearer {access_token}")
        if more["sub"] != claims["sub"]:
            raise ValueError("sub of another")
        if len({str(said.get("email") or "").lower() for said in (claims, more)} - {""}) > 1:
            raise ValueError("email of another")
        return more | claims


def find_provider(request, provider_id):
    """The Provider with this id; None where there is none."""
    entries = (each for each in settings.OIDC_PROVIDERS if each["id"] == provider_id)
    entry = next(entries, None)
    return entry and Provider(request, entry)


def way_to(provider, *, purpose, onward):
    """The address at `provider` that asks who it is; `purpose` is LOG_IN or LINK.

    The session keeps what its answer has to fit, and where to go on (`onward`). Raises Failed.
    """
    request, nonce = provider.request, get_random_string(32)
    with _failures(provider):
        answer = provider.redirect(
            request,
            purpose,
            onward,
            auth_params={"nonce": nonce},
            nonce=nonce,
            person=request.user.pk,
        )
        return answer.url


def receive(provider):
    """(Identity, state) of whoever comes back from `provider`. Raises Failed.

    `state` is what `way_to` kept: `process` (the purpose), `person` and, if any, `next`.
    """
    request, failure = provider.request, None
    state = statekit.unstash_state(
        request, provider_id=provider.sub_id, state_id=request.GET.get("state", "")
    )
    if state is None:
        failure = Failure.STALE
    elif request.GET.get("error") == "access_denied":
        failure = Failure.DENIED
    elif "code" not in request.GET:
        failure = Failure.WRONG
    if failure:
        raise Failed(failure)
    with _failures(provider):
        exchange = provider.get_oauth2_adapter(request)
        client = exchange.get_client(request, provider.app)
        verifier = state["pkce_code_verifier"]
        tokens = exchange.get_access_token_data(request, provider.app, client, verifier)
        claims = exchange.read_token(tokens["id_token"], state["nonce"])
        claims = exchange.read_more(claims, tokens["access_token"])
        return read_identity(claims, provider.confirmed_by), state


@contextmanager
def _failures(provider):
    """Turn what a provider may do to us into Failed; the log says what it was."""
    try:
        yield
    except RequestException as error:
        is_answer = error.response is not None or isinstance(error, ValueError)
        raise _logged(provider, error, Failure.WRONG if is_answer else Failure.DOWN) from None
    except (OAuth2Error, jwt.PyJWTError, *UNREADABLE) as error:
        raise _logged(provider, error, Failure.WRONG) from None


def _logged(provider, error, failure):
    words = f"{type(error).__name__}: {error}"[:300]
    logger.warning("Single sign-on by “%s” failed: %s", provider.sub_id, words)
    return Failed(failure)
