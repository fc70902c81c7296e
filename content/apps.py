from django.apps import AppConfig, apps
from django.core.checks import register
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete
from django.utils.translation import gettext_lazy as _

# Models with files that come with Wagtail: ours take their place, or they show in the admin alone.
UNSERVED = (
    "wagtailcore.UploadedFile",
    "wagtaildocs.Document",
    "wagtailimages.Image",
    "wagtailimages.Rendition",
    "wagtailmedia.Media",
    "wagtailusers.UserProfile",
)


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self):
        from wagtail.signals import page_published, page_unpublished

        from content import models
        from content.editions import renewal
        from content.languages import changes
        from content.reading import checks, files

        # docs/decisions/pictures-are-public.md
        files.declare_file_readers(files.everyone, models.CustomImage, models.Rendition)
        files.declare_file_readers(
            files.readers_of_its_pages, models.CustomDocument, models.CustomMedia
        )
        files.declare_file_readers(files.nobody, *map(apps.get_model, UNSERVED))
        register(checks.check_page_types)
        register(checks.check_file_models)

        # Without `sender`: moves and scheduled expiry send `Page`, all else the page's own type.
        post_save.connect(changes.page_saved)
        pre_delete.connect(changes.page_goes)
        page_published.connect(changes.page_published)
        page_unpublished.connect(changes.page_unpublished)
        post_save.connect(renewal.row_saved)
        post_delete.connect(renewal.row_deleted)
        post_migrate.connect(renewal.renew, sender=self)  # new templates may have come with it
