"""What others see of a page: link previews, and data for search engines."""

from urllib.parse import urljoin

from django import template
from django.templatetags.static import static
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

TERRITORIES = {"ar": "AR", "en": "GB", "he": "IL"}  # where it is not the language in capitals
PICTURE = "img/share.png"
WIDTH, HEIGHT = 1200, 630


def locale_of(code):
    """The name of the language `code` as Open Graph writes it: “es_ES”."""
    return f"{code}_{TERRITORIES.get(code, code.upper())}"


def language_of_text(page):
    """The code of the language in which the text of `page` is."""
    return page.alias_of.locale.language_code if page.alias_of_id else get_language()


@register.inclusion_tag("components/link_preview.html")
def link_preview(page, languages, text=""):
    """The Open Graph data of `page`: what a link to it shows where it is shared.

    `languages`: what the tag `language_links` returns. `text` replaces the description of the page.
    """
    url, own = page.full_url, language_of_text(page)
    codes = [language["code"] for language in languages if language.get("is_alternate")]
    return {
        "title": page.seo_title or getattr(page, "headline", "") or page.title,
        "text": text or page.search_description or getattr(page, "summary", ""),
        "url": url,
        "picture": {"url": urljoin(url, static(PICTURE)), "width": WIDTH, "height": HEIGHT},
        "locale": locale_of(own),
        "other_locales": [locale_of(code) for code in codes if code != own],
    }


@register.simple_tag
def json_ld(data):
    """`data`, of schema.org, as a block that browsers do not run and no text can get out of."""
    script = json_script(data)  # escapes what HTML would take for a tag
    return SafeString(script.replace("application/json", "application/ld+json", 1))
