"""Production starts with right values only, and says which one is wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "PORTAL_ENV": "production",
    "SECRET_KEY": "e8b1c0d4f7a29365" * 4,
    "SECOND_FACTOR_KEYS": "a2f0c3d4e5b69718" * 4,
    "ALLOWED_HOSTS": "portal.example,.portal.example",
    "SITE_URL": "https://www.portal.example",
    "DATABASE_URL": "postgres://portal:secret@localhost/portal",
    "EMAIL_URL": "smtp+tls://portal:secret@localhost:587",
    "DEFAULT_FROM_EMAIL": "portal@portal.example",
    "CONTROLLER": "Municipality of Nowhere, 1 Example Square, Nowhere",
    "CONTACT_EMAIL": "contact@portal.example",
}
READ = "from django.conf import settings; settings.DEBUG"


def start(code=READ, **changes):
    """What the settings say on standard error when they are read with these variables."""
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "portal.settings"}
    environment |= {name: value for name, value in (GOOD | changes).items() if value is not None}
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return result.stderr.strip().splitlines()[-1] if result.stderr.strip() else ""


def test_right_values_start():
    assert start() == ""
    no_demo = "from django.conf import settings; assert settings.DEMO_NOTICE is False"
    assert start(no_demo) == ""
    two_factors = "from django.conf import settings; assert settings.SECOND_FACTOR_REQUIRED is True"
    assert start(two_factors) == ""


@pytest.mark.parametrize("name", [name for name in GOOD if name != "PORTAL_ENV"])
def test_missing_value_is_named(name):
    assert f"ImproperlyConfigured: {name} is not set. It must hold " in start(**{name: None})


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("PORTAL_ENV", "prod", "PORTAL_ENV is “prod”. It must be production, demo"),
        ("SECRET_KEY", "short", "SECRET_KEY is too short or too simple."),
        ("SECRET_KEY", "a" * 60, "SECRET_KEY is too short or too simple."),
        ("SECOND_FACTOR_KEYS", "short", "SECOND_FACTOR_KEYS is too short or too simple."),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS is “*”."),
        ("ALLOWED_HOSTS", "https://portal.example", "ALLOWED_HOSTS is “https://portal.example”."),
        ("SITE_URL", "portal.example", "SITE_URL is “portal.example”."),
        ("SITE_URL", "https://other.example", "at one of ALLOWED_HOSTS"),
        ("DATABASE_URL", "portal", "DATABASE_URL cannot be read."),
        ("EMAIL_URL", "pigeon://loft", "EMAIL_URL cannot be read."),
        ("DEFAULT_FROM_EMAIL", "portal", "DEFAULT_FROM_EMAIL is “portal”."),
        ("CONTACT_EMAIL", "Us <contact@portal.example>", "CONTACT_EMAIL is “Us"),
        ("CONTACT_EMAIL", "contact", "CONTACT_EMAIL is “contact”."),
        ("REDIS_URL", "cache:6379", "REDIS_URL must be an address"),
        ("TIME_ZONE", "Europe/Atlantis", "TIME_ZONE is “Europe/Atlantis”."),
        ("FUNDER_PROOF_UNTIL", "2031", "FUNDER_PROOF_UNTIL is “2031”. It must be a day such as"),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL is “LOUD”."),
        ("CONN_MAX_AGE", "long", "CONN_MAX_AGE is “long”. It must be a whole number."),
        ("OIDC_PROVIDERS", "[{", "OIDC_PROVIDERS is no JSON. It must be like"),
        ("SECURE_SSL_REDIRECT", "maybe", "SECURE_SSL_REDIRECT is “maybe”."),
    ],
)
def test_wrong_value_is_named(name, value, message):
    assert message in start(**{name: value})


def test_attempts_are_counted_for_all_processes():
    apart = {"CACHES": {"attempts": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}}
    code = "from portal import settings; from portal.deployment.checks import check_production; "
    code += f"check_production(vars(settings) | {apart!r})"
    assert "each process would count wrong passwords by itself" in start(code)


@pytest.mark.parametrize(
    ("changes", "header"),
    [
        ({}, "max-age=31536000; includeSubDomains; preload"),
        ({"SECURE_HSTS_PRELOAD": "false"}, "max-age=31536000; includeSubDomains"),
        ({"SECURE_HSTS_INCLUDE_SUBDOMAINS": "false"}, "max-age=31536000; preload"),
    ],
)
def test_https_is_insisted_on_as_the_variables_say(changes, header):
    code = (
        "from django.http import HttpResponse; from django.test import RequestFactory; "
        "from django.middleware.security import SecurityMiddleware; "
        "request = RequestFactory().get('/en/', secure=True); "
        "answer = SecurityMiddleware(lambda request: HttpResponse())(request); "
        f"assert answer['Strict-Transport-Security'] == {header!r}, answer.headers"
    )
    assert start(code, **changes) == ""


def test_a_password_is_never_repeated():
    assert "secret" not in start(DATABASE_URL="mongo://portal:secret@host")


@pytest.mark.parametrize(
    ("name", "value", "module"),
    [
        ("REDIS_URL", "redis://cache:6379/0", "redis"),
        ("STORAGE_BUCKET", "portal", "storages"),
        ("MAIL_PROVIDER", "mailgun", "anymail"),
        ("METRICS_TOKEN", "m" * 32, "django_prometheus"),
        ("SENTRY_DSN", "https://key@sentry.example/1", "sentry_sdk"),
    ],
)
def test_extra_without_its_package_is_named(name, value, module):
    absent = (
        "import importlib.util as u; find = u.find_spec; "
        f"u.find_spec = lambda name: None if name == {module!r} else find(name); "
    )
    assert f"{name} is set, but the package " in start(absent + READ, **{name: value})


def test_all_extras_together_start():
    pytest.importorskip("storages")
    extras = {
        "REDIS_URL": "redis://localhost:6379/0",
        "STORAGE_BUCKET": "portal",
        "STORAGE_ENDPOINT": "https://storage.example",
        "MAIL_PROVIDER": "mailgun",
        "MAIL_PROVIDER_SETTINGS": '{"MAILGUN_API_KEY": "key"}',
        "METRICS_TOKEN": "m" * 32,
        "SENTRY_DSN": "https://key@sentry.example/1",
    }
    code = (
        "import django; django.setup(); import portal.urls; "
        "from django.core.files.storage import default_storage as s; "
        "assert s.url('images/x.png') == '/media/images/x.png', s.url('images/x.png')"
    )
    assert start(code, EMAIL_URL=None, **extras) == ""
