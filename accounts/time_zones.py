"""Time zones that people may choose, and the one in which a signed-in person reads times."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.conf import settings
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

# Those of the countries of the programme area, north to south and west to east as in an atlas.
NEAR = (
    "Atlantic/Azores",
    "Atlantic/Madeira",
    "Atlantic/Canary",
    "Europe/Lisbon",
    "Europe/Madrid",
    "Europe/Paris",
    "Europe/Rome",
    "Europe/Malta",
    "Africa/Algiers",
    "Africa/Tunis",
    "Africa/Cairo",
    "Europe/Athens",
    "Asia/Nicosia",
    "Asia/Beirut",
    "Asia/Jerusalem",
    "Asia/Hebron",
    "Asia/Gaza",
    "Asia/Amman",
)
REGIONS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def time_zone_choices():
    """The choices of a form's field: empty for the portal's, those near by, then all others."""
    zones = available_timezones()
    near = [zone for zone in NEAR if zone in zones]
    far = sorted(zone for zone in zones - {*NEAR} if zone.partition("/")[0] in REGIONS)
    words = _("The portal’s (%(zone)s)") % {"zone": settings.TIME_ZONE}
    return [
        ("", words),
        (_("Around the Mediterranean"), [(zone, zone.replace("_", " ")) for zone in near]),
        (_("Elsewhere"), [(zone, zone.replace("_", " ")) for zone in far]),
    ]


def time_zone_middleware(get_response):
    """Let times be shown in the zone of whoever is signed in, as soon as that is asked for.

    So a page that asks for nobody costs no query. In the admin the zone of Wagtail's own profile
    comes after it and counts.
    """

    def middleware(request):
        asked = request.user
        request.user = SimpleLazyObject(lambda: _with_zone(asked))
        try:
            return get_response(request)
        finally:
            timezone.deactivate()

    return middleware


def _with_zone(user):
    """The `user`, in whose zone times are shown from now on; one that is gone is the portal's."""
    if zone := getattr(user, "time_zone", ""):
        try:
            timezone.activate(ZoneInfo(zone))
        except (ZoneInfoNotFoundError, ValueError):
            timezone.deactivate()
    return user
