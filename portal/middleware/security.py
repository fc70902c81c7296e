"""What browsers may do on our pages: strict on the site, wider where Wagtail's admin needs it."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware

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
# Wagtail's admin has inline scripts and styles and shows previews in frames.
ADMIN_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [SELF],
}
# Of what a browser can do, no page of ours asks for any of these.
PERMISSIONS_POLICY = ", ".join(
    f"{name}=()"
    for name in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
)


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Adds SITE_POLICY, and ADMIN_POLICY under /admin/."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(ADMIN_PREFIX) and not report_only:
            parts.config = ADMIN_POLICY
        return parts


def permissions_policy_middleware(get_response):
    """Give each response PERMISSIONS_POLICY."""

    def middleware(request):
        response = get_response(request)
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        return response

    return middleware
