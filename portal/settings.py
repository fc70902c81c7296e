"""Settings of the portal, read from the environment.

`PORTAL_ENV` chooses the defaults: `production` (the default: nothing is guessed, a missing value
stops the start), `demo`, `development` or `test`. All variables stand in docs/operations.md.
"""

import json
from pathlib import Path
from zoneinfo import available_timezones

from portal.deployment.accounts import account_settings
from portal.deployment.checks import check_production
from portal.deployment.environment import (
    IS_PRODUCTION,
    PORTAL_ENV,
    database,
    day,
    env,
    flag,
    needs_package,
    number,
    parsed,
    required,
    text,
)
from portal.deployment.log import log_settings
from portal.deployment.providers import read_providers
from portal.middleware.security import SITE_POLICY

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(text("VAR_DIR", str(BASE_DIR / "var")))

# Core
DEBUG = PORTAL_ENV == "development"
# Samples of components, blocks, mails and error pages under /en/styleguide/.
STYLEGUIDE = flag("STYLEGUIDE", default=PORTAL_ENV in ("development", "test"))
SECRET_KEY = required(
    "SECRET_KEY", "not-secret-" + "0" * 50, "a random text of at least 50 characters"
)
ALLOWED_HOSTS = required(
    "ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver", "the host names of the portal"
).split(",")
SITE_URL = required(
    "SITE_URL", "http://localhost:8000", "the portal's address, such as https://portal.example"
).rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# Who answers for the portal, and where messages go. Pages and forms show both.
CONTROLLER = required(
    "CONTROLLER",
    "Municipality of Nowhere (fictional), 1 Example Square, Nowhere",
    "the name and the postal address of who answers for the portal",
)
CONTACT_EMAIL = required("CONTACT_EMAIL", "contact@demo.example", "the address of messages to you")
# A line on every page that says that its people are invented.
DEMO_NOTICE = PORTAL_ENV == "demo"

INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "home",
    "contact",
    "reporting",
    "courses",
    "assessments",
    "learning",
    "content",
    "accounts",
    "notices",
    "demo",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtailmedia",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.admin.app.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks_db",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "portal.middleware.request_id.request_id_middleware",
    "django.middleware.security.SecurityMiddleware",
    "portal.middleware.packing.FilePackingMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.kept_pages.kept_pages_middleware",
    "django.middleware.gzip.GZipMiddleware",
    "portal.middleware.security.permissions_policy_middleware",
    "portal.middleware.security.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.sessions.attendance_middleware",
    "portal.middleware.language.LanguageMiddleware",
    "portal.middleware.readable_forms.readable_forms_middleware",
    "django.middleware.common.CommonMiddleware",
    "portal.middleware.wrong_methods.wrong_methods_middleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.time_zones.time_zone_middleware",
    "portal.middleware.own_answers.own_answers_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    }
]

