"""Tags for the frame of every page: menus and the language switch."""

from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page

register = template.Library()

SECTION_DEPTH = 3  # the children of the home page


@register.simple_tag
def home_url() -> str:
    """Return the address of the home page in the active language."""
    return f"/{get_language()}/"


@register.simple_tag(takes_context=True)
def site_sections(context: dict) -> list[dict]:
    """Return the home page's children: title, url, is_in_menu, is_current.

    The header shows those that ask for it, the footer shows all.
    """
    request = context.get("request")
    here = context.get("page")
    items = []
    for page in _sections():
        is_here = getattr(here, "pk", None) == page.pk
        is_below = bool(here) and getattr(here, "path", "").startswith(page.path)
        items.append(
            {
                "title": page.title,
                "url": page.get_url(request),
                "is_in_menu": page.show_in_menus,
                "is_current": "page" if is_here else "true" if is_below else "",
            }
        )
    return items


def _sections():
    return (
        Page.objects.live()
        .filter(depth=SECTION_DEPTH, locale__language_code=get_language())
        .order_by("path")
        .only("title", "path", "depth", "url_path", "show_in_menus", "locale_id")
    )


@register.simple_tag(takes_context=True)
def language_links(context: dict) -> list[dict]:
    """Return the page in each language it exists in: code, name in itself, dir, url, page.

    Addresses that are no pages exist in all languages; `page` is None there.
    """
    request, page = context.get("request"), context.get("page")
    if page is not None and getattr(page, "translation_key", None):
        pages = page.get_translations(inclusive=True).live().select_related("locale")
        query = request.META.get("QUERY_STRING", "") if request else ""
        found = {translation.locale.language_code: translation for translation in pages}
        urls = {
            code: translation.get_url(request) + (f"?{query}" if query else "")
            for code, translation in found.items()
        }
    else:
        found = {}
        path = request.get_full_path() if request else "/"
        urls = {code: translate_url(path, code) for code, _name in settings.LANGUAGES}
    return [
        {
            "code": code,
            "name": name,
            "dir": "rtl" if get_language_info(code)["bidi"] else "ltr",
            "url": urls[code],
            "page": found.get(code),
        }
        for code, name in settings.LANGUAGES
        if code in urls
    ]
