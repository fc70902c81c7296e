"""What browsers may do on our pages: strict on the site, wider where Wagtail's admin needs it."""

from functools import cache
from itertools import chain

from csp.constants import HEADER, NONE, SELF, UNSAFE_HASHES, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings

# Embedded players are loaded only after a click, from these hosts alone.
EMBED_HOSTS = ["https://www.youtube-nocookie.com", "https://player.vimeo.com"]
SITE_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "media-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "frame-src": EMBED_HOSTS,
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [SELF],
}
ADMIN_PREFIX = "/admin/"
# Wagtail's admin has inline styles and shows previews in frames.
ADMIN_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [SELF],
}
# Where the admin runs inline scripts nevertheless, and why: names of addresses, or their paths.
# What stands in such a script hangs on the form, so that no hash fits. tests/journeys/trial.py
# names an address that is missing, and tests/browser/test_admin_policy.py one that needs it not.
INLINE_SCRIPTS = {
    "a field for a date, which publishes or filters": (
        "history",  # of whatever has one
        "people",
        "completion_matrix",
        "completion_report",
        "completion_summary",
        "looks_report",
        "track_completion_report",
        "track_completion_summary",
        "wagtailadmin_explore",
        "wagtailadmin_explore_root",
        "wagtailadmin_pages:add",
        "wagtailadmin_pages:edit",
        "wagtailadmin_pages:revisions_revert",
        "wagtailadmin_pages:type_use",
        "wagtailadmin_reports:aging_pages",
        "wagtailadmin_reports:locked_pages",
        "wagtailadmin_reports:site_history",
        "wagtailadmin_reports:workflow",
        "wagtailadmin_reports:workflow_tasks",
        "wagtailadmin_workflows:usage",
        "wagtailforms:index",
        "wagtailusers_users:index",
    ),
    "a field that chooses a page or an organisation": (
        "/admin/bulk/wagtailcore/page/move/",
        "edit_person",
        "invite",
        "organisations:change_link",
        "organisations:link",
        "wagtailadmin_pages:choose_parent",
        "wagtailadmin_pages:copy",
        "wagtailadmin_pages:move",
        "wagtailredirects:add",
        "wagtailredirects:edit",
        "wagtailsites:add",
        "wagtailsites:copy",
        "wagtailsites:edit",
        "wagtailusers_groups:add",
        "wagtailusers_groups:edit",
    ),
    "an inline panel": ("wagtailadmin_workflows:add", "wagtailadmin_workflows:edit"),
}
RUN_INLINE_SCRIPTS = frozenset(chain.from_iterable(INLINE_SCRIPTS.values()))
# Scripts that are the same for everyone, by the hash of what stands there.
KNOWN_SCRIPTS = {
    "wagtailmedia:add": ["'sha256-Jx16Tpaz2Kcypjovu4mlVyW3Ji0PExMKe5W9Wr3cmBs='"],
    "wagtail_localize:submit_page_translation": [
        "'sha256-Zi6020hVNJQUtMOgLuIImaOaART6TyIrghPC9PESpjg='"
    ],
    # "return;", with which Jcrop asks whether there is touch.
    "wagtailimages:edit": [UNSAFE_HASHES, "'sha256-i+qr4lq34KgNHiW62lWi9aInEBwiEOrfCzaNPCvkqD8='"],
}
# Of what a browser can do, no page of ours asks for any of these.
PERMISSIONS_POLICY = ", ".join(
    f"{name}=()"
    for name in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
)


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Adds SITE_POLICY, and under /admin/ ADMIN_POLICY with the scripts that the address runs."""

    def process_response(self, request, response):
        """`response` with the header; that of the site, where a view asks no other, is made once.

        To put it together anew took a twenty-fifth of a lesson's time.
        """
        if settings.DEBUG or getattr(response, "_csp_exempt", False):
            return super().process_response(request, response)
        if self.get_policy_parts(request, response) != PolicyParts():
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, _site_policy())
        return response

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(ADMIN_PREFIX) and not report_only:
            scripts = [*ADMIN_POLICY["script-src"], *_inline_scripts(request)]
            parts.config = ADMIN_POLICY | {"script-src": scripts}
        return parts


@cache
def _site_policy():
    return build_policy(SITE_POLICY)


def _inline_scripts(request):
    """What is allowed besides files at the address that was asked for."""
    match = request.resolver_match  # None where there is no such address
    names = {request.path, *((match.url_name, match.view_name) if match else ())}
    if names & RUN_INLINE_SCRIPTS:
        return [UNSAFE_INLINE]
    return next((KNOWN_SCRIPTS[name] for name in names & KNOWN_SCRIPTS.keys()), [])


def permissions_policy_middleware(get_response):
    """Give each response PERMISSIONS_POLICY."""

    def middleware(request):
        response = get_response(request)
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        return response

    return middleware
