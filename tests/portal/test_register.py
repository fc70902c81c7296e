"""The interface speaks each language in one voice, and quotes with its own marks."""

import polib
import pytest
from django.conf import settings

from portal.languages.catalogs import catalog_problems
from portal.languages.register import FOREIGN_QUOTES, QUOTES, slips

pytestmark = pytest.mark.one_database

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Language: he\\n"\n"Plural-Forms: nplurals=2; plural=n != 1;\\n"\n\n'
)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Introduzca una dirección."),
        ("it", "Se ti sei registrato, accedi."),
        ("it", "Scrivi “così”."),
        ("it", "Controlla l'indirizzo."),
        ("it", "Ne hai visto il %(share)s%%."),
        ("es", "Lo leen los formadores."),
        ("he", "השיעור מושלם."),
        ("he", "צפו ב־90 % ממנו."),
        ("he", "צפו ב-90% ממנו."),
        ("he", 'הטיוטה של "%(name)s"'),
        ("he", "הקישור שלך"),
        ("he", "הרשמה למודול"),
        ("he", "יש כאן „שיעור”"),
        ("ar", "إن لم تكن فيها فاكتب اسمها."),
        ("ar", "يُرجى كتابة اسمها."),
    ],
)
def test_what_breaks_the_voice_is_found(language, text):
    assert slips(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Comprueba la dirección de «Málaga»."),
        ("it", "Ne hai visto il %(share)s %%: %(done)s%(rest)s."),
        ("he", 'צפו ב־90%% של <a href="%(url)s">הסרטון</a>'),
        ("it", "Dopo la registrazione sei qui."),
        ("he", "הקישור שלכם אל ״יחידת הלימוד״"),
        ("ar", "يرجى كتابة اسمها. المكتوب هنا لكل من سجّل الدخول."),
        ("en", "Write “this”."),
    ],
)
def test_what_keeps_it_is_not(language, text):
    assert not slips(text, language)


def test_a_catalogue_is_looked_through_with_its_plural_forms(tmp_path):
    path = tmp_path / "django.po"
    entries = (
        'msgid "Yours"\nmsgstr "שלך"\n\n'
        'msgid "%(n)s link"\nmsgid_plural "%(n)s links"\n'
        'msgstr[0] "קישור שלך"\nmsgstr[1] "%(n)s קישורים שלכם"\n'
    )
    path.write_text(HEADER + entries, encoding="utf-8")
    problems = catalog_problems(path)
    assert len(problems) == 2
    assert all("instead of the plural" in problem for problem in problems)


def test_the_demo_quotes_as_the_interface_does():
    found = [
        f"{path.name}: {entry.msgstr}"
        for language, marks in QUOTES.items()
        for path in (settings.BASE_DIR / "demo" / "content").rglob(f"*.{language}.po")
        for entry in polib.pofile(str(path))
        if set(FOREIGN_QUOTES).difference(marks).intersection(entry.msgstr)
    ]
    assert found == []
