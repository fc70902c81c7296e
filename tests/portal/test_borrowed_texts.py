"""What frameworks say to people is there in every language, from their catalogues or ours."""

import json
import re
from functools import cache
from pathlib import Path

import django
import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override
from wagtail.users.models import UserProfile

DJANGO = Path(django.__file__).parent
APPS = [Path(app.path) / "locale" for app in apps.get_app_configs()]
# As Django merges them: what one of them says, all others say too; scripts of the admin say theirs.
FOLDERS = {
    "django": [DJANGO / "conf/locale", *APPS],
    "djangojs": [path for path in APPS if "wagtail" in str(path.parent)],
}
BORROWED = settings.BASE_DIR / "portal/languages/borrowed"
COUNTRIES = {"he": "he_IL"}  # gettext finds them beside those of the language
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
# Of Django's own admin, which the portal has not, and names of languages that it does not offer.
# Nobody gets tokens for an API of Wagtail, of which only the administrators' part would tell.
UNSEEN_FILES = (
    "contrib/auth/admin.py",
    "conf/global_settings.py",
    "api/v3/",
    "models/api.py",
    "templates/wagtailusers/api_tokens/",
    "views/api_tokens.py",
)
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
    "Create API token",
    "Revoke API token",
    "API token created",
    "API token revoked",
}


def translated(catalog):
    return {
        (entry.msgctxt, entry.msgid)
        for entry in catalog
        if entry.msgstr or any(entry.msgstr_plural.values())
    }


def is_seen(entry):
    return entry.msgid not in UNSEEN and not (
        entry.occurrences
        and all(path.startswith(UNSEEN_FILES) for path, _line in entry.occurrences)
    )


@cache
def folders(domain):
    return [path for path in FOLDERS[domain] if (path / f"en/LC_MESSAGES/{domain}.po").exists()]


@cache
def asked(domain):
    """The texts of the frameworks that people may read, as (context, text)."""
    catalogs = [polib.pofile(path / f"en/LC_MESSAGES/{domain}.po") for path in folders(domain)]
    return {
        (entry.msgctxt, entry.msgid)
        for catalog in catalogs
        for entry in catalog
        if not entry.obsolete and is_seen(entry)
    }


@cache
def lacks_of(language, domain):
    """The texts that the catalogues of the frameworks have in English and not in `language`."""
    theirs = set()
    for folder in folders(domain):
        for name in (language, COUNTRIES.get(language, language)):
            path = folder / name / f"LC_MESSAGES/{domain}.mo"
            if path.exists():
                theirs |= translated(polib.mofile(path))
    return asked(domain) - theirs


def supplied(language, domain, places=settings.LOCALE_PATHS):
    """The texts that our catalogues in `places` have in `language`."""
    paths = [Path(folder) / language / f"LC_MESSAGES/{domain}.po" for folder in places]
    return set().union(*(translated(polib.pofile(path)) for path in paths if path.exists()))


@pytest.mark.parametrize("domain", FOLDERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_our_catalogues_supply_what_theirs_lack(language, domain):
    assert lacks_of(language, domain) - supplied(language, domain) == set()


@pytest.mark.parametrize("domain", FOLDERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_borrowed_that_a_language_has(language, domain):
    assert len(folders("django")) > 15
    assert len(folders("djangojs")) == 2
    assert supplied(language, domain, [BORROWED]) - lacks_of(language, domain) == set()


def test_people_read_them():
    with override("ar"):
        words = ngettext("Please submit at most %(num)d form.", "… %(num)d forms.", 3) % {"num": 3}
    assert words.startswith("يرجى إرسال 3")
    with override("he"):
        assert gettext("Aging pages") != "Aging pages"
        assert gettext("Add audio") == "הוספת קול"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "count"),
    [("wagtailadmin_javascript_catalog", 70), ("wagtail_localize:javascript_catalog", 40)],
)
@pytest.mark.django_db
def test_scripts_of_the_admin_get_every_word(client, admin_user, language, name, count):
    profile = UserProfile.get_for_user(admin_user)
    profile.preferred_language = language
    profile.save()
    client.force_login(admin_user)
    script = client.get(reverse(name)).text
    words = json.loads(re.search(r"const newcatalog = (\{.*?\n  \});", script, re.DOTALL)[1])
    assert len(words) > count
    for english, texts in words.items():
        forms = texts if isinstance(texts, list) else [texts]
        assert all(forms), english
    alike = {"No", "Dashboard", "[DELETED]", "%(time_zone_option)s: %(localized_time_zone_label)s"}
    assert {english for english in words if words[english] == english} <= alike
