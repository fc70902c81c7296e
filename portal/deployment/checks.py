"""What production needs. Each rule raises a sentence that names the variable."""

from urllib.parse import urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from portal.deployment.environment import wrong

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def check_production(settings):
    """Check `settings` (a mapping) against every rule. Raises ImproperlyConfigured."""
    for check in CHECKS:
        check(settings)


def _secret_key(settings):
    _random("SECRET_KEY", settings["SECRET_KEY"])


def _factor_keys(settings):
    for key in settings["SECOND_FACTOR_KEYS"]:
        _random("SECOND_FACTOR_KEYS", key.strip())


def _random(name, key):
    if len(key) < 50 or len(set(key)) < 5:
        raise ImproperlyConfigured(
            f"{name} is too short or too simple. It must hold a random text of at least "
            "50 characters."
        )


def _hosts(settings):
    for host in settings["ALLOWED_HOSTS"]:
        if host == "*" or not host or set(host) & set("/ *@"):
            raise wrong(
                "ALLOWED_HOSTS",
                ",".join(settings["ALLOWED_HOSTS"]),
                "host names separated by commas, such as portal.example,www.portal.example",
            )


def _site_url(settings):
    address = urlsplit(settings["SITE_URL"])
    if address.scheme not in ("http", "https") or not address.hostname or address.path:
        raise wrong("SITE_URL", settings["SITE_URL"], "an address such as https://portal.example")
    hosts = settings["ALLOWED_HOSTS"]
    if not any(
        address.hostname == host or (host.startswith(".") and address.hostname.endswith(host))
        for host in hosts
    ):
        raise wrong(
            "SITE_URL", settings["SITE_URL"], f"at one of ALLOWED_HOSTS ({', '.join(hosts)})"
        )


def _redis(settings):
    if settings["REDIS_URL"] and urlsplit(settings["REDIS_URL"]).scheme not in (
        "redis",
        "rediss",
        "unix",
    ):
        raise ImproperlyConfigured("REDIS_URL must be an address such as redis://host:6379/0.")


def _attempts(settings):
    if not settings["CACHES"]["attempts"]["BACKEND"].endswith(".DatabaseCache"):
        raise ImproperlyConfigured(
            "CACHES: “attempts” must lie in the database. Elsewhere each process would count wrong "
            "passwords by itself."
        )


def _sender(settings):
    if "@" not in settings["DEFAULT_FROM_EMAIL"]:
        raise wrong(
            "DEFAULT_FROM_EMAIL",
            settings["DEFAULT_FROM_EMAIL"],
            "an email address, such as portal@portal.example",
        )


def _contact(settings):
    try:
        validate_email(settings["CONTACT_EMAIL"])
    except ValidationError:
        raise wrong(
            "CONTACT_EMAIL",
            settings["CONTACT_EMAIL"],
            "an email address without a name, such as contact@portal.example",
        ) from None


def _time_zone(settings):
    if settings["TIME_ZONE"] not in available_timezones():
        raise wrong("TIME_ZONE", settings["TIME_ZONE"], "a time zone such as Europe/Madrid")


def _level(settings):
    if (level := settings["LOGGING"]["root"]["level"]) not in LEVELS:
        raise wrong("LOG_LEVEL", level, f"one of {', '.join(LEVELS)}")


CHECKS = (
    _secret_key,
    _factor_keys,
    _hosts,
    _site_url,
    _redis,
    _attempts,
    _sender,
    _contact,
    _time_zone,
    _level,
)
