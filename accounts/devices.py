"""On which device a session began: browser and system by their names, and a shortened address."""

import ipaddress
from dataclasses import asdict, dataclass
from datetime import datetime

from allauth.account.adapter import get_adapter
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.sessions import IDLED_OUT

DEVICE = "device"  # in the session
# What a browser calls itself holds the names of those that it wants to be taken for: the first that
# is found counts.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPad", "iPadOS"),
    ("iPhone", "iOS"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)
LONGEST = 500  # characters that are looked at


@dataclass(frozen=True)
class Device:
    """Where somebody logged in; each is "" where it is not known. `network` is half an address."""

    browser: str = ""
    system: str = ""
    network: str = ""

    @property
    def words(self):
        """The device in the active language."""
        # Translators: from right to left, begin with a word of the language, as “Browser Firefox”.
        if self.browser and self.system:
            return _("%(browser)s on %(system)s") % {
                "browser": self.browser,
                "system": self.system,
            }
        if self.system:
            return _("Another browser on %(system)s") % {"system": self.system}
        return self.browser or _("Unknown device")


def device_of(request):
    """The Device that `request` comes from. Nothing of what the browser sent is kept as it was."""
    sent = request.META.get("HTTP_USER_AGENT", "")[:LONGEST]
    return Device(
        browser=_first(BROWSERS, sent),
        system=_first(SYSTEMS, sent),
        network=shortened(get_adapter().get_client_ip(request)),
    )


def shortened(address):
    """The part of a network `address` that many share: "192.0.x.x", "2001:db8:1:…"; or ""."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if isinstance(ip, ipaddress.IPv4Address):
        return ".".join([*str(ip).split(".")[:2], "x", "x"])
    return ":".join([*(f"{int(part, 16):x}" for part in ip.exploded.split(":")[:3]), "…"])


def note_device(request, user, **details):
    """Write into the session that begins on which device, and when."""
    request.session.pop(IDLED_OUT, None)  # it has served the log-in page
    began = timezone.now().isoformat()
    request.session[DEVICE] = {**asdict(device_of(request)), "began": began}


def read_device(data):
    """The Device, and the moment at which the session began, of what a session holds.

    The moment is None where the session is older than this note.
    """
    noted = dict(data.get(DEVICE, {}))
    began = noted.pop("began", None)
    return Device(**noted), began and datetime.fromisoformat(began)


def _first(names, sent):
    return next((name for sign, name in names if sign in sent), "")
