"""Translations of the interface: compile them, and find what is wrong with them.

A catalogue is `<language>/LC_MESSAGES/django.po` in one of `LOCALE_PATHS`; beside it `djangojs.po`,
where there are words of scripts. Its compiled form is not kept in the repository;
`manage.py compile_catalogs` makes it without any tool outside Python.
"""

import re
from collections import Counter

import polib
from django.utils.translation import get_language_info

from portal.languages.register import slips

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?[a-z]+")
PLURALS = re.compile(r"nplurals=(\d+)")
SHARE = re.compile(r"(?:%\(\w+\)s|\d+) ?%%?(?![(\w])")


def compile_catalog(path):
    """Write the compiled form beside the catalogue at `path`, if it is missing or older."""
    target = path.with_suffix(".mo")
    if not target.exists() or target.stat().st_mtime < path.stat().st_mtime:
        catalog = polib.pofile(str(path))
        if get_language_info(catalog.metadata.get("Language", "en"))["bidi"]:
            _keep_shares_together(catalog)
        catalog.save_as_mofile(str(target))


def _keep_shares_together(catalog):
    """Isolate each number with its per cent sign.

    In a sentence from right to left the sign would stand before the number; in a figure of its own
    it stands behind.
    """
    for entry in catalog:
        entry.msgstr = SHARE.sub("\u2066\\g<0>\u2069", entry.msgstr)
        entry.msgstr_plural = {
            form: SHARE.sub("\u2066\\g<0>\u2069", text)
            for form, text in entry.msgstr_plural.items()
        }


def catalog_problems(path):
    """What is wrong with the catalogue at `path`, as a list of sentences."""
    if not path.exists():
        return [f"{path} is missing."]
    catalog = polib.pofile(str(path))
    forms = int(PLURALS.search(catalog.metadata.get("Plural-Forms", "nplurals=0"))[1])
    return [
        f"{path}:{entry.linenum}: {problem}: “{entry.msgid[:60]}”"
        for entry in catalog
        if not entry.obsolete
        for problem in _entry_problems(entry, forms, catalog.metadata.get("Language", ""))
    ]


def _entry_problems(entry, forms, language):
    if entry.fuzzy:
        yield "not sure (fuzzy)"
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not all(texts):
        yield "not translated"
        return
    if entry.msgid_plural and len(texts) != forms:
        yield f"{len(texts)} plural forms instead of {forms}"
    source = entry.msgid_plural or entry.msgid
    if _kinds(PLACEHOLDER, texts[-1]) != _kinds(PLACEHOLDER, source):
        yield "other placeholders"
    if any(_kinds(PLACEHOLDER, text) - _kinds(PLACEHOLDER, source) for text in texts):
        yield "unknown placeholders"
    if any(Counter(TAG.findall(text)) != Counter(TAG.findall(source)) for text in texts):
        yield "other tags"
    if any(_ends(text) != _ends(source) for text in texts):
        yield "line breaks at the ends differ"
    yield from dict.fromkeys(slip for text in texts for slip in slips(text, language))


def _kinds(pattern, text):
    return set(pattern.findall(text.replace("%%", "")))


def _ends(text):
    return text.startswith("\n"), text.endswith("\n")
