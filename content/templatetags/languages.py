"""Names, fonts and attributes of languages."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info

register = template.Library()

FONTS = {"ar": "arabic", "he": "hebrew"}


@register.filter
def language_in_sentence(code):
    """The name of the language `code` as it stands inside of a sentence: “Spanish”, “español”.

    Of the portal's languages only English then writes it with a capital.
    """
    name = get_language_info(code)["name_translated"]
    return name if get_language() == "en" else name.lower()


@register.filter
def font_of(code):
    """Where among the static files the font of the script of the language `code` is."""
    return f"vendor/rubik/rubik-{FONTS.get(code, 'latin')}.woff2"


@register.simple_tag
def own_language():
    """The attributes of the portal's own words inside a text that may be in another language.

    Like those of the other tags they begin with a space: `<p{% own_language %}>`.
    """
    return _attributes(get_language())


@register.simple_tag
def in_language(code):
    """The attributes of text in the language `code`; nothing where it is the page's, or unknown."""
    return _attributes(code) if code and code != get_language() else ""


@register.simple_tag
def text_language(page, part=""):
    """The attributes of the text of `page`, a BasePage, where it stands in for a translation.

    `part`: the name of a field or the id of a block, which may be in English alone.
    """
    if page.alias_of_id:
        return in_language(page.alias_of.locale.language_code)
    return in_language(settings.LANGUAGE_CODE) if part in page.english_parts else ""


@register.simple_tag
def block_language(page, block_id):
    """The same of a block of `page`, inside a text that already has those of the whole page.

    Nothing where no page is shown.
    """
    is_whole = not page or page.alias_of_id
    return "" if is_whole else text_language(page, block_id)


def _attributes(code):
    direction = "rtl" if get_language_info(code)["bidi"] else "ltr"
    return format_html(' lang="{}" dir="{}"', code, direction)
