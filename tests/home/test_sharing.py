"""What a shared link shows, and what search engines read."""

import json
import re
from html import unescape

import pytest
from django.contrib.staticfiles.finders import find
from PIL import Image
from wagtail.models import Locale

from content.templatetags.sharing import HEIGHT, WIDTH, locale_of
from tests.factories.pages import (
    CaseStudyPageFactory,
    LessonPageFactory,
    ModulePageFactory,
    home_page,
)
from tests.factories.training import publish
from tests.html import assert_valid_html

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HOSTILE = 'Beds </script><script>alert("1")</script> & <!-- “costs”'
SECRET = "The text of a closed lesson"
META = re.compile(r'<meta property="(og:[^"]*)" content="([^"]*)">')
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def preview(html):
    """The Open Graph data of a page: {name: value}; alternates in a list."""
    found = [(name, unescape(value)) for name, value in META.findall(html)]
    others = [value for name, value in found if name == "og:locale:alternate"]
    return dict(found) | {"og:locale:alternate": others}


def data_of(html):
    [text] = DATA.findall(html)
    return json.loads(text)


@pytest.mark.parametrize(
    ("code", "locale"),
    [("en", "en_GB"), ("es", "es_ES"), ("it", "it_IT"), ("he", "he_IL"), ("ar", "ar_AR")],
)
def test_languages_have_their_open_graph_names(code, locale):
    assert locale_of(code) == locale


def test_a_shared_link_has_title_text_and_picture_in_its_language(client, settings):
    page = home_page()
    page.headline, page.search_description = 'Firms & "cities"', "Free training."
    page.save_revision().publish()
    for code in ("es", "he"):
        other = page.copy_for_translation(Locale.objects.get(language_code=code))
        other.headline, other.search_description = f"Portada {code}", f"Gratis {code}"
        other.save_revision().publish()
    shown = preview(assert_valid_html(client.get("/en/")))
    root = "http://localhost:8000"
    assert shown["og:title"] == 'Firms & "cities"'
    assert shown["og:description"] == "Free training."
    assert shown["og:url"] == f"{root}/en/"
    assert shown["og:locale"] == "en_GB"
    assert shown["og:locale:alternate"] == ["es_ES", "he_IL"]
    assert re.fullmatch(rf"{root}/static/img/share[.\w]*\.png", shown["og:image"])
    assert (shown["og:image:width"], shown["og:image:height"]) == (str(WIDTH), str(HEIGHT))
    shown = preview(client.get("/es/").text)
    assert (shown["og:title"], shown["og:description"]) == ("Portada es", "Gratis es")
    assert (shown["og:locale"], shown["og:url"]) == ("es_ES", f"{root}/es/")
    assert shown["og:locale:alternate"] == ["en_GB", "he_IL"]


def test_the_picture_has_the_size_that_is_told():
    with Image.open(find("img/share.png")) as picture:
        assert picture.size == (WIDTH, HEIGHT)


def test_modules_are_courses_and_case_studies_learning_resources(client):
    def make():
        module = ModulePageFactory(
            title=HOSTILE, search_description="Learn it.", hours="2.5", licence="CC BY 4.0"
        )
        lesson = LessonPageFactory(parent=module, title=HOSTILE, access="everyone", minutes=75)
        closed = LessonPageFactory(
            parent=module, title="Who pays", summary=SECRET, search_description=SECRET
        )
        case = CaseStudyPageFactory(title=HOSTILE, place="Rotterdam", country="NL", minutes=20)
        return module, lesson, closed, case

    module, lesson, closed, case = publish(make)
    response = client.get(module.url)
    assert "'unsafe" not in response["Content-Security-Policy"]
    html = assert_valid_html(response)
    course = data_of(html)
    assert (course["@type"], course["name"]) == ("Course", HOSTILE)
    assert course["@context"] == "https://schema.org"
    assert course["description"] == "Learn it."
    assert course["url"] == f"http://localhost:8000{module.url}"
    assert course["provider"]["url"] == "http://localhost:8000/"
    assert course["isAccessibleForFree"] is True
    assert course["inLanguage"] == "en"
    assert course["hasCourseInstance"]["courseWorkload"] == "PT2H30M"
    assert course["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert course["teaches"] == [str(outcome.value) for outcome in module.outcomes]
    assert "<script>alert" not in html

    resource = data_of(assert_valid_html(client.get(case.url)))
    assert (resource["@type"], resource["name"]) == ("LearningResource", HOSTILE)
    assert resource["learningResourceType"] == "Case study"
    assert (resource["timeRequired"], resource["spatialCoverage"]) == ("PT20M", "Rotterdam, NL")
    assert data_of(client.get(lesson.url).text)["timeRequired"] == "PT1H15M"

    html = client.get(closed.url).text  # its title may be shown, its text not
    assert preview(html)["og:title"] == "Who pays"
    assert preview(html)["og:description"].startswith("Lesson 2 of 2. This is for enrolled")
    assert not DATA.findall(html)
    assert SECRET not in html


def test_pages_of_no_language_of_their_own_tell_which_they_show(client):
    def make():
        module = ModulePageFactory()
        spanish = Locale.objects.get(language_code="es")
        module.copy_for_translation(spanish, copy_parents=True, alias=True)
        return module

    module = publish(make)
    html = client.get(module.url.replace("/en/", "/es/")).text
    assert preview(html)["og:locale"] == "en_GB"
    assert data_of(html)["inLanguage"] == "en"
