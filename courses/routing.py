"""The short way to modules and their activities.

Wagtail walks down from the home page with two queries a level. The path of such a page is enough
to find it with two in all, once for an edition; `portal.patches.serve` hands it to Wagtail. Any
other address goes Wagtail's way.
"""

from hashlib import sha256

from django.db.models import Exists
from django.utils.translation import get_language
from wagtail.models import Page, Site

from content.editions.edition import remembered
from courses.models import ModulePage, TrainingIndexPage
from courses.pages.activity import ActivityPage

# by the number of levels below the home page: training, track, module, activity
TYPES = {3: ModulePage, 4: ActivityPage}


def find_page(path):
    """The live page of a module or activity at `path` in the active language, or None.

    No query if it was found before in this edition.
    """
    slugs = path.strip("/").split("/")
    if len(slugs) not in TYPES:
        return None
    return remembered(f"page-{sha256(path.encode()).hexdigest()}", lambda: _find(path, slugs))


def find_key(path):
    """The key of the page of a module or activity at `path`, live or not, or None (1 query).

    Translations share the path below their home pages, so it is found in whichever language.
    """
    slugs = path.strip("/").split("/")
    if len(slugs) not in TYPES:
        return None
    places = [f"{root.root_path}{path}" for root in Site.get_site_root_paths()]
    pages = Page.objects.filter(slug=slugs[-1], url_path__in=places)
    return pages.values_list("translation_key", flat=True).first()


def catalogue_url():
    """The address of the catalogue in the active language; empty where there is none.

    No query if it was found before in this edition.
    """
    return remembered("catalogue-url", _catalogue_url)


def _catalogue_url():
    catalogue = TrainingIndexPage.objects.live().filter(locale__language_code=get_language())
    return next((page.get_url() for page in catalogue[:1]), "")


def _find(path, slugs):
    roots = Site.get_site_root_paths()
    home = [root.root_path for root in roots if root.language_code == get_language()]
    if len(home) != 1 or len({r.site_id for r in roots}) != 1:
        return None
    # Where the home page of the language is not live, Wagtail shows the English tree instead.
    home_is_live = Exists(Page.objects.filter(url_path=home[0], depth=2, live=True))
    # `url_path` has no index, `slug` has.
    pages = Page.objects.filter(home_is_live, slug=slugs[-1], live=True)
    page = pages.filter(url_path=f"{home[0]}{path}").first()
    is_known = page and issubclass(page.specific_class, TYPES[len(slugs)])
    return page.specific if is_known else None
