"""Visitors of each language find the portal in it, and are told where a text is in English."""

import re

import pytest

from tests.html import joined
from tests.journeys.visitor import Visitor

# Of each page it asks whether it is whole, in words and form.
pytestmark = pytest.mark.one_database
NAV = re.compile(r'<nav class="site-nav".*?</nav>', re.DOTALL)
FOOTER = re.compile(r"<footer.*?</footer>", re.DOTALL)
LINK = re.compile(r'<a href="([^"]*)"[^>]*>([^<]*)</a>')
NOTICE = {
    "es": "Este texto está en",
    "it": "Questo testo è in",
    "he": "הטקסט הזה הוא ב",
    "ar": "هذا النص باللغة",
}
MENU = {
    "es": ["Formación", "Para pymes", "Para ciudades", "Casos", "El programa"],
    "it": ["Formazione", "Per le PMI", "Per le città", "Casi di studio", "Il programma"],
    "he": ["הכשרה", "לעסקים", "לערים", "חקרי מקרה", "על התוכנית"],
    "ar": ["التدريب", "للمنشآت", "للمدن", "دراسات الحالة", "عن البرنامج"],
}
PATHS = ["training/", "for-smes/", "for-cities/", "case-studies/", "about/"]
LESSON = "training/cities/why-and-when-to-buy-innovation/what-buying-innovation-means/"
MODULE = "training/cities/why-and-when-to-buy-innovation/"


@pytest.mark.parametrize("language", MENU)
def test_the_menus_and_pages_are_in_the_language_of_the_visitor(demo, language):
    visitor = Visitor(demo)
    home = visitor.get(f"/{language}/").text
    assert LINK.findall(NAV.search(home)[0]) == [
        (f"/{language}/{path}", title) for path, title in zip(PATHS, MENU[language], strict=True)
    ]
    below = LINK.findall(FOOTER.search(home)[0])
    english = LINK.findall(FOOTER.search(visitor.get("/en/").text)[0])
    assert [path[3:] for path, _title in below] == [path[3:] for path, _title in english]
    assert {title for _path, title in below} & {title for _path, title in english} <= {"Privacy"}
    for path in ["", *PATHS, "training/smes/", MODULE]:
        text = joined(visitor.get(f"/{language}/{path}").text)
        assert NOTICE[language] not in text
        assert "/en/" not in re.sub(r'<a [^>]*hreflang="en".*?</a>|<link [^>]*>', "", text)


@pytest.mark.parametrize("language", MENU)
@pytest.mark.parametrize("path", [LESSON, "case-studies/erasmus-mc/"])
def test_a_lesson_and_a_case_study_say_that_they_are_in_english(demo, language, path):
    visitor = Visitor(demo).log_in("admin@demo.example")
    assert NOTICE[language] in visitor.get(f"/{language}/{path}").text
