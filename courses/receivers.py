"""What happens when pages of the training change."""

from django.db.models.signals import post_delete, post_save, pre_delete

from courses.publishing.changes import page_deleted, page_saved
from courses.publishing.deletion import refuse_deletion

# Without `sender`: moves and scheduled expiry send `Page`, everything else the page's own type.
post_save.connect(page_saved)
post_delete.connect(page_deleted)
pre_delete.connect(refuse_deletion)
