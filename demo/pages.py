"""The demo's pages: made from their files, changed with them, left to editors who changed them."""

from datetime import timedelta

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import DateTimeField, ForeignKey
from django.utils import timezone
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page, Site

from content.models import ThemeOfPage
from content.pages.themed import Themed
from demo.blocks import Blocks
from demo.content import read_pages
from demo.errors import explain
from demo.models import LoadedItem

HOME = "home.HomePage"
NOT_STORED = frozenset({"language"})  # the page's place in the tree says it


class PageLoader:
    """Loads the page files of a folder. They call loaded `files` and `themes` by name."""

    def __init__(self, folder, files, themes):
        self.page_files = read_pages(folder)
        self.files = files
        self.themes = themes
        keys = [file.key for file in self.page_files]
        self.items = {item.name: item for item in LoadedItem.objects.filter(name__in=keys)}
        there = Page.objects.specific().in_bulk([item.target_id for item in self.items.values()])
        self.pages = {
            file.key: there.get(self.items[file.key].target_id) if file.key in self.items else None
            for file in self.page_files
        }
        self.written = []
        self.kept = []

    def load(self):
        """Make the missing pages, then fill and publish those whose file is new or changed."""
        changed = [file for file in self.page_files if self._has_changed(file)]
        fresh = [file for file in changed if file.key not in self.items]
        for file in fresh:
            self._create(file)
        for file in changed:
            self._publish(file)

    def _has_changed(self, file):
        item = self.items.get(file.key)
        return item is None or item.digest != file.digest

    def _create(self, file):
        """A draft, so that other pages can point at it."""
        if file.type == HOME:
            self.pages[file.key] = Site.objects.get(is_default_site=True).root_page.specific
            return
        parent = self.pages[file.parent] if file.parent else None
        if parent is None:  # an editor deleted it
            return
        self.pages[file.key] = self.draft(file, parent, self._page_before(file))

    def draft(self, file, parent, before=None, **fields):
        """The page of `file`, made as a draft below `parent`, behind the sibling `before`."""
        page = self._model(file)(
            live=False, translation_key=file.uuid, locale=Locale.get_default(), **fields
        )
        self._fill(page, file)
        try:
            if before:
                before.add_sibling("right", instance=page)
            else:
                parent.add_child(instance=page)
        except ValidationError as error:
            raise file.refuse("fields", explain(error)) from error
        return page

    def _page_before(self, file):
        siblings = [other for other in self.page_files if other.parent == file.parent]
        before = siblings[: siblings.index(file)]
        pages = [self.pages[other.key] for other in before if self.pages[other.key]]
        return Page.objects.get(pk=pages[-1].pk) if pages else None

    def _publish(self, file):
        page = self.pages[file.key]
        if page is None or self._belongs_to_an_editor(page, file):
            self.kept.append(file.key)
            return
        page = type(page).objects.get(pk=page.pk)  # its place may have moved since it was made
        self._fill(page, file)
        self._check(page, file)
        page.save_revision().publish()
        self.remember(file, page)
        self.written.append(file.key)

    def _belongs_to_an_editor(self, page, file):
        """The loader leaves its pages live."""
        return was_touched(page) or (file.key in self.items and not page.live)

    def _fill(self, page, file):
        blocks = Blocks(file, self.pages, self.files)
        page.title, page.draft_title = file.title, file.title
        if file.type != HOME:
            page.slug = file.slug
        for name, value in file.fields.items():
            if name not in NOT_STORED:
                self._set(page, name, value, file, blocks)
        for name in ("body", "questions"):
            if items := getattr(file, name):
                field = self._field(page, name, file)
                setattr(page, name, blocks.stream(field.stream_block, items, name))

    def _set(self, page, name, value, file, blocks):
        if name == "prerequisites":
            pks = [blocks.page_pk(key, name) for key in value]
            page.prerequisites = [
                page.prerequisites.model(module_id=pk, sort_order=n)
                for n, pk in enumerate(pks)
                if pk
            ]
            return
        if name == "themes" and isinstance(page, Themed):
            themes = [self._theme(key, file) for key in value]
            page.theme_links = [ThemeOfPage(theme=theme) for theme in themes if theme]
            return
        field = self._field(page, name, file)
        if isinstance(field, StreamField):
            value = blocks.repeated(field.stream_block, value, name)
        elif isinstance(field, RichTextField):
            value = blocks.rich_text(value if value.startswith("<") else f"<p>{value}</p>", name)
        elif isinstance(field, DateTimeField):
            value = _days_ahead(value)
        elif isinstance(field, ForeignKey):
            name, value = field.attname, blocks.page_pk(value, name) if value else None
        setattr(page, name, value)

    def _theme(self, key, file):
        """The Theme that the files call `key`; None where a manager deleted it."""
        if key not in self.themes:
            raise file.refuse("themes", f"there is no theme “{key}”.")
        return self.themes[key]

    def _check(self, page, file):
        """Hold the page to what the editor's form would ask of it."""
        for field in page._meta.get_fields():
            if isinstance(field, StreamField):
                self._check_stream(field, getattr(page, field.name), file)
        try:
            page.full_clean()
        except ValidationError as error:
            raise file.refuse("fields", explain(error)) from error

    def _check_stream(self, field, value, file):
        try:
            field.stream_block.clean(value)
        except ValidationError as error:
            place, wrong = field.name, getattr(error, "block_errors", None)
            if wrong and place in ("body", "questions"):
                number, error = next(iter(wrong.items()))
                place = getattr(file, place)[number]["key"]
            raise file.refuse(place, explain(error)) from error

    def remember(self, file, page):
        """Note that `file` became `page`, so that a second run knows."""
        LoadedItem.objects.update_or_create(
            name=file.key, defaults={"digest": file.digest, "target_id": page.pk}
        )

    def _model(self, file):
        try:
            return apps.get_model(file.type)
        except (LookupError, ValueError) as error:
            raise file.refuse("type", f"“{file.type}” is no page type.") from error

    def _field(self, page, name, file):
        try:
            return page._meta.get_field(name)
        except FieldDoesNotExist as error:
            raise file.refuse(name, f"a {file.type} has no such field.") from error


def was_touched(page):
    """Whether someone has written to `page` since it was loaded: the loader has no name."""
    revision = page.latest_revision
    return revision is not None and revision.user_id is not None


def _days_ahead(days):
    """The morning of the day that is so many `days` after the day of loading."""
    today = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    return today + timedelta(days=days)
