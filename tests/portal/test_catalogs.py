"""Translations of the interface are whole, and are compiled without other tools."""

import gettext
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from portal.languages.catalogs import catalog_problems, compile_catalog

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=3; plural=n==1 ? 0 : n==2 ? 1 : 2;\\n"\n\n'
)


@pytest.fixture
def catalog(tmp_path):
    def write(text):
        path = tmp_path / "django.po"
        path.write_text(HEADER + text, encoding="utf-8")
        return path

    return write


GOOD = (
    'msgid "Log in"\nmsgstr "Entrar"\n\n'
    'msgid "%(n)s page"\nmsgid_plural "%(n)s pages"\n'
    'msgstr[0] "una"\nmsgstr[1] "dos"\nmsgstr[2] "%(n)s páginas"\n'
)


def test_a_whole_catalogue_is_compiled(catalog):
    path = catalog(GOOD)
    assert catalog_problems(path) == []
    compile_catalog(path)
    with path.with_suffix(".mo").open("rb") as compiled:
        texts = gettext.GNUTranslations(compiled)
    assert texts.gettext("Log in") == "Entrar"
    assert texts.ngettext("%(n)s page", "%(n)s pages", 2) == "dos"


SHARES = (
    '#, python-format\nmsgid "%(mark)s %% needed"\nmsgstr "Min. %(mark)s %%"\n\n'
    'msgid "Watched to 90 %"\nmsgstr "A 90 %."\n\n'
    '#, python-format\nmsgid "%(n)s lesson, to 90 %%"\nmsgid_plural "%(n)s lessons, to 90 %%"\n'
    'msgstr[0] "90 %%"\nmsgstr[1] "90 %%"\nmsgstr[2] "%(n)s: 90 %%"\n\n'
    'msgid "at 5 %(unit)s"\nmsgstr "5 %(unit)s"\n'
)


@pytest.mark.parametrize(
    ("language", "before", "after"), [("ar", "\u2066", "\u2069"), ("es", "", "")]
)
def test_a_per_cent_sign_stays_behind_its_number_from_right_to_left(
    catalog, language, before, after
):
    path = catalog(SHARES)
    path.write_text(path.read_text().replace("\n\n", f'\n"Language: {language}\\n"\n\n', 1))
    compile_catalog(path)
    with path.with_suffix(".mo").open("rb") as compiled:
        texts = gettext.GNUTranslations(compiled)
    assert texts.gettext("%(mark)s %% needed") == f"Min. {before}%(mark)s %%{after}"
    assert texts.gettext("Watched to 90 %") == f"A {before}90 %{after}."
    many = texts.ngettext("%(n)s lesson, to 90 %%", "%(n)s lessons, to 90 %%", 9)
    assert many == f"%(n)s: {before}90 %%{after}"
    assert texts.gettext("at 5 %(unit)s") == "5 %(unit)s"


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ('msgid "A"\nmsgstr ""', "not translated"),
        ('#, fuzzy\nmsgid "A"\nmsgstr "B"', "fuzzy"),
        ('msgid "A"\nmsgid_plural "B"\nmsgstr[0] "C"\nmsgstr[1] "D"', "2 plural forms instead"),
        ('msgid "%(name)s"\nmsgstr "%(nombre)s"', "placeholders"),
        ('msgid "Hello {name}"\nmsgstr "Hola"', "placeholders"),
        ('msgid "<b>A</b>"\nmsgstr "<b>A"', "tags"),
        ('msgid "A\\n"\nmsgstr "A"', "line breaks"),
    ],
)
def test_faults_are_found(catalog, entry, problem):
    [found] = catalog_problems(catalog(entry + "\n"))[:1]
    assert problem in found


def test_a_missing_catalogue_is_found(tmp_path):
    assert "is missing" in catalog_problems(tmp_path / "django.po")[0]


def test_check_fails_where_something_is_wrong(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    with pytest.raises(CommandError, match=f"{len(settings.LANGUAGES) - 1} problems"):
        call_command("compile_catalogs", check=True)


def test_our_catalogues_are_whole():
    call_command("compile_catalogs", check=True)


def test_each_catalogue_is_that_of_a_language_of_the_portal():
    for folder in settings.LOCALE_PATHS:
        codes = {path.name for path in Path(folder).iterdir()}
        assert codes | {settings.LANGUAGE_CODE} == set(dict(settings.LANGUAGES))
