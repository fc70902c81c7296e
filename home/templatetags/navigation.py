"""Tags for the frame of every page: menus and the language switch."""

from urllib.parse import quote, urlsplit

from django import template
from django.conf import settings
from django.http import QueryDict
from django.urls import reverse, translate_url
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import (
    get_language,
    get_language_from_path,
    get_language_info,
    override,
)
from wagtail.models import Page

from accounts.languages import SOURCE_LANGUAGE
from accounts.onward import onward_of
from content.editions.edition import remembered
from content.reading.pages import listable

register = template.Library()

SECTION_DEPTH = 3  # the children of the home page


@register.simple_tag
def home_url() -> str:
    """The path of the home page in the active language."""
    return f"/{get_language()}/"


@register.inclusion_tag("components/demo_notice.html")
def demo_notice() -> dict:
    """A line that says that this is a demonstration, where it is one."""
    return {"is_demo": settings.DEMO_NOTICE}


@register.simple_tag(takes_context=True)
def log_in_url(context: dict) -> str:
    """The address of the log-in, which leads back to this page.

    From the pages of accounts it leads to where these would have led.
    """
    return _leading_back("account_login", context)


@register.simple_tag(takes_context=True)
def sign_up_url(context: dict) -> str:
    """The same of the sign-up, for the pages that have something to come back to.

    From the home page and from what is no page it leads to where a new person begins.
    """
    page = context.get("page")
    is_read = page is not None and page.depth >= SECTION_DEPTH
    if is_read or _is_of_accounts(context.get("request")):
        return _leading_back("account_signup", context)
    return reverse("account_signup")


def _leading_back(view, context):
    address, request = reverse(view), context.get("request")
    wanted = _wanted(request) if request else ""
    return f"{address}?next={quote(wanted)}" if wanted else address


def _is_of_accounts(request):
    match = getattr(request, "resolver_match", None)
    return bool(match) and (match.url_name or "").startswith("account_")


def _wanted(request):
    return onward_of(request) if _is_of_accounts(request) else request.get_full_path()


@register.simple_tag(takes_context=True)
def onward(context: dict, name: str = "next") -> str:
    """Where the request leads on to by its parameter `name` (`accounts.onward`)."""
    return onward_of(context["request"], name)


@register.simple_tag(takes_context=True)
def site_sections(context: dict) -> list[dict]:
    """The children of the home page, as dicts: title, path, url, is_in_menu, is_current.

    The header shows those with is_in_menu, the footer shows all. `is_current` is a value of
    `aria-current`: "page" here, "true" on pages below, else empty.
    """
    here = getattr(context.get("page"), "path", None) or ""
    sections = remembered("sections", _sections)
    for section in sections:
        is_below = here.startswith(section["path"])
        section["is_current"] = "page" if here == section["path"] else "true" if is_below else ""
    return sections


def _sections():
    pages = (
        listable(Page.objects.live())
        .filter(depth=SECTION_DEPTH, locale__language_code=get_language())
        .order_by("path")
        .only("title", "path", "depth", "url_path", "show_in_menus", "locale_id")
    )
    return [
        {
            "title": page.title,
            "path": page.path,
            "url": page.get_url(),
            "is_in_menu": page.show_in_menus,
        }
        for page in pages
    ]


@register.simple_tag(takes_context=True)
def language_links(context: dict) -> list[dict]:
    """A dict for each language that this page exists in: code, name in itself, dir, url.

    What is not a page, such as a form, exists in all languages; its `next` is translated too. The
    links of a page also have `full_url` (with the host), `pk`, `is_alternate` (whether it is a text
    of its own, among others) and `is_source` (whether the others were translated from it).
    """
    request, page = context.get("request"), context.get("page")
    key = getattr(page, "translation_key", None)
    if key is None:
        path = _address(request) if request else "/"
        return [_language(code) | {"url": _translated(path, code)} for code in _codes()]
    links = remembered(f"translations-{key}", lambda: _translations(key))
    query = request.META.get("QUERY_STRING", "") if request else ""
    return [link | {"url": f"{link['url']}?{query}"} for link in links] if query else links


def _address(request):
    """The address of `request` on this host; with what a form that was sent leads on to."""
    wanted = onward_of(request) if request.method == "POST" else ""
    return escape_leading_slashes(
        f"{escape_uri_path(request.path)}?next={quote(wanted)}"
        if wanted
        else request.get_full_path()
    )


def _translated(address, code):
    """The address, a path of ours, in the language of `code`: pages have one slug in all."""
    parts = urlsplit(address)
    query = QueryDict(parts.query, mutable=True)
    wanted = query.get("next", "")
    if wanted.startswith("/") and not wanted.startswith("//"):
        query["next"] = _translated(wanted, code)
        address = parts._replace(query=query.urlencode(safe="/")).geturl()
    with override(get_language_from_path(parts.path) or get_language()):
        return translate_url(address, code)


def _codes():
    return [code for code, _name in settings.LANGUAGES]


def _translations(key):
    pages = Page.objects.live().filter(translation_key=key).select_related("locale")
    found = {page.locale.language_code: page for page in pages}
    return [
        _language(code)
        | {
            "url": found[code].get_url(),
            "full_url": found[code].get_full_url(),
            "pk": found[code].pk,
            "is_alternate": len(found) > 1 and found[code].alias_of_id is None,
            "is_source": code == SOURCE_LANGUAGE,
        }
        for code in _codes()
        if code in found
    ]


def _language(code):
    return {
        "code": code,
        "name": dict(settings.LANGUAGES)[code],
        "dir": "rtl" if get_language_info(code)["bidi"] else "ltr",
    }
