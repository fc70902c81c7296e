"""What happens when pages of the training change."""

from django.db.models.signals import post_delete, post_save, pre_delete

from content.editions.edition import renew
from courses.publishing.changes import page_deleted, page_saved
from courses.publishing.deletion import refuse_deletion
from learning.models import Activity, Module, Track

# Without `sender`: moves and scheduled expiry send `Page`, everything else the page's own type.
post_save.connect(page_saved)
post_delete.connect(page_deleted)
pre_delete.connect(refuse_deletion)
# `courses.publishing.sync` writes these in bulk, which sends nothing, and renews by itself.
for model in (Track, Module, Activity):
    post_save.connect(renew, sender=model)
    post_delete.connect(renew, sender=model)
