"""The page trees of the other languages mirror the English one.

A page that is missing in a language stands there as an alias: the English text inside that
language's interface. Aliases and translations stand where their source stands, in its order; an
alias has its source's slug, so that an address differs in its language alone.
"""

from django.conf import settings
from django.db import transaction
from django.db.models import F
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

STEP = Page.steplen


def make_locales(**kwargs):
    """Make a `Locale` for each language of the settings that has none.

    Its pages are made by the next `mirror_pages`. Receives `post_migrate`.
    """
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)


@transaction.atomic
def mirror_pages(keys=None):
    """Bring the trees of the other languages in line with the English one.

    `keys`: the translation keys of the English pages to follow; None for all, which also makes the
    home page of a language that has none. Where such a page is live and a language lacks it, an
    alias is made there; pages that are there are renamed, moved and put in order.
    """
    locales = list(Locale.objects.select_for_update(no_key=True))  # one mirroring at a time
    home = Site.objects.select_related("root_page").get(is_default_site=True).root_page
    sources = Page.objects.filter(locale=home.locale_id, path__startswith=home.path)
    if keys is not None:
        sources = sources.filter(translation_key__in=keys)
        begun = Page.objects.filter(translation_key=home.translation_key)
        begun = set(begun.values_list("locale_id", flat=True))
        locales = [locale for locale in locales if locale.pk in begun]
    sources = list(sources.order_by("path"))
    parents = Page.objects.filter(path__in={source.path[:-STEP] for source in sources})
    parents = {parent.path: parent for parent in parents}
    for locale in locales if sources else []:
        if locale.pk != home.locale_id:
            _mirror_in(locale, [(source, parents[source.path[:-STEP]]) for source in sources])


def _mirror_in(locale, sources):
    """Mirror English pages in one language.

    `sources`: pairs of a page and its parent, those further up in the tree first.
    """
    keys = {page.translation_key for pair in sources for page in pair}
    pages = {
        page.translation_key: page
        for page in Page.objects.filter(locale=locale, translation_key__in=keys)
    }
    astray, places = [], {}
    for source, source_parent in sources:
        is_home = source_parent.is_root()
        parent = source_parent if is_home else pages.get(source_parent.translation_key)
        page = pages.get(source.translation_key)
        if parent is None or not (page or source.live):
            continue
        if page is None:
            pages[source.translation_key] = _make_alias(source, parent, locale)
        elif not is_home:
            if page.alias_of_id and page.slug != source.slug:
                _rename(page, source, parent)
            if not page.path.startswith(parent.path):
                astray.append((page, parent))
        if not is_home:
            places[source_parent] = parent
    for page, parent in astray:
        _move(page.pk, parent.pk)
    for source_parent, parent in places.items():
        _order(source_parent, parent)


def _make_alias(source, parent, locale):
    slug = source.slug
    if parent.is_root():
        slug += f"-{locale.language_code}"
        transaction.on_commit(Site.clear_site_root_paths_cache)
    with disable_reference_index_auto_update():  # what it uses is counted with its source
        return source.create_alias(
            parent=parent,
            update_slug=find_available_slug(parent, slug),
            update_locale=locale,
            reset_translation_key=False,
            log_action=None,
        )


def _rename(page, source, parent):
    alias = page.specific
    alias.slug = find_available_slug(parent, source.slug, ignore_page_id=page.pk)
    alias.save(clean=False)


def _order(source_parent, parent):
    """Put the children of `parent` into the order of the children of `source_parent`."""
    keys = list(_children(source_parent).values_list("translation_key", flat=True))
    there = dict(_children(parent).values_list("translation_key", "pk"))
    wanted = [key for key in keys if key in there]
    found = [key for key in there if key in set(keys)]
    while wanted and wanted[0] == found[0]:
        wanted, found = wanted[1:], found[1:]
    for key in wanted:
        _move(there[key], parent.pk)


def _children(page):
    """The children of `page`, in order, as they are now: its own count of them may be older."""
    return Page.objects.filter(path__startswith=page.path, depth=page.depth + 1).order_by("path")


def _move(pk, parent_pk):
    """Move a page to the end of another's children; both are given by their ids.

    They are read anew, because other moves have changed their paths.
    """
    Page.objects.get(pk=pk).move(Page.objects.get(pk=parent_pk), pos="last-child")


def without_aliases(pages):
    """`pages`, a queryset, without aliases that show the text of a page in another language."""
    shown_twice = Page.objects.filter(alias_of__translation_key=F("translation_key"))
    return pages.exclude(pk__in=shown_twice.values("pk"))
