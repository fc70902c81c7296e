"""Names of languages, as the language of the page writes them."""

from django import template
from django.utils.translation import get_language, get_language_info

register = template.Library()


@register.filter
def language_in_sentence(code):
    """The name of the language `code` as it stands inside of a sentence: “Spanish”, “español”.

    Of the portal's languages only English then writes it with a capital.
    """
    name = get_language_info(code)["name_translated"]
    return name if get_language() == "en" else name.lower()
