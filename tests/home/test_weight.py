"""How heavy the home page is for who comes first: exact bytes, no time."""

import gzip
import json
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import find

from content.languages.trees import mirror_pages
from tests.factories.outline import ActivityFactory, ModuleFactory, TrackFactory
from tests.factories.pages import StandardPageFactory, home_page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

MOST = 30_000  # bytes of HTML and style sheets, packed
CONTENT = Path(settings.BASE_DIR) / "demo/content/home/page.json"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
SHEET = re.compile(r'<link rel="stylesheet" href="/static/([^"]*)"')


def in_language(value, words):
    """`value` of a file of content with the texts in it said in `words`."""
    if isinstance(value, dict):
        return {name: in_language(part, words) for name, part in value.items()}
    if isinstance(value, list):
        return [in_language(part, words) for part in value]
    return words.get(value, value)


def make_home(language):
    """The home page with the texts of the demo, its menu, and as many tracks and modules."""
    page, fields = home_page(), json.loads(CONTENT.read_text())["fields"]
    if language != "en":
        said = polib.pofile(CONTENT.with_suffix(f".{language}.po"))
        fields = in_language(fields, {entry.msgid: entry.msgstr for entry in said})
    for name, value in fields.items():
        if isinstance(value, str) and name != "story_page":
            setattr(page, name, value)
    page.achievements = [("achievement", each) for each in fields["achievements"]]
    page.save_revision().publish()
    for number in range(8):
        StandardPageFactory(title=f"Section {number}", show_in_menus=number < 5)
    for audience, modules in (("sme", 1), ("civil_servant", 3)):
        track = TrackFactory(audience=audience)
        for _number in range(modules):
            module = ModuleFactory(track=track)
            ActivityFactory.create_batch(6, module=module, access="everyone")
    mirror_pages()
    return page


@pytest.fixture
def home():
    return make_home("en")


def packed(content):
    return len(gzip.compress(content, mtime=0))


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_comes_with_thirty_kilobytes_and_its_text_is_in_them(client, language):
    page = make_home(language)
    html = client.get(f"/{language}/").content
    assert page.headline in html.decode()
    sheets = SHEET.findall(html.decode())
    assert sheets
    weights = {"html": packed(html)}
    weights |= {name: packed(Path(find(name)).read_bytes()) for name in sheets}
    assert sum(weights.values()) <= MOST, weights


def test_nothing_stands_before_the_text_of_home(client, home):
    html = client.get("/en/").text
    head, rest = html.split("</head>")
    before = rest[: rest.index("<h1")]
    assert home.headline in rest
    assert "<img" not in before  # what is drawn is part of the page
    assert re.findall(r"<script(?![^>]*(?:type=\"module\"|type=\"application/))", html) == []
    assert head.index('as="font"') > head.rindex('rel="stylesheet"')  # asked for after the sheets
    sheets = [Path(find(name)).read_text() for name in SHEET.findall(head)]
    assert not any("@import" in sheet for sheet in sheets)
    faces = re.findall(r"@font-face \{.*?\}", "".join(sheets), re.DOTALL)
    assert faces
    assert all("font-display: swap" in face for face in faces)
