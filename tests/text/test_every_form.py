"""Whatever form or table it comes by: what parts lines elsewhere becomes a space."""

import pkgutil
from importlib import import_module

import pytest
from django import forms
from django.core.exceptions import ValidationError

from accounts.organisations_file import check_organisations
from accounts.people_file import check_people
from accounts.typed import TypedField
from tests.own_apps import OURS

ODD = "\v\x85\u2028\u2029"
TYPED, CLEAN = "".join(f"Ana{sign}" for sign in ODD) + "Ana", "Ana Ana Ana Ana Ana"
EXACT = (forms.PasswordInput, forms.HiddenInput)  # kept as typed, or written by ourselves
COMPARED = {  # with what is known, or looked for, and kept by nobody
    "EraseForm.address",
    "MergeForm.address",
    "ConfirmForm.number",
    "FindForm.q",
    "MessageForm.website",  # the trap for programs
    "SignupForm.username",  # allauth's, which the form drops
    "SampleForm.organisation",
    "SampleForm.message",
    "SavingForm.query",  # of an address, where such signs are %0B
}


def forms_of_ours():
    """Every form class that a module of ours declares."""
    for app in OURS:
        for found in pkgutil.walk_packages(import_module(app).__path__, f"{app}."):
            if ".migrations" not in found.name:
                import_module(found.name)
    waiting, seen = [forms.BaseForm], set()
    while waiting:
        for each in waiting.pop().__subclasses__():
            if each not in seen:
                seen.add(each)
                waiting.append(each)
    return [each for each in seen if each.__module__.partition(".")[0] in OURS]


def keeps(field, text):
    """What `field` makes of `text`; nothing where it refuses it."""
    try:
        return str(field.clean(text))
    except ValidationError:
        return ""


def test_no_field_of_a_form_keeps_what_parts_lines_elsewhere():
    fields = [
        (f"{form.__qualname__}.{name}", field)
        for form in forms_of_ours()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField) and not isinstance(field.widget, EXACT)
    ]
    assert len([each for each in fields if isinstance(each[1], TypedField)]) > 20
    kept = {name for name, field in fields if set(ODD) & set(keeps(field, TYPED))}
    assert kept == COMPARED


@pytest.mark.django_db
@pytest.mark.one_database
def test_no_table_of_people_or_organisations_keeps_it_either():
    [row] = check_people(f"Email,First name,Last name\nana@example.org,{TYPED},B", None).rows
    assert (row.facts["first_name"], row.problems) == (CLEAN, [])
    [row] = check_organisations(f"Name,Type,City\n{TYPED},sme,{TYPED}").rows
    assert (row.facts["name"], row.facts["city"], row.problems) == (CLEAN, CLEAN, [])