# Database
DATABASE_URL = required(
    "DATABASE_URL",
    f"sqlite:///{VAR_DIR / 'portal.sqlite3'}",
    "the database's address, such as postgres://user:password@host/portal",
)
DATABASES = {
    "default": parsed(
        "DATABASE_URL", DATABASE_URL, database, "postgres://user:password@host/portal"
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Without IMMEDIATE and WAL, writers that meet fail with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["ENGINE"] = "portal.backends.postgresql"
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
# Opening SQLite's file anew takes longer than most of a page's queries.
DATABASES["default"]["CONN_MAX_AGE"] = number("CONN_MAX_AGE", 600)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Cache, tasks
REDIS_URL = text("REDIS_URL", "")
CACHES = {
    "default": {"BACKEND": "portal.backends.attempts.LocalCache"},
    # Attempts are counted here, for all processes: see docs/decisions/attempts-are-counted-once.md.
    "attempts": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_attempts",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Both valid for one edition, whose mark is in the database: see content/editions/edition.py.
    "editions": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "editions",
        "TIMEOUT": 600,
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": 600,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
if REDIS_URL:
    needs_package("REDIS_URL", "redis", "redis")
    CACHES["default"] = {
        "BACKEND": "portal.backends.cache.Cache",
        "LOCATION": REDIS_URL,
    }
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if flag("BACKGROUND_TASKS", IS_PRODUCTION)
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["portal.backends.authentication.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LengthValidator"},
    {"NAME": "accounts.passwords.EasyPasswordValidator"},
]
if PORTAL_ENV == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
vars().update(account_settings(SITE_URL))
# Who works for the programme needs a second factor. Its secrets are encrypted with the first of the
# keys, and read with any of them.
SECOND_FACTOR_REQUIRED = flag("SECOND_FACTOR_REQUIRED", default=IS_PRODUCTION)
SECOND_FACTOR_KEYS = required(
    "SECOND_FACTOR_KEYS", "not-secret-" + "1" * 50, "a random text of at least 50 characters"
).split(",")
# The last day on which the funder may ask for proof; None while nobody knows it.
FUNDER_PROOF_UNTIL = day("FUNDER_PROOF_UNTIL")
# With which accounts elsewhere people may log in.
OIDC_PROVIDERS = read_providers(text("OIDC_PROVIDERS", "[]"), is_production=IS_PRODUCTION)
# How many proxies in front of the portal add to X-Forwarded-For; rate limits count addresses.
ALLAUTH_TRUSTED_PROXY_COUNT = number("TRUSTED_PROXY_COUNT", 1 if IS_PRODUCTION else 0)
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_learning"

# Languages
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("en", "English"),
    ("es", "Español"),
    ("it", "Italiano"),
    ("he", "עברית"),
    ("ar", "العربية"),
]
LOCALE_PATHS = [
    BASE_DIR / "locale",
    BASE_DIR / "portal/languages/borrowed",  # what the frameworks' own catalogues lack
]
FORMAT_MODULE_PATH = ["portal.languages.formats"]
TIME_ZONE = text("TIME_ZONE", "Europe/Madrid")

# Files
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static-built" if IS_PRODUCTION else None
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(text("MEDIA_ROOT", str(VAR_DIR / "media")))
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
if STORAGE_BUCKET := text("STORAGE_BUCKET"):
    needs_package("STORAGE_BUCKET", "storages", "django-storages[s3]")
    STORAGES["default"] = {
        "BACKEND": "portal.backends.storage.BucketStorage",
        "OPTIONS": {
            "bucket_name": STORAGE_BUCKET,
            "access_key": text("STORAGE_ACCESS_KEY") or None,
            "secret_key": text("STORAGE_SECRET_KEY") or None,
            "endpoint_url": text("STORAGE_ENDPOINT") or None,
            "region_name": text("STORAGE_REGION") or None,
            "file_overwrite": False,
        },
    }

# Mail
if MAIL_PROVIDER := text("MAIL_PROVIDER"):
    needs_package("MAIL_PROVIDER", "anymail", "django-anymail")
    EMAIL_BACKEND = f"anymail.backends.{MAIL_PROVIDER}.EmailBackend"
    ANYMAIL = parsed(
        "MAIL_PROVIDER_SETTINGS",
        text("MAIL_PROVIDER_SETTINGS", "{}"),
        json.loads,
        '{"MAILGUN_API_KEY": "…"}',
    )
else:
    EMAIL_URL = required(
        "EMAIL_URL", "consolemail://", "the mail server, such as smtp+tls://user:pw@host:587"
    )
    vars().update(
        parsed("EMAIL_URL", EMAIL_URL, env.email_url_config, "smtp+tls://user:password@host:587")
    )
# What anybody sends goes into the outbox; MAIL_TRANSPORT takes it from there.
MAIL_TRANSPORT, EMAIL_BACKEND = EMAIL_BACKEND, "notices.framework.Backend"
if PORTAL_ENV == "test":
    MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = required(
    "DEFAULT_FROM_EMAIL", "SME4SMARTCITIES <portal@demo.example>", "the sender of the mails"
)

# Security
if IS_PRODUCTION:
    SECURE_SSL_REDIRECT = flag("SECURE_SSL_REDIRECT", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = number("SECURE_HSTS_SECONDS", 31536000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = flag("SECURE_HSTS_INCLUDE_SUBDOMAINS", True)
    SECURE_HSTS_PRELOAD = flag("SECURE_HSTS_PRELOAD", True)
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
CONTENT_SECURITY_POLICY = {"DIRECTIVES": SITE_POLICY}
CSRF_FAILURE_VIEW = "home.views.errors.stale_form"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editor shows previews in a frame
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # asks for DENY
SESSION_ENGINE = "accounts.sessions"
# The privacy page promises three cookies: session, CSRF and language.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Log
LOGGING = log_settings(level=text("LOG_LEVEL", "WARNING"), is_json=IS_PRODUCTION)

# Wagtail
WAGTAIL_SITE_NAME = "SME4SMARTCITIES"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# Browsers do not know the computer's own "localtime".
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"localtime"})
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Passwords and addresses are kept on the site's account pages.
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "content.rich_text.FormattedTextArea"}}
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAILIMAGES_IMAGE_MODEL = "content.CustomImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "content.files.forms.PictureForm"
# Of a picture without transparency; see content/files/pictures.py.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
SVG_DEPTH = 60  # how many parts of a drawing may stand inside each other
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILDOCS_DOCUMENT_MODEL = "content.CustomDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "content.files.forms.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = [
    "csv", "docx", "odt", "ods", "odp", "pdf", "pptx", "txt", "vtt", "xlsx", "zip",
]  # fmt: skip
WAGTAILMEDIA = {
    "MEDIA_MODEL": "content.CustomMedia",
    "MEDIA_FORM_BASE": "content.files.forms.RecordingForm",
    # What the browsers of 2022 play.
    "VIDEO_EXTENSIONS": ["mp4", "m4v", "webm"],
    "AUDIO_EXTENSIONS": ["mp3", "m4a", "ogg", "wav"],
}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "content.search.backend"}}
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# The API of the translation editor answers in JSON to browsers too; pages of its own it has none.
REST_FRAMEWORK = {"DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]}

# Watching: each only where its variable is set
if METRICS_TOKEN := text("METRICS_TOKEN"):
    needs_package("METRICS_TOKEN", "django_prometheus", "django-prometheus")
    INSTALLED_APPS.append("django_prometheus")
    MIDDLEWARE.insert(0, "django_prometheus.middleware.PrometheusBeforeMiddleware")
    MIDDLEWARE.append("django_prometheus.middleware.PrometheusAfterMiddleware")
if SENTRY_DSN := text("SENTRY_DSN"):
    needs_package("SENTRY_DSN", "sentry_sdk", "sentry-sdk")
    import sentry_sdk

    sentry_sdk.init(dsn=SENTRY_DSN, send_default_pii=False)

if IS_PRODUCTION:
    check_production(vars())
