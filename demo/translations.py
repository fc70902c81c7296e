"""The demo's translated pages: made from PO files, left to editors who changed them.

What is translated is kept as wagtail-localize keeps what is translated in the admin, so that
publishers go on in its editor.
"""

from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from demo.models import LoadedItem
from demo.pages import was_touched
from demo.po_files import find_po_files

TOOL = "demo"  # stands at a text as its translator until an editor translates it anew


class TranslationLoader:
    """Loads the PO files beside the page files that `page_loader` has loaded."""

    def __init__(self, page_loader):
        self.page_loader = page_loader
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.digests = dict(LoadedItem.objects.values_list("name", "digest"))
        self.written = []
        self.kept = []

    def load(self):
        """Translate the pages whose PO file is new or has changed, and publish them.

        The pages of all languages must be there, be it as aliases.
        """
        for page_file in self.page_loader.page_files:
            files = find_po_files(page_file, self.locales)
            changed = [file for file in files if self.digests.get(file.key) != file.digest]
            if changed:
                self._load_all(changed, self.page_loader.pages[page_file.key])

    def _load_all(self, files, page):
        page = page and Page.objects.get(pk=page.pk)  # as it is since its own file was loaded
        if page is None or not page.live or was_touched(page):
            self.kept += [file.key for file in files]
            return
        source, _made = TranslationSource.update_or_create_from_instance(page)
        for file in files:
            self._load(file, source)

    def _load(self, file, source):
        locale = self.locales[file.language]
        target = Page.objects.filter(translation_key=source.object_id, locale=locale).first()
        if target is None or self._belongs_to_an_editor(target, file):
            self.kept.append(file.key)
            return
        translation, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
        self._write(file, translation)
        # Left to `save_target`, an alias is saved and indexed twice more, and each page is
        # published by itself after the commit, with all that follows.
        Page.objects.filter(pk=target.pk).update(alias_of=None)
        translation.save_target(publish=False)
        translation.get_target_instance().latest_revision.publish()
        LoadedItem.objects.update_or_create(
            name=file.key, defaults={"digest": file.digest, "target_id": target.pk}
        )
        self.written.append(file.key)

    def _belongs_to_an_editor(self, target, file):
        """Someone translated, published, unpublished or gave up the page, or its updates."""
        given_up = file.key in self.digests and (target.alias_of_id or not target.live)
        translations = Translation.objects.filter(
            source__object_id=target.translation_key, target_locale=target.locale_id
        )
        texts = StringTranslation.objects.filter(
            context__object_id=target.translation_key, locale=target.locale_id
        )
        return (
            given_up
            or was_touched(target)
            or translations.filter(enabled=False).exists()
            or texts.exclude(tool_name=TOOL).exists()
        )

    def _write(self, file, translation):
        """Put what `file` says in the place of what is translated so far."""
        segments = translation.source.stringsegment_set.select_related("context", "string")
        places = {(s.context.path, s.string.data): s for s in segments}
        texts = file.texts()
        for place, english in texts.keys() - places.keys():
            raise file.refuse(english, f"the page has no such text at “{place}”.")
        locale = translation.target_locale
        StringTranslation.objects.filter(
            context__object_id=translation.source.object_id, locale=locale
        ).delete()
        StringTranslation.objects.bulk_create(
            StringTranslation(
                translation_of=places[key].string,
                context=places[key].context,
                locale=locale,
                data=text,
                tool_name=TOOL,
            )
            for key, text in texts.items()
        )
