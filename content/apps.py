from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self):
        from wagtail.signals import page_published, page_unpublished

        from content.editions import renewal
        from content.languages import changes

        # Without `sender`: moves and scheduled expiry send `Page`, all else the page's own type.
        post_save.connect(changes.page_saved)
        pre_delete.connect(changes.page_goes)
        page_published.connect(changes.page_published)
        page_unpublished.connect(changes.page_unpublished)
        post_save.connect(renewal.row_saved)
        post_delete.connect(renewal.row_deleted)
        post_migrate.connect(renewal.renew, sender=self)  # new templates may have come with it
