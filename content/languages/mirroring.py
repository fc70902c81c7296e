"""What follows in the other languages when pages change."""

from django.db import transaction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale, Page, PageLogEntry
from wagtail_localize.models import TranslationSource

from content.after_commit import AfterCommit, Stage
from content.languages.trees import mirror_pages


def note_publication(instance, **kwargs):
    """Have the translations show what was published; receives `page_published`."""
    if not instance.alias_of_id:
        published_pages.note((instance.translation_key, instance.locale_id))


def unpublish_translations(instance, **kwargs):
    """Unpublish the translations of an English page with it; receives `page_unpublished`.

    Aliases go by themselves, but not what is translated below them.
    """
    if instance.locale_id == Locale.get_default().pk:
        translations = Page.objects.translation_of(instance).filter(alias_of=None, live=True)
        for translation in translations.specific():
            UnpublishPageAction(translation).execute(skip_permission_checks=True)


def delete_aliases(page):
    """Delete the aliases of `page`, which show it, before it is deleted itself."""
    for alias in Page.objects.filter(alias_of=page.pk):
        alias.delete()


def refresh_translations(pages):
    """Refresh all translations of `pages`: pairs of a translation key and a locale's key."""
    for key, locale in pages:
        for source in TranslationSource.objects.filter(object_id=key, locale=locale):
            _refresh(source)


mirrored_keys = AfterCommit(Stage.TREES, mirror_pages)
published_pages = AfterCommit(Stage.TRANSLATIONS, refresh_translations)


@transaction.atomic
def _refresh(source):
    """Have the translations show what was published, as far as it is translated.

    One that went offline together with its source comes back with it.
    """
    instance = source.get_source_instance()
    source.update_from_db()
    for translation in source.translations.filter(enabled=True):
        target = Page.objects.filter(
            translation_key=source.object_id, locale=translation.target_locale_id, alias_of=None
        ).first()
        if target:
            is_shown = target.live or _went_with(instance, target)
            translation.save_target(publish=instance.live and is_shown)


def _went_with(source, target):
    """Whether both pages were last unpublished in one step, which Wagtail's log gives one mark."""
    source_mark, target_mark = (
        PageLogEntry.objects.filter(page=page, action="wagtail.unpublish")
        .order_by("timestamp")
        .values_list("uuid", flat=True)
        .last()
        for page in (source, target)
    )
    return target_mark is not None and source_mark == target_mark
