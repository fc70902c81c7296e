"""What follows in the other languages when pages change."""

from django.db import transaction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale, Page, PageLogEntry
from wagtail_localize.models import TranslationSource

from content.after_commit import AfterCommit, Stage
from content.languages.trees import mirror_pages
from content.languages.untranslated import note_untranslated


def note_publication(instance, **kwargs):
    """Have the translations of the page `instance` follow it after the commit.

    Of a translation it is noted what is not translated. Receives `page_published`.
    """
    note_untranslated(instance)
    if not instance.alias_of_id:
        published_pages.note((instance.translation_key, instance.locale_id))


def unpublish_translations(instance, **kwargs):
    """Unpublish the translations of the page `instance`, if that is an English one.

    Wagtail does so with aliases alone. Receives `page_unpublished`.
    """
    if instance.locale_id == Locale.get_default().pk:
        translations = Page.objects.translation_of(instance).filter(alias_of=None, live=True)
        for translation in translations.specific():
            UnpublishPageAction(translation).execute(skip_permission_checks=True)


def delete_aliases(page):
    """Delete the aliases of `page`, which is about to be deleted."""
    for alias in Page.objects.filter(alias_of=page.pk):
        alias.delete()


def refresh_translations(pages):
    """Bring the translations of `pages` up to date with what was published of these.

    `pages`: pairs of a page's translation key and the id of its Locale.
    """
    for key, locale in pages:
        for source in TranslationSource.objects.filter(object_id=key, locale=locale):
            _refresh(source.pk)


mirrored_keys = AfterCommit(Stage.TREES, mirror_pages)
published_pages = AfterCommit(Stage.TRANSLATIONS, refresh_translations)


@transaction.atomic
def _refresh(source_pk):
    """Bring the translations of a TranslationSource, by its id, up to date with their page.

    What is not translated yet stands there in the language of the page. A translation is live if it
    was before, or went offline in one step with its page. Of two publications of one page, the
    second waits here until the first has done so.
    """
    source = TranslationSource.objects.select_for_update(no_key=True).get(pk=source_pk)
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
    """Whether both pages were last unpublished in one step: Wagtail's log gives both one mark."""
    source_mark, target_mark = (
        PageLogEntry.objects.filter(page=page, action="wagtail.unpublish")
        .order_by("timestamp")
        .values_list("uuid", flat=True)
        .last()
        for page in (source, target)
    )
    return target_mark is not None and source_mark == target_mark
