"""The map of the portal's addresses."""

from allauth import urls as allauth_urls
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from accounts.admin.entrance import admin_login, guard_admin
from content.pages.entrance import guard_places
from portal.patches import serve

handler400 = "home.views.errors.bad_request"
handler500 = "home.views.errors.server_error"

# How pages are served, and a second log-in, without the limits of the first.
REPLACED = ("wagtail_serve", "wagtailcore_login")
admin_urls = [
    pattern
    for pattern in wagtailadmin_urls.urlpatterns
    if getattr(pattern, "name", "") != "wagtailadmin_error_test"  # it breaks on purpose
]
for guard in (guard_places, guard_admin):
    decorate_urlpatterns(admin_urls, guard)
# Single sign-on has pages of its own: accounts/single_sign_on/.
account_urls = [
    pattern
    for pattern in allauth_urls.urlpatterns
    if not str(pattern.pattern).startswith(("3rdparty/", "social/"))
]
log_in_at_the_site = RedirectView.as_view(pattern_name="account_login", query_string=True)
urlpatterns = [
    path("admin/login/", admin_login),
    path("admin/", include(admin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include(account_urls)),
    path("", include("content.files.urls")),
    path("", include("notices.urls")),
    path("", include("home.urls")),
]
# Without a secret anybody could report that somebody's address refuses mails.
if settings.MAIL_PROVIDER and settings.ANYMAIL.get("WEBHOOK_SECRET"):
    urlpatterns.append(path("anymail/", include("anymail.urls")))
if settings.METRICS_TOKEN:
    from portal.metrics import metrics

    urlpatterns.append(path("metrics", metrics))
urlpatterns += i18n_patterns(
    path("accounts/", include("accounts.urls")),
    path("accounts/", include(account_urls)),
    path("my-organisation/", include("accounts.urls_of_organisation")),
    path("", include("courses.urls")),
    path("", include("contact.urls")),
    path("", include("home.urls_in_language")),
    path("_util/login/", log_in_at_the_site, name="wagtailcore_login"),
    *(pattern for pattern in wagtail_urls.urlpatterns if pattern.name not in REPLACED),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
)
