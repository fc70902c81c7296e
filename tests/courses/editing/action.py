"""Doing something to a page of the site, in the admin where it differs from code."""

from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

ACTIONS = []


def action(function):
    ACTIONS.append(function)
    return function


def post(site, name, page, data=None, *args, **query):
    url = reverse(name, args=[page.pk, *args])
    response = site.client.post(url, data or {}, query_params=query)
    assert response.status_code == 302, response.content.decode()[:500]
    return response


def in_bulk(site, name, pages, data=None):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", name])
    query = "&".join(f"id={page.pk}" for page in pages)
    assert site.client.post(f"{url}?{query}", data or {}).status_code == 302


def lesson_form(**fields):
    data = {
        "title": "First",
        "slug": "first",
        "minutes": "7",
        "access": "as_module",
        "completion_rule": "button",
        "body": streamfield([("text", {"html": rich_text("<p>Text</p>")})]),
        "sources": streamfield([]),
        "comments": inline_formset([]),
    }
    return nested_form_data(data | fields)


def edit(site, page, **fields):
    post(site, "wagtailadmin_pages:edit", page, lesson_form() | fields)
