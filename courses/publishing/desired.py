"""What the outline should be, read from the pages."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q
from wagtail.models import Page, Site

from accounts.languages import SOURCE_LANGUAGE
from courses.models import ModulePage, ModulePrerequisite, TrackPage
from courses.pages.activity import activity_page_types
from learning.choices import ActivityAccess
from learning.models import Activity, Module, Track

STEP = Page.steplen
COMMON_FIELDS = (
    "translation_key",
    "path",
    "live",
    "title",
    "alias_of__translation_key",
    "url_path",
    "locale__language_code",
)
MODULE_FIELDS = ("audience", "level", "hours", "access", "in_sequence", "opens_at", "closes_at")
ACTIVITY_FIELDS = ("minutes", "is_required", "access", "completion_rule")


@dataclass(frozen=True)
class Recipe:
    """How pages of a type become rows of `model`, below rows of `parent_model`.

    `names`: the fields that are read from the page; `constants`: those that its type decides.
    """

    page_type: type
    model: type
    parent_model: type | None
    names: tuple[str, ...]
    constants: dict = field(default_factory=dict)


def recipes():
    """Yield a Recipe for each page type that the outline has rows of."""
    yield Recipe(TrackPage, Track, None, ("audience",))
    yield Recipe(ModulePage, Module, Track, MODULE_FIELDS)
    for page_type in activity_page_types():
        activity_type = page_type.activity_type
        own = {each.name for each in page_type._meta.fields}
        decided = {
            "kind": activity_type.kind,
            "access": ActivityAccess.AS_MODULE,
            "completion_rule": activity_type.rules[0],
        }
        yield Recipe(
            page_type,
            Activity,
            Module,
            tuple(name for name in ACTIVITY_FIELDS if name in own),
            {name: value for name, value in decided.items() if name not in own},
        )


@dataclass
class DesiredRow:
    """What a row of the outline should hold.

    `is_needed`: whether the row should be there, as it is active or stands above an active one.
    """

    key: UUID
    parent_key: UUID | None
    fields: dict
    draft_titles: dict = field(default_factory=dict)
    titles: dict = field(default_factory=dict)
    paths: dict = field(default_factory=dict)
    is_needed: bool = False

    @property
    def is_active(self):
        """Whether a page of this row is live in at least one language."""
        return bool(self.paths)


def desired_rows(tracks=None):
    """The rows that the page tree asks for: {model: {key: DesiredRow}}, siblings in page order.

    `tracks`: keys of the tracks to read, `None` for all. Track rows themselves are always read in
    full. The English tree says where a row belongs and what its fields are; other trees only where
    English lacks the page.
    """
    pages = [page for recipe in recipes() for page in _read(recipe, _below(tracks))]
    pages.sort(key=lambda page: (page["language"] != SOURCE_LANGUAGE, page["path"]))
    at_path = {page["path"]: page for page in pages}
    homes = _home_paths()
    rows = {Track: {}, Module: {}, Activity: {}}
    for page in pages:
        parent = at_path.get(page["path"][:-STEP])
        if page["parent_model"] is not (parent and parent["model"]):
            continue  # a case study in the public index, or a page that code put elsewhere
        row = rows[page["model"]].setdefault(
            page["key"],
            DesiredRow(page["key"], parent and parent["key"], page["fields"]),
        )
        titles = {} if page["is_mirrored"] else {page["language"]: page["title"]}
        row.draft_titles.update(titles)
        home = homes.get(page["language"])
        if page["live"] and home and page["url_path"].startswith(home):
            row.titles.update(titles)
            row.paths[page["language"]] = page["url_path"].removeprefix(home)
    _mark_needed(rows)
    return rows


def desired_prerequisites():
    """A set of pairs of keys: a live module, and a live module to complete before it.

    A prerequisite that is not published is left out.
    """
    return set(
        ModulePrerequisite.objects.filter(
            page__locale__language_code=SOURCE_LANGUAGE, page__live=True, module__live=True
        ).values_list("page__translation_key", "module__translation_key")
    )


def _mark_needed(rows):
    """Mark the rows that are active or stand above an active one."""
    above = set()
    for model in (Activity, Module, Track):
        for key, row in rows[model].items():
            row.is_needed = row.is_active or key in above
        above = {row.parent_key for row in rows[model].values() if row.is_needed}


def _below(tracks):
    """A condition for the pages of these tracks in every language."""
    if tracks is None:
        return Q()
    condition = Q(pk__in=[])
    for path in TrackPage.objects.filter(translation_key__in=tracks).values_list("path", flat=True):
        condition |= Q(path__startswith=path)
    return condition


def _read(recipe, scope):
    """The pages of one type, as dictionaries."""
    pages = recipe.page_type.objects.order_by()
    if recipe.page_type is not TrackPage:
        pages = pages.filter(scope)
    for values in pages.values(*COMMON_FIELDS, *recipe.names):
        yield {
            "model": recipe.model,
            "parent_model": recipe.parent_model,
            "key": values["translation_key"],
            "language": values["locale__language_code"],
            "fields": {name: values[name] for name in recipe.names} | recipe.constants,
            "is_mirrored": values["alias_of__translation_key"] == values["translation_key"],
            **{name: values[name] for name in ("path", "live", "title", "url_path")},
        }


def _home_paths():
    """{language: path of its home page}."""
    root = Site.objects.select_related("root_page").get(is_default_site=True).root_page
    return dict(
        Page.objects.filter(translation_key=root.translation_key).values_list(
            "locale__language_code", "url_path"
        )
    )
