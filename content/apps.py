from django.apps import AppConfig, apps
from django.core.checks import register
from django.db.models import CharField, TextField
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_save
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
        from wagtail.admin.forms.models import register_form_field_override
        from wagtail.admin.widgets import AdminAutoHeightTextInput
        from wagtail.fields import StreamField
        from wagtail.models import Locale, PageViewRestriction, Site
        from wagtail.signals import page_published, page_unpublished, post_page_move
        from wagtail_localize.models import StringTranslation

        from accounts.models import Theme
        from accounts.personal_data import declare_impersonal, declare_personal_data
        from accounts.sessions import read_along
        from accounts.typed import EditedField
        from content import models, receivers
        from content.comments import COMMENTS_CHANGED
        from content.editions.edition import renew_edition, take_mark
        from content.gaps.fields import BlocksField
        from content.kept_about_people import IMPERSONAL, KEPT
        from content.languages import mirroring, trees
        from content.languages.translating import refuse_invisible
        from content.mails import REVIEW_MAILS, tell_in_our_words
        from content.reading import checks, files
        from notices.kinds import declare_kinds

        declare_personal_data(_("Work on pages"), *KEPT)
        declare_impersonal(IMPERSONAL)
        declare_kinds(*REVIEW_MAILS, COMMENTS_CHANGED)
        tell_in_our_words()
        # Exactly these: rich texts, slugs and addresses are cleaned as what they are.
        for field, widget in ((CharField, {}), (TextField, {"widget": AdminAutoHeightTextInput})):
            override = {"form_class": EditedField, **widget}
            register_form_field_override(field, override=override, exact_class=True)
        register_form_field_override(StreamField, override={"form_class": BlocksField})
        # docs/decisions/pictures-are-public.md
        files.declare_file_readers(files.everyone, models.CustomImage, models.Rendition)
        files.declare_file_readers(
            files.readers_of_its_pages, models.CustomDocument, models.CustomMedia
        )
        files.declare_file_readers(files.nobody, *map(apps.get_model, UNSERVED))
        read_along("edition_mark", "(SELECT mark FROM content_edition LIMIT 1)", take_mark)
        register(checks.check_page_types)
        register(checks.check_file_models)

        # Renditions are no news: they are made when a picture is first shown.
        receivers.declare_shown(
            models.CustomDocument,
            models.CustomImage,
            models.CustomMedia,
            Locale,
            PageViewRestriction,
            Site,
            Theme,
        )
        # Without `sender`: moves and scheduled expiry send `Page`, all else the page's own type.
        post_save.connect(receivers.receive_save)
        pre_save.connect(refuse_invisible, sender=StringTranslation)
        pre_delete.connect(receivers.receive_coming_deletion)
        post_delete.connect(receivers.receive_deletion)
        post_page_move.connect(receivers.receive_move)
        page_published.connect(mirroring.note_publication)
        page_unpublished.connect(mirroring.unpublish_translations)
        post_migrate.connect(trees.make_locales, sender=self)
        # New templates may have come with a migration.
        post_migrate.connect(renew_edition, sender=self)
