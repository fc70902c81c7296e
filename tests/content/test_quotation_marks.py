"""What somebody searches for in the admin may hold any sign."""

import pytest

from tests.factories.pages import LessonPageFactory

pytestmark = pytest.mark.django_db
LISTS = ("/admin/pages/", "/admin/images/", "/admin/documents/", "/admin/media/")
ODD = ('"', '""', '"walk', 'walk"', "wa*", "(", "NEAR(walk", "walk AND", "{title}: walk", "-", "'")


def test_any_sign_may_be_searched_for(admin_client):
    LessonPageFactory(title='A "walk" in Genoa', live=True)
    for path in LISTS:
        for words in ODD:
            assert admin_client.get(path, {"q": words}).status_code == 200, (path, words)
    for words in ('"walk"', 'a "walk', "walk"):
        assert "in Genoa" in admin_client.get("/admin/pages/", {"q": words}).text, words
