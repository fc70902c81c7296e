"""A visitor who reads the portal over HTTP, without a browser."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass

from tests.demo_server import PASSWORD

READABLE = ("text/", "application/json")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What the server sent, after redirects."""

    status: int
    url: str
    kind: str
    text: str
    headers: object


class Visitor:
    """Keeps cookies; `get` and `post` follow redirects."""

    def __init__(self, address):
        self.address = address
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )

    def get(self, path):
        """The answer to a GET of a path, or of an address of the portal."""
        return self._open(urllib.request.Request(urllib.parse.urljoin(self.address, path)))

    def post(self, path, form_at=None, **fields):
        """The answer to a form sent to `path` with the token of the page there, or `form_at`."""
        token = TOKEN.search(self.get(form_at or path).text)
        fields["csrfmiddlewaretoken"] = token[1]
        address = urllib.parse.urljoin(self.address, path)
        data = urllib.parse.urlencode(fields).encode()
        return self._open(urllib.request.Request(address, data=data, headers={"Referer": address}))

    def log_in(self, email):
        """Log in as one of the demo's people."""
        answer = self.post("/accounts/login/", login=email, password=PASSWORD)
        assert "/login/" not in answer.url, answer.text
        return self

    def _open(self, request):
        try:
            response = self._opener.open(request, timeout=120)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            kind = response.headers.get_content_type()
            body = response.read()
            return Answer(
                status=response.status,
                url=response.url,
                kind=kind,
                text=body.decode(errors="replace") if kind.startswith(READABLE) else "",
                headers=response.headers,
            )
