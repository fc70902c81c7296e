"""What Django and allauth say to people is there in every language, theirs or ours."""

from pathlib import Path

import allauth
import django
import polib
import pytest
from django.conf import settings
from django.utils.translation import ngettext, override

from portal.languages.borrowed import BORROWED

DJANGO = Path(django.__file__).parent
FOLDERS = [
    DJANGO / "conf/locale",
    *(DJANGO / f"contrib/{name}/locale" for name in ("auth", "humanize", "messages", "sessions")),
    Path(allauth.__file__).parent / "locale",
]
FOLDERS = [folder for folder in FOLDERS if folder.is_dir()]
# Of Django's own admin, which the portal has not, and names of languages that it does not offer.
UNSEEN_FILES = {"contrib/auth/admin.py", "conf/global_settings.py"}
UNSEEN = {
    # Forms of Django's own admin.
    "Reset password",
    "Set password",
    "Whether the user will be able to authenticate using a password or not. If disabled, they may "
    "still be able to authenticate using other backends, such as Single Sign-On or LDAP.",
    "Password-based authentication",
    "Enabled",
    "Disabled",
    "Raw passwords are not stored, so there is no way to see the user’s password.",
    "Enable password-based authentication for this user by setting a password.",
    # People have no username here, and the length of a password is refused in words of ours.
    "Enter a valid username. This value may contain only unaccented lowercase a-z and uppercase "
    "A-Z letters, numbers, and @/./+/-/_ characters.",
    "This password is too short. It must contain at least %d character.",
    # No form asks for such an address, and no text of this name is shown.
    "IPv4",
    "IPv6",
    "IPv4 or IPv6",
    "String (unlimited)",
}


def translated(catalog):
    return {
        (entry.msgctxt, entry.msgid)
        for entry in catalog
        if entry.msgstr or any(entry.msgstr_plural.values())
    }


def is_seen(entry):
    return (
        entry.msgid not in UNSEEN
        and not {path for path, _line in entry.occurrences} <= UNSEEN_FILES
    )


def lacks_of(language):
    """The texts that the catalogues of the frameworks have in English and not in `language`."""
    for folder in FOLDERS:
        theirs = translated(polib.mofile(folder / language / "LC_MESSAGES/django.mo"))
        for entry in polib.pofile(folder / "en/LC_MESSAGES/django.po"):
            if (entry.msgctxt, entry.msgid) not in theirs and not entry.obsolete and is_seen(entry):
                yield entry.msgctxt, entry.msgid


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES if code != "en"])
def test_our_catalogue_supplies_what_theirs_lack(language):
    lacks = set(lacks_of(language))
    ours = settings.BASE_DIR / f"locale/{language}/LC_MESSAGES/django.po"
    assert lacks - translated(polib.pofile(ours)) == set()


def test_nothing_is_borrowed_that_no_language_lacks():
    lacks = {text for language in ("es", "it", "he", "ar") for _context, text in lacks_of(language)}
    assert len(FOLDERS) >= 3
    assert len(lacks) == len(BORROWED)


def test_people_read_them():
    with override("ar"):
        words = ngettext("Please submit at most %(num)d form.", "… %(num)d forms.", 3) % {"num": 3}
    assert words.startswith("يرجى إرسال 3")
