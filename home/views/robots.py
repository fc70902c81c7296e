"""Files that programs ask for: robots.txt, the sitemap, the icon."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from home.sitemap import sitemap_entries

CLOSED = ["/admin/", "/accounts/", "/*/accounts/", "/*/search/", "/*/my-learning/", "/*/learn/"]
CLOSED += ["/*/contact/write/"]


@require_safe
def robots(request):
    """robots.txt: allows all but accounts, search and what belongs to a learner."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request):
    """sitemap.xml: every public page in every language that it is written in."""
    context = {"urlset": sitemap_entries(request)}
    return render(request, "sitemap.xml", context, content_type="application/xml")


@require_safe
def favicon(request):
    """The icon at the address where feed readers and old browsers look for it."""
    return redirect(static("img/touch-icon.png"))
