"""The one receiver of each signal about pages and what they show.

What apps above have to do hangs on what they declare here, never on the order of their receivers.
"""

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from content.editions.edition import renew_edition
from content.languages.mirroring import delete_aliases, mirrored_keys

# What saving a draft writes; nothing of it shows on a live page.
DRAFT_FIELDS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "latest_revision_id",
}
# Dictionaries hold each once, in the order in which they came.
_followers = {}
_checks = {}
_shown = {}


def declare_follower(after_commit):
    """Have `after_commit`, an AfterCommit, note the translation key of each page that changes.

    That is each one that is saved, but for a mere draft, or deleted.
    """
    _followers.setdefault(after_commit)


def declare_deletion_check(refuse_deletion):
    """Call `refuse_deletion(page)` before each deletion of a page; it may raise ProtectedError."""
    _checks.setdefault(refuse_deletion)


def declare_shown(*models):
    """Begin a new edition whenever a row of these models is saved or deleted."""
    _shown.update(dict.fromkeys(models))


def receive_save(instance, update_fields=None, **kwargs):
    """Receive `post_save` of any model: every change of a page goes through it."""
    if isinstance(instance, Page):
        if not (update_fields and DRAFT_FIELDS.issuperset(update_fields)):
            mirrored_keys.note(instance.translation_key)
            _note_change(instance)
    elif isinstance(instance, tuple(_shown)):
        renew_edition()


def receive_move(instance, **kwargs):
    """Receive `post_page_move`: no address tells of a draft, which nobody was ever shown."""
    own = Redirect.objects.filter(redirect_page=instance.pk, automatically_created=True)
    told = own.filter(redirect_page__live=False, redirect_page__first_published_at=None)
    transaction.on_commit(told.delete)  # Wagtail's own receiver makes it, before this or after


def receive_coming_deletion(instance, **kwargs):
    """Receive `pre_delete` of any model."""
    if isinstance(instance, Page):
        for refuse_deletion in _checks:
            refuse_deletion(instance)
        delete_aliases(instance)


def receive_deletion(instance, **kwargs):
    """Receive `post_delete` of any model."""
    if isinstance(instance, Page):
        _note_change(instance)
    elif isinstance(instance, tuple(_shown)):
        renew_edition()


def _note_change(page):
    for after_commit in _followers:
        after_commit.note(page.translation_key)
    renew_edition()
