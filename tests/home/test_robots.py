"""What search engines are told."""

import pytest
from wagtail.models import Locale

from tests.factories.pages import (
    CaseStudyPageFactory,
    LessonPageFactory,
    StandardPageFactory,
    home_page,
)

pytestmark = pytest.mark.django_db


def test_robots_txt(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://localhost:8000/sitemap.xml" in response.content.decode()
    assert "Disallow: /admin/" in response.content.decode()


def test_sitemap_holds_what_everyone_may_read(client):
    StandardPageFactory(slug="about")
    StandardPageFactory(slug="draft", live=False)
    CaseStudyPageFactory(slug="a-case")
    LessonPageFactory(slug="a-lesson")
    response = client.get("/sitemap.xml")
    xml = response.content.decode()
    assert response["Content-Type"] == "application/xml"
    assert "/en/about/</loc>" in xml
    assert "/en/case-studies/a-case/</loc>" in xml
    assert "/draft/" not in xml
    assert "/a-lesson/" not in xml


def test_sitemap_names_translations_but_no_aliases(client):
    spanish = Locale.objects.get(language_code="es")
    home_page().copy_for_translation(spanish).save_revision().publish()
    about = StandardPageFactory(slug="about")
    about.copy_for_translation(spanish).save_revision().publish()
    StandardPageFactory(slug="contact").copy_for_translation(spanish, alias=True)
    xml = client.get("/sitemap.xml").content.decode()
    assert 'hreflang="es" href="http://localhost:8000/es/about/"' in xml
    assert "/es/contact/" not in xml


@pytest.mark.parametrize("count", [1, 30])
def test_sitemap_takes_as_many_queries_however_many_pages(client, count, django_assert_num_queries):
    for _number in range(count):
        StandardPageFactory()
    client.get("/sitemap.xml")
    with django_assert_num_queries(4):
        client.get("/sitemap.xml")


def test_site_has_the_address_of_the_settings(settings):
    from wagtail.models import Site

    from home.address import keep_address

    settings.SITE_URL = "https://portal.example"
    keep_address()
    assert Site.objects.get().root_url == "https://portal.example"
