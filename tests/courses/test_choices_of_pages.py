"""A choice that a page's form does not offer: it is said at its field, and breaks no page."""

import json

import pytest
from django import forms
from wagtail.admin.panels import get_edit_handler
from wagtail.fields import StreamField
from wagtail.test.utils.form_data import nested_form_data, streamfield

from tests.journeys.forms import forms_in
from tests.journeys.one_of_each import OneOfEach

FREE = {"audience"}  # it begins with none
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def choices_of(page):
    """The names of the fields of its form in which one of several is chosen."""
    fields = get_edit_handler(type(page)).get_form_class().base_fields.items()
    return [name for name, field in fields if type(field) is forms.TypedChoiceField]


def sent(client, page):
    """What a browser sends of the edit form of `page`, its streams emptied."""
    path = f"/admin/pages/{page.pk}/edit/"
    [data] = [form.data for form in forms_in(client.get(path), path) if "summary" in form.data]
    streams = [field.name for field in page._meta.fields if isinstance(field, StreamField)]
    kept = {name: value for name, value in data.items() if not name.startswith("action-")}
    return kept | nested_form_data({name: streamfield([]) for name in streams})


def test_a_choice_that_is_not_offered_breaks_no_page():
    things = OneOfEach()
    publisher = things.client("publisher")
    wrong, tried = {}, set()
    for page in (things.track, *(things.open[name] for name in ("module", "lesson", "quiz"))):
        data = sent(publisher, page)
        edit, draft = (f"/admin/pages/{page.pk}/{view}/" for view in ("edit", "view_draft"))
        for name in choices_of(page):
            tried.add(name)
            for value in ("", "no such"):
                answers = [
                    publisher.post(f"{edit}preview/", data | {name: value}),
                    publisher.get(f"{edit}preview/"),
                    publisher.post(edit, data | {name: value}),
                    publisher.get(draft),
                ]
                statuses = [answer.status_code for answer in answers]
                assert json.loads(answers[0].content)["is_valid"] is (name in FREE and not value)
                if max(statuses) >= 400:
                    wrong[page, name, value] = statuses
    assert wrong == {}
    assert tried > {"access", "audience", "completion_rule", "grading_method", "show_answers"}
