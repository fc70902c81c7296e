"""No cookie but those that the privacy page promises: session, CSRF, language."""

import pytest
from django.contrib import messages
from django.http import HttpResponse
from django.urls import path


def note(request):
    messages.success(request, "Saved.")
    return HttpResponse()


urlpatterns = [path("note/", note)]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_message_sets_no_cookie_of_its_own(client):
    client.get("/note/")
    assert set(client.cookies) == {"sessionid"}
