"""What is typed without a character that can be seen is empty, wherever a text is required."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtailmedia.forms import get_media_form
from wagtailmedia.models import get_media_model

from accounts.admin.forms import OrganisationForm, PersonCreationForm, PersonEditForm
from accounts.forms import SignupForm
from courses.formats import BLOCKS
from courses.formats.text import WordingBlock
from courses.models import TrackPage
from courses.views.correction import CorrectionForm
from home.models import HomePage
from reporting.views.saved_filters import NameForm, SavingForm

HIDDEN = "\u200b\u202e \xad\u2028\u200d\u3164"


def form_of(model):
    return model.get_edit_handler().get_form_class()


FIELDS = [
    (CorrectionForm, ["reason"]),
    (NameForm, ["name"]),
    (SavingForm, ["name"]),
    (SignupForm, ["first_name", "last_name"]),
    (PersonCreationForm, ["first_name", "last_name"]),
    (PersonEditForm, ["first_name", "last_name"]),
    (OrganisationForm, ["name"]),
    (form_of(TrackPage), ["title", "outcome"]),
    (form_of(HomePage), ["title", "headline", "sme_door_text", "city_door_text"]),
]


@pytest.mark.parametrize(
    "field",
    [form.base_fields[name] for form, names in FIELDS for name in names],
    ids=[f"{form.__name__}-{name}" for form, names in FIELDS for name in names],
)
def test_a_form_takes_it_for_empty(field):
    with pytest.raises(ValidationError) as refusal:
        field.clean(HIDDEN)
    assert refusal.value.code == "required"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "facts"),
    [
        (get_image_form(get_image_model()), {}),
        (get_document_form(get_document_model()), {}),
        (get_media_form(get_media_model()), {"type": "video"}),
    ],
)
def test_a_file_has_a_title_that_can_be_seen(make, facts):
    form = make({"title": HIDDEN}, instance=make.Meta.model(**facts))
    assert [error.code for error in form.errors.as_data()["title"]] == ["required"]


def test_an_editors_blanks_stay_and_what_is_hidden_goes():
    title = form_of(TrackPage).base_fields["title"]
    assert title.clean(" 10\xa0%\u200b of all ") == "10\xa0% of all"


def test_a_block_takes_it_for_empty():
    with pytest.raises(ValidationError):
        WordingBlock().child_blocks["text"].clean(HIDDEN)
    with pytest.raises(ValidationError):
        BLOCKS["gap_text"]().child_blocks["text"].clean(HIDDEN)
    assert WordingBlock().child_blocks["text"].clean("10\xa0%\u200b") == "10\xa0%"
