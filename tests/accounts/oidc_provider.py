"""A provider of OpenID Connect on the loopback, that says of people what a test wants."""

import json
import threading
import time
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

CLIENT, SECRET = "portal", "a secret: of the portal"


class OidcProvider:
    """`claims` are what it says of whoever logs in; `more` it says only when asked.

    `token` changes what the ID token says of itself; `denies`: nobody goes through with it; `key`
    signs. `asked` are the paths that were asked for; `is_broken` answers everything with 500.
    """

    def __init__(self, address):
        self.address, self.codes, self.asked = address, {}, []
        self.known_key = generate_private_key(SECP256R1())
        self.reset()

    def reset(self, **claims):
        self.claims = {"sub": "u-1", "email": "dana@example.org", "email_verified": True} | claims
        self.more, self.token = {}, {}
        self.denies = self.is_broken = False
        self.key, self.algorithm = self.known_key, "ES256"
        self.asked.clear()

    @property
    def entry(self):
        """Of settings.OIDC_PROVIDERS."""
        return {
            "id": "eu-login",
            "name": "EU Login",
            "server": self.address,
            "client_id": CLIENT,
            "client_secret": SECRET,
            "confirmed_by": "email_verified",
        }

    def log_in(self, address):
        """What somebody does whom the portal sent to `address`; returns where that leads back."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert set(asked["scope"].split()) == {"openid", "profile", "email"}
        answer = {"state": asked["state"]}
        if self.denies:
            answer["error"] = "access_denied"
        else:
            answer["code"] = f"code-{len(self.codes)}"
            self.codes[answer["code"]] = asked
        return f"{urlsplit(asked['redirect_uri']).path}?{urlencode(answer)}"

    def answer(self, path, form, authorization):
        """(status, what is answered as JSON)."""
        self.asked.append(path)
        if self.is_broken:
            return 500, "no JSON"
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/userinfo",
                "jwks_uri": f"{self.address}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/keys":
            key = jwt.algorithms.ECAlgorithm.to_jwk(self.known_key.public_key(), as_dict=True)
            return 200, {"keys": [key | {"kid": "1", "alg": "ES256", "use": "sig"}]}
        if path == "/userinfo":
            assert authorization == "Bearer access"
            return 200, {"sub": self.claims["sub"]} | self.more
        return self._token(form)

    def _token(self, form):
        asked = self.codes.pop(form.get("code"), None)
        challenge = sha256(form.get("code_verifier", "").encode()).digest()
        proved = urlsafe_b64encode(challenge).decode().rstrip("=")
        if (
            asked is None
            or asked["redirect_uri"] != form["redirect_uri"]
            or asked["code_challenge"] != proved
            or (form["client_id"], form["client_secret"]) != (CLIENT, SECRET)
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300}
        claims |= {"nonce": asked["nonce"]} | self.claims | self.token
        token = jwt.encode(claims, self.key, algorithm=self.algorithm, headers={"kid": "1"})
        return 200, {"access_token": "access", "token_type": "Bearer", "id_token": token}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        length = int(self.headers.get("Content-Length", 0))
        form = dict(parse_qsl(self.rfile.read(length).decode()))
        provider = self.server.provider
        status, content = provider.answer(self.path, form, self.headers.get("Authorization"))
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def do_POST(self):
        self.do_GET()

    def log_message(self, *args):
        pass


@contextmanager
def running_provider():
    """An OidcProvider that runs."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.provider = OidcProvider(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server.provider
        server.shutdown()
        thread.join()
