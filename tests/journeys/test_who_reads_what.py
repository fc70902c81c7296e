"""Who may read what: every page type, role, language and state, at every place where it may show.

The rules stand here a second time, as simple as editors are told them.
"""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.backends.django import Template
from wagtail.models import Page

from content.reading.files import guard_document
from content.reading.pages import guard_page
from courses.models import CaseStudyPage, ModulePage
from home import search
from tests.journeys.places import SITE_LANGUAGES, WORD, WRITERS, Site

pytestmark = pytest.mark.django_db(transaction=True)


def status_for(who, place):
    """The status with which a page answers."""
    if place.state != "live":
        return 404
    if is_writer(who):
        return 200
    if place.module == "offline":
        return 404
    if not place.module:
        return 200
    if place.module in ("not open yet", "closed"):
        return 403
    return 200 if who == "enrolled" or needs_no_enrolment(who, place) else 403


def is_writer(who):
    return who in WRITERS or who == "administrator"


def needs_no_enrolment(who, place):
    """Whether the module, or the activity itself, is open to such a person."""
    if place.page.activity_type.needs_enrolment:
        return False
    if "everyone" in (place.module, place.access):
        return True
    return place.module == "signed in" and who != "visitor"


def file_status_for(who, place):
    """The status with which the document of a page answers."""
    if is_writer(who) or status_for(who, place) == 200:
        return 200
    return 302 if who == "visitor" else 403


# What follows yields (what was asked, what was found, what should have been).


def at_its_address(site):
    """Over HTTP for visitors, and in English for who is enrolled; else at the guard alone."""
    for place in site.places:
        for language in SITE_LANGUAGES:
            for who, client in site.clients.items():
                address = place.address(language)
                if who == "visitor" or (language, who) == ("en", "enrolled"):
                    status = client.get(address).status_code
                else:
                    status = guarded(guard_page, site.page_at(address), site.request(who), (), {})
                yield (who, language, place), status, status_for(who, place)


def of_its_file(site):
    for place in site.places:
        for who in site.people:
            if place.document:
                status = guarded(guard_document, place.document, site.request(who))
                yield (who, place), status, file_status_for(who, place)


def guarded(guard, what, *arguments):
    """The status with which a guard lets through or refuses; `what` is None where nothing is."""
    if what is None:
        return 404
    try:
        refusal = guard(what, *arguments)
    except Http404:
        return 404
    except PermissionDenied:
        return 403
    return refusal.status_code if refusal else 200


def in_search(site):
    for who, person in site.people.items():
        may_read = site.those(lambda place, who=who: status_for(who, place) == 200)
        for language in SITE_LANGUAGES:
            found = search.search_pages(query=WORD, user=person, language=language)
            expected = {place.address(language) for place in may_read}
            yield (who, language), {result.page.url for result in found}, expected


def in_the_sitemap(site):
    public = site.those(lambda place: status_for("visitor", place) == 200)
    expected = {place.address("en") for place in public}
    expected |= {place.address("es") for place in public if place.is_translated}
    for who in site.people:
        yield who, site.links(who, "/sitemap.xml"), expected


def in_the_feed(site):
    public = site.those(
        lambda place: (
            isinstance(place.page, ModulePage | CaseStudyPage)
            and status_for("visitor", place) == 200
        )
    )
    for who in site.people:
        for language in SITE_LANGUAGES:
            expected = {place.address(language) for place in public}
            yield (who, language), site.links(who, f"/{language}/feed/"), expected


def in_the_api(site):
    everything = Page.objects.filter(depth__gt=1).count()
    for who, client in site.clients.items():
        answer = client.get("/admin/api/main/pages/?limit=1")
        number = answer.json()["meta"]["total_count"] if answer.status_code == 200 else 0
        yield who, number, everything if is_writer(who) else 0


def test_everyone_reads_what_they_may_and_no_more(monkeypatch):
    site = Site()
    with monkeypatch.context() as patch:  # here only the status counts
        patch.setattr(Template, "render", lambda self, context=None, request=None: "drawn")
        assert wrong(at_its_address(site)) == {}
        assert wrong(of_its_file(site)) == {}
    monkeypatch.setattr(search, "PAGE_SIZE", len(site.places))
    assert wrong(in_search(site)) == {}
    assert wrong(in_the_sitemap(site)) == {}
    assert wrong(in_the_feed(site)) == {}
    assert wrong(in_the_api(site)) == {}


def wrong(tried):
    """{what was asked: (what was found, what should have been)}, where they differ."""
    return {str(what): (found, expected) for what, found, expected in tried if found != expected}
