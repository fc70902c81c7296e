"""What people set for themselves in the admin."""

import pytest
from django.conf import settings

from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_the_admin_speaks_the_portals_languages(client):
    client.force_login(UserFactory(groups=["Editors"]))
    forms = client.get("/admin/account/").context["panels_by_tab"]
    fields = {
        name: field
        for panels in forms.values()
        for panel in panels
        for name, field in panel.get_form().fields.items()
    }
    languages = {code for code, _name in fields["preferred_language"].choices if code}
    assert languages == {code for code, _name in settings.LANGUAGES}
    assert "localtime" not in dict(fields["current_time_zone"].choices)
