"""Which parts of a translated page are in English: new there, or changed since."""

from django.db.models import Exists, OuterRef
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation

from content.editions.edition import renew_edition


def note_untranslated(page):
    """Keep with `page`, if it is a translation, which of its parts are in English."""
    is_translation = not page.alias_of_id and page.locale_id != Locale.get_default().pk
    if not (is_translation and hasattr(page, "untranslated")):
        return
    parts = " ".join(find_untranslated(page))
    if parts != page.untranslated:
        page.untranslated = parts
        type(page).objects.filter(pk=page.pk).update(untranslated=parts)
        renew_edition()


def find_untranslated(page):
    """The parts of `page` that its translators have not put into its language, in their order.

    A part is the name of a field, or of a body or a list the id of a block. Empty where nobody
    translates the page string by string.
    """
    translated = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=page.locale_id,
        has_error=False,
    )
    segments = StringSegment.objects.filter(
        ~Exists(translated),
        source__object_id=page.translation_key,
        source__translations__target_locale=page.locale_id,
        source__translations__enabled=True,
    )
    paths = segments.order_by("order", "pk").values_list("context__path", flat=True)
    return list(dict.fromkeys(_part(path) for path in paths))


def _part(path):
    """The part of a page that the path of a string, as `title` or `body.ID.text`, leads into."""
    return ".".join(path.split(".")[:2]).rpartition(".")[2]
