"""Blocks of several forms, looked through at the same moment."""

from copy import deepcopy
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from courses.models import LessonPage
from tests.threads import together

pytestmark = pytest.mark.usefixtures("threads_take_turns_often")


def test_a_draft_that_is_saved_lets_nothing_incomplete_be_published():
    field = LessonPage.get_edit_handler().get_form_class().base_fields["body"]
    drafts, publications = [deepcopy(field) for _ in range(2)], [deepcopy(field) for _ in range(2)]
    for draft in drafts:
        draft.is_deferred_validation = True
    value = field.block.to_python([{"type": "heading", "value": {"text": "", "level": "h2"}}])
    calls = [partial(is_taken, each, value) for each in (*drafts, *publications)]
    assert together(*calls) == [{True}, {True}, {False}, {False}]
    assert is_taken(deepcopy(field), value) == {False}


def is_taken(field, value):
    """{whether the field takes the value}, each of many times."""
    found = set()
    for _ in range(100):
        try:
            field.clean(value)
            found.add(True)
        except ValidationError:
            found.add(False)
    return found
