"""Collects what a transaction changes; the other languages follow once, after its commit."""

import threading

from django.db import transaction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale, Page, PageLogEntry
from wagtail_localize.models import TranslationSource

from content.languages.trees import mirror

# What saving a draft writes; nothing of it shows on a live page.
DRAFT_FIELDS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "latest_revision_id",
}


class Changes(threading.local):
    """What this thread changed since its last commit."""

    def __init__(self):
        self.clear()

    def clear(self):
        """Forget all changes."""
        self.saved = set()  # translation keys
        self.published = set()  # pairs of translation key and locale


changes = Changes()


def is_visible_change(instance, update_fields):
    """Whether saving `instance` changed more than a page's draft."""
    return isinstance(instance, Page) and not (
        update_fields and DRAFT_FIELDS.issuperset(update_fields)
    )


def page_saved(instance, update_fields=None, **kwargs):
    """Note a visible change; receives `post_save` of any model."""
    if is_visible_change(instance, update_fields):
        _note(changes.saved, instance.translation_key)


def page_published(instance, **kwargs):
    """Note the page; receives `page_published`."""
    if not instance.alias_of_id:
        _note(changes.published, (instance.translation_key, instance.locale_id))


def page_unpublished(instance, **kwargs):
    """Unpublish the translations of an English page with it; receives `page_unpublished`.

    Aliases go by themselves, but not what is translated below them.
    """
    if instance.locale_id == Locale.get_default().pk:
        translations = Page.objects.translation_of(instance).filter(alias_of=None, live=True)
        for translation in translations.specific():
            UnpublishPageAction(translation).execute(skip_permission_checks=True)


def page_goes(instance, **kwargs):
    """Delete aliases before the source that they show; receives `pre_delete` of any model."""
    if isinstance(instance, Page):
        for alias in Page.objects.filter(alias_of=instance.pk):
            alias.delete()


def _note(noted, value):
    noted.add(value)
    # At every change, for a rolled-back savepoint drops its callbacks.
    transaction.on_commit(follow, robust=True)


def follow():
    """Bring the other languages in line with the changes noted."""
    saved, published = changes.saved, changes.published
    changes.clear()
    if saved:
        mirror(saved)
    for key, locale in published:
        for source in TranslationSource.objects.filter(object_id=key, locale=locale):
            _refresh(source)


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
